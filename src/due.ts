import type { Kept, Records } from './ports.ts';
import type { Kind } from './store.ts';

/**
 * Does what is due for one record. It may run twice, and beside another run: it claims by a conditional save before
 * it acts, and leaves the record with a later due time, or with none.
 */
export type Job<T> = (record: Kept<T>, at: number) => Promise<void>;

/** What the clock looks after in one kind of record. Who runs it, and how often, changes nothing but the delay. */
export interface Duty {
  name: string;
  kind: Kind;
  /** Finds what is due at a time and does it. @returns how many records were found */
  run(at: number, settings: DueSettings): Promise<number>;
  /** Does one record, if it is due at a time, and waits for it: for a host that is told of each by itself. */
  one(record: { workspace: string; id: string }, at: number, onError: OnError): Promise<void>;
  /** Resolves when nothing is under way that a run began and did not wait for. */
  settled?(): Promise<void>;
}

export interface DueSettings {
  /** Most records of a kind in one run. */
  limit: number;
  onError: OnError;
}

/** Hears of a job that failed. */
export type OnError = (code: string, cause: unknown) => void;

/** How long a record whose job failed is left alone, in milliseconds. */
const LEFT_ALONE = 60_000;

/** The clock's duty towards a kind of record: a job for each that is due, found by the index on the due time. */
export function duty<T>(name: string, kind: Kind, records: Records<T>, job: Job<T>): Duty {
  const attempt = async (record: Kept<T>, at: number, onError: OnError) => {
    try {
      await job(record, at);
    } catch (cause) {
      onError(`due.${name}`, cause);
      // If the job got as far as saving, this loses, as it should.
      await records.save({ ...record, dueAt: at + LEFT_ALONE });
    }
  };
  return {
    name,
    kind,
    async run(at, { limit, onError }) {
      const due = await records.due(at, limit);
      await Promise.all(due.map((record) => attempt(record, at, onError)));
      return due.length;
    },
    async one({ workspace, id }, at, onError) {
      const record = await getDue(records, workspace, id, at);
      if (record) await attempt(record, at, onError);
    },
  };
}

/** A record if it is due at a time: what was done already, or put off, is not. */
export async function getDue<T>(
  records: Records<T>,
  workspace: string,
  id: string,
  at: number,
): Promise<Kept<T> | undefined> {
  const record = await records.get(workspace, id);
  return record?.dueAt !== undefined && record.dueAt <= at ? record : undefined;
}
