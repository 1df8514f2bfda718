import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import type { Clock, Kept } from '../../src/ports.ts';
import type { Engine } from '../../src/store.ts';
import { createCommits } from './commits.ts';
import { migrate } from './migrations.ts';

/** How long a write waits for another process's, in milliseconds. */
const BUSY = 5_000;
/** How many expired records are swept away with each commit that writes one. */
const SWEPT = 20;

/**
 * Records in one SQLite file, or in memory. Safe for several processes on one machine: every write is one
 * conditional statement, on the disk before it counts.
 * @throws when the file cannot be opened, or is of a newer version
 */
export function openSqlite(path: string, now: Clock): Engine {
  const inMemory = path === ':memory:';
  if (!inMemory) mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA busy_timeout = ${BUSY}`);
  if (!inMemory) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  migrate(database, path);

  const get = database.prepare(`SELECT * FROM records WHERE kind = ? AND workspace = ? AND id = ? ${LIVE}`);
  const insert = database.prepare(
    `INSERT INTO records (kind, workspace, id, version, value, person, due_at, expires_at)
     VALUES (:kind, :workspace, :id, :next, :value, :person, :dueAt, :expiresAt)
     ON CONFLICT DO UPDATE SET version = excluded.version, value = excluded.value, person = excluded.person,
       due_at = excluded.due_at, expires_at = excluded.expires_at
     WHERE records.expires_at <= :now`,
  );
  const update = database.prepare(
    `UPDATE records SET version = :next, value = :value, person = :person, due_at = :dueAt, expires_at = :expiresAt
     WHERE kind = :kind AND workspace = :workspace AND id = :id AND version = :version
       AND (expires_at IS NULL OR expires_at > :now)`,
  );
  const remove = database.prepare(
    'DELETE FROM records WHERE kind = ? AND workspace = ? AND id = ? AND version = ?',
  );
  const list = database.prepare(
    `SELECT * FROM records WHERE kind = ? AND workspace = ? AND id >= ? AND id > ? AND id < ? ${LIVE} ORDER BY id LIMIT ?`,
  );
  const due = database.prepare(
    `SELECT * FROM records WHERE kind = ? AND due_at <= ? ${LIVE} ORDER BY due_at LIMIT ?`,
  );
  const forget = database.prepare(
    'DELETE FROM records WHERE person = :person AND workspace = coalesce(:workspace, workspace) RETURNING kind, workspace, id',
  );
  const purge = database.prepare('DELETE FROM records WHERE kind = ? AND workspace = ?');
  const walk = database.prepare(
    `SELECT * FROM records WHERE kind = ? AND (workspace, id) > (?, ?) ORDER BY workspace, id LIMIT ?`,
  );
  const count = database.prepare('SELECT count(*) AS records FROM records WHERE kind = ?');
  const copy = database.prepare(
    `INSERT INTO records (kind, workspace, id, version, value, person, due_at, expires_at)
     VALUES (:kind, :workspace, :id, :version, :value, :person, :dueAt, :expiresAt)
     ON CONFLICT DO UPDATE SET version = excluded.version, value = excluded.value, person = excluded.person,
       due_at = excluded.due_at, expires_at = excluded.expires_at
     WHERE records.version < excluded.version`,
  );
  const sweep = database.prepare(
    `DELETE FROM records WHERE (kind, workspace, id) IN
       (SELECT kind, workspace, id FROM records WHERE expires_at <= ? LIMIT ${SWEPT})`,
  );
  const commits = createCommits(database);

  return {
    async get(kind, workspace, id) {
      const row = get.get(kind, workspace, id, now());
      return row && fromRow(row);
    },
    save: (kind, record, next) =>
      commits.write(() => {
        const { version, ...columns } = toColumns(kind, record);
        if (record.expiresAt !== undefined) sweep.run(now());
        const values = { ...columns, next, now: now() };
        const { changes } = version === 0 ? insert.run(values) : update.run({ ...values, version });
        return changes === 1;
      }),
    remove: (kind, workspace, id, version) =>
      commits.write(() => remove.run(kind, workspace, id, version).changes === 1),
    async list(kind, workspace, prefix, { limit, after = '' }) {
      return list.all(kind, workspace, prefix, after, `${prefix}${LAST}`, now(), limit).map(fromRow);
    },
    async due(kind, at, limit) {
      return due.all(kind, at, now(), limit).map(fromRow);
    },
    forget: (person, workspace) =>
      commits.write(() =>
        forget.all({ person, workspace: workspace ?? null }).map((row) => ({
          kind: String(row.kind),
          workspace: String(row.workspace),
          id: String(row.id),
        })),
      ),
    purge: (kind, workspace) => commits.write(() => Number(purge.run(kind, workspace).changes)),
    async walk(kind, limit, after) {
      const [workspace = '', id = ''] = after === undefined ? [] : readCursor(after);
      const records = walk.all(kind, workspace, id, limit).map(fromRow);
      const last = records.at(-1);
      return last && records.length === limit
        ? { records, next: JSON.stringify([last.workspace, last.id]) }
        : { records };
    },
    async count(kind) {
      return Number(count.get(kind)?.records);
    },
    copy: (kind, record) => commits.write(() => void copy.run(toColumns(kind, record))),
    ready: async () => database.isOpen,
    async close() {
      await commits.settled();
      if (database.isOpen) database.close();
    },
  };
}

/** What has expired is as if it were not there, swept away or not. */
const LIVE = 'AND (expires_at IS NULL OR expires_at > ?)';

/** Above every character that an id holds. */
const LAST = '\u{10FFFF}';

function readCursor(cursor: string): string[] {
  const read: unknown = JSON.parse(cursor);
  return Array.isArray(read) ? read.map(String) : [];
}

function toColumns(kind: string, record: Kept<unknown>) {
  return {
    kind,
    workspace: record.workspace,
    id: record.id,
    version: record.version,
    value: JSON.stringify(record.value),
    person: record.person ?? null,
    dueAt: record.dueAt ?? null,
    expiresAt: record.expiresAt ?? null,
  } satisfies Record<string, SQLInputValue>;
}

function fromRow(row: Record<string, SQLOutputValue>): Kept<unknown> {
  return {
    workspace: String(row.workspace),
    id: String(row.id),
    value: JSON.parse(String(row.value)),
    version: Number(row.version),
    ...(row.person === null ? {} : { person: String(row.person) }),
    ...(row.due_at === null ? {} : { dueAt: Number(row.due_at) }),
    ...(row.expires_at === null ? {} : { expiresAt: Number(row.expires_at) }),
  };
}
