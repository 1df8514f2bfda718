/** Time and names for everything the stand-in makes. Both injected, so that a test sees the same ones each run. */
export interface Ids {
  /** Milliseconds since 1970, from the injected clock. */
  now(): number;
  /** A Slack-like id: a letter or two, then the seed and a counter. */
  id(prefix: string): string;
  /** A message or action timestamp: seconds, a point, and six digits that never repeat. */
  ts(): string;
  uuid(): string;
  /** A trigger id in the platform's form: three parts with points between them. */
  trigger(): string;
}

export function createIds(now: () => number, seed: string): Ids {
  let count = 0;
  const next = (digits: number) => String(++count).padStart(digits, '0');
  return {
    now,
    id: (prefix) => `${prefix}${seed}${next(6)}`,
    ts: () => `${Math.floor(now() / 1000)}.${next(6)}`,
    uuid: () => `00000000-0000-4000-8000-${next(12)}`,
    trigger: () => `${next(13)}.${next(13)}.${seed.toLowerCase()}${next(24)}`,
  };
}
