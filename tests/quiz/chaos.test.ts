import { expect, test } from 'vitest';
import { recount } from '../chaos/quiz/recount.ts';
import { simulate } from './simulation.ts';

const SEEDS = ['v', 'x', 'y', 'one', 'two', 'three'];

test.each(SEEDS)(
  'GIVEN two copies on one store that are killed now and then (seed %s) WHEN games are played THEN nothing acknowledged is lost, nothing counts twice, and every game ends',
  async (seed) => {
    const { store, channels, presses, posts, kills, at } = await simulate(seed, 5);
    const result = await recount(store, channels, presses, at);
    expect(result.violations).toEqual([]);
    expect(result.ended).toBe(5);
    expect(result.acknowledged).toBeGreaterThan(30);
    // Told twice only where a copy died between telling and writing it down.
    const twice = [...posts.values()].reduce((sum, times) => sum + times - 1, 0);
    expect(twice).toBeLessThanOrEqual(kills);
  },
  60_000,
);
