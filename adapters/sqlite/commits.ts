import type { DatabaseSync } from 'node:sqlite';

/** Writes that wait for the disk together. */
export interface Commits {
  /** Resolves when the write is on the disk. */
  write<T>(statement: () => T): Promise<T>;
  /** Resolves when no write waits. */
  settled(): Promise<void>;
}

interface Waiting {
  run(): () => void;
  reject(cause: unknown): void;
}

/**
 * Commits all writes of one turn of the event loop as one transaction: each is on the disk before its promise
 * resolves, and a hundred at once wait for the disk once. Every statement stays conditional by itself.
 */
export function createCommits(database: DatabaseSync): Commits {
  let waiting: Waiting[] = [];
  let flushed = Promise.resolve();

  function flush(): void {
    const writes = waiting;
    waiting = [];
    try {
      database.exec('BEGIN IMMEDIATE');
      const done = writes.map((write) => write.run());
      database.exec('COMMIT');
      for (const resolve of done) resolve();
    } catch (cause) {
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const write of writes) write.reject(cause);
    }
  }

  return {
    write(statement) {
      const { promise, resolve, reject } = Promise.withResolvers<ReturnType<typeof statement>>();
      if (waiting.length === 0) {
        flushed = new Promise((done) => {
          setImmediate(() => {
            flush();
            done();
          });
        });
      }
      waiting.push({
        run() {
          // A statement that fails is undone by itself; its neighbours go on.
          try {
            const result = statement();
            return () => resolve(result);
          } catch (cause) {
            return () => reject(cause);
          }
        },
        reject,
      });
      return promise;
    },
    settled: () => flushed,
  };
}
