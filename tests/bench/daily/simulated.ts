import type { Engine } from '../../../src/store.ts';

/** Time that goes on only when nothing is under way: a day of waiting takes no longer than the work in it. */
export interface SimulatedTime {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** An engine whose work counts as under way. */
  watch(engine: Engine): Engine;
  /** Goes to the next moment at which somebody wakes up, or to `latest`, once nothing is under way. */
  advance(latest: number): Promise<void>;
}

export function simulatedTime(start: number): SimulatedTime {
  let now = start;
  let underWay = 0;
  const sleeping = new Map<number, (() => void)[]>();

  function counted<Asked extends unknown[], T>(work: (...asked: Asked) => Promise<T>) {
    return async (...asked: Asked): Promise<T> => {
      underWay += 1;
      try {
        return await work(...asked);
      } finally {
        underWay -= 1;
      }
    };
  }

  /** Resolves when nothing has been under way for a few turns of the event loop. */
  async function quiet(): Promise<void> {
    for (let still = 0; still < 4; ) {
      await new Promise((resolve) => setImmediate(resolve));
      still = underWay === 0 ? still + 1 : 0;
    }
  }

  return {
    now: () => now,
    sleep(milliseconds) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const at = now + Math.max(1, Math.ceil(milliseconds));
      sleeping.set(at, [...(sleeping.get(at) ?? []), resolve]);
      return promise;
    },
    watch: (engine) => ({
      ...engine,
      get: counted(engine.get),
      save: counted(engine.save),
      list: counted(engine.list),
      due: counted(engine.due),
    }),
    async advance(latest) {
      await quiet();
      const next = Math.min(latest, ...sleeping.keys());
      now = next;
      const awake = sleeping.get(next) ?? [];
      sleeping.delete(next);
      for (const wake of awake) wake();
      await quiet();
    },
  };
}
