import { expect, test } from 'vitest';
import { movableClock } from '../../adapters/playground/clock.ts';

const MINUTE = 60_000;

test('GIVEN a clock WHEN it is moved THEN it goes ahead in steps of ten minutes, each with its time to act', async () => {
  const clock = movableClock(() => 1_000);
  const seen: number[] = [];
  await clock.move(25 * MINUTE, async () => void seen.push(clock.now() - 1_000));
  expect(seen).toEqual([10 * MINUTE, 20 * MINUTE, 25 * MINUTE]);
  expect(clock.moved()).toBe(25 * MINUTE);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 32 * 24 * 60 * MINUTE])(
  'WHEN it is to be moved by %d THEN it refuses and stands where it stood',
  async (milliseconds) => {
    const clock = movableClock(() => 0);
    await expect(clock.move(milliseconds, async () => {})).rejects.toThrow(RangeError);
    expect(clock.now()).toBe(0);
  },
);
