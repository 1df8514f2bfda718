import type { DatabaseSync } from 'node:sqlite';

/** Each step that the tables went through, in order; one that has run anywhere is never changed. */
const migrations: readonly string[] = [
  `CREATE TABLE records (
     kind TEXT NOT NULL,
     workspace TEXT NOT NULL,
     id TEXT NOT NULL,
     version INTEGER NOT NULL,
     value TEXT NOT NULL,
     person TEXT,
     due_at INTEGER,
     expires_at INTEGER,
     PRIMARY KEY (kind, workspace, id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX records_due ON records (kind, due_at) WHERE due_at IS NOT NULL;
   CREATE INDEX records_person ON records (person) WHERE person IS NOT NULL;
   CREATE INDEX records_expiry ON records (expires_at) WHERE expires_at IS NOT NULL;`,
];

/**
 * Brings a file's tables up to this version of Simile, all in one transaction.
 * @throws when the file is of a newer version: what that one keeps, this one could break
 */
export function migrate(database: DatabaseSync, path: string): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version > migrations.length) {
      throw new Error(
        `${path} was written by a newer version of Simile (its tables are at step ${version}, this version knows ${migrations.length}). Start the newer version, or name another file in SIMILE_STORE.`,
      );
    }
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
}
