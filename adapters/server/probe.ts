import type { Clock } from '../../src/ports.ts';

/** How soon after one probe the next begins, in milliseconds. */
const EVERY = 250;
/** From when on what a probe took says nothing of now, in milliseconds. */
const STALE = 1_000;

/**
 * How long somebody who asks now would wait, in milliseconds, found out by asking as they do. What waits to be accepted
 * is counted by nothing inside the process, and Node accepts one connection a turn.
 * @returns to be called at each request; it asks only while others do
 */
export function createProbe(elapsed: Clock, ask: () => Promise<void>): () => number {
  let askedAt: number | undefined;
  let endedAt = Number.NEGATIVE_INFINITY;
  let took = 0;

  async function probe(begun: number): Promise<void> {
    askedAt = begun;
    // One that fails has had its answer too.
    await ask().catch(() => {});
    endedAt = elapsed();
    took = endedAt - begun;
    askedAt = undefined;
  }
  return () => {
    const at = elapsed();
    if (askedAt === undefined && at - endedAt >= EVERY) {
      if (at - endedAt >= STALE) took = 0;
      void probe(at);
    }
    return Math.max(took, askedAt === undefined ? 0 : at - askedAt);
  };
}
