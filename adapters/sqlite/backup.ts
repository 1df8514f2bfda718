import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Copies a database into a new file, as it is at one moment, while others go on writing.
 * @throws when there is no database, or the file is there already
 */
export function backupSqlite(from: string, to: string): void {
  if (!existsSync(from)) throw new Error(`There is no database at ${from}. Name it in SIMILE_STORE.`);
  if (existsSync(to)) throw new Error(`${to} is there already. Name a new file; nothing was overwritten.`);
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    // One read transaction: unlike SQLite's backup, it does not begin anew with every write of the bot.
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
}
