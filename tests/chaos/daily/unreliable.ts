import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../../src/store.ts';

/** How often the store is slow to answer, and how often a write fails, in every way there is. */
const SLOW = 0.03;
const FAILING = 0.02;

/** A store that is slow now and then, or fails: before a write is done, or after, and nobody can tell which. */
export function unreliable(engine: Engine): Engine {
  const slowly = async () => {
    if (Math.random() < SLOW) await sleep(Math.random() * 500);
  };
  return {
    ...engine,
    async get(...asked) {
      await slowly();
      return engine.get(...asked);
    },
    async save(...asked) {
      await slowly();
      const fails = Math.random() < FAILING;
      if (fails && Math.random() < 0.5) throw new Error('The store failed, as it was told to.');
      const saved = await engine.save(...asked);
      if (fails) throw new Error('The store failed, as it was told to.');
      return saved;
    },
  };
}
