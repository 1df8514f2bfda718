import type { Clock, Kept } from '../../src/ports.ts';
import { createStore, type Engine, type Store } from '../../src/store.ts';
import type { Patience } from '../dynamodb/engine.ts';
import type { Measure } from './measures.ts';
import type { StoreAddress } from './settings.ts';

/** Where the server keeps its state when nobody says otherwise. */
export const SERVER_STORE: StoreAddress = { kind: 'sqlite', path: './data/simile.db' };

/** Hears of each record that was saved. */
type OnSaved = (kind: string, record: Kept<unknown>) => void;

export interface StoreOptions {
  measure?: Measure;
  onSaved?: OnSaved;
  /** Hears how long what is due had waited when it was found, in seconds. */
  onDue?: (waited: number) => void;
  /** For a table; its own when left out. */
  patience?: Patience;
}

/** The store of an address, opened when something is first asked of it: an explanation does not wait for it. */
export function openStore(
  address: StoreAddress,
  now: Clock,
  { measure, onSaved, onDue, patience }: StoreOptions = {},
): Store {
  let opened = false;
  const open = async () => {
    const engine = await openEngine(address, now, patience);
    opened = true;
    return engine;
  };
  const took = (operation: string, since: number) =>
    measure?.('simile_store_seconds', (now() - since) / 1000, { operation });
  return createStore(lazily(open, now, took, { onSaved, onDue }), now, () => opened);
}

/** @throws when it cannot be opened, saying why */
export async function openEngine(address: StoreAddress, now: Clock, patience?: Patience): Promise<Engine> {
  if (address.kind === 'dynamodb') {
    const { dynamodbClient, openDynamodb } = await import('../dynamodb/engine.ts');
    return openDynamodb(address.table, now, dynamodbClient(patience));
  }
  const { openSqlite } = await import('../sqlite/engine.ts');
  return openSqlite(address.kind === 'memory' ? ':memory:' : address.path, now);
}

function lazily(
  open: () => Promise<Engine>,
  now: Clock,
  took: (operation: string, since: number) => void,
  { onSaved, onDue }: Pick<StoreOptions, 'onSaved' | 'onDue'>,
): Engine {
  let opened: Promise<Engine> | undefined;
  const engine = () => {
    // One that failed is tried anew the next time.
    opened ??= open().catch((cause: unknown) => {
      opened = undefined;
      throw cause;
    });
    return opened;
  };
  const timed = async <T>(operation: string, work: (engine: Engine) => Promise<T>): Promise<T> => {
    const since = now();
    try {
      return await work(await engine());
    } finally {
      took(operation, since);
    }
  };
  return {
    get: (...asked) => timed('get', (one) => one.get(...asked)),
    async save(kind, record, next) {
      const saved = await timed('save', (one) => one.save(kind, record, next));
      if (saved) onSaved?.(kind, record);
      return saved;
    },
    remove: (...asked) => timed('remove', (one) => one.remove(...asked)),
    list: (...asked) => timed('list', (one) => one.list(...asked)),
    async due(...asked) {
      const found = await timed('due', (one) => one.due(...asked));
      for (const { dueAt = now() } of found) onDue?.(Math.max(0, now() - dueAt) / 1000);
      return found;
    },
    forget: (...asked) => timed('forget', (one) => one.forget(...asked)),
    purge: (...asked) => timed('purge', (one) => one.purge(...asked)),
    walk: (...asked) => timed('walk', (one) => one.walk(...asked)),
    count: (...asked) => timed('count', (one) => one.count(...asked)),
    copy: (...asked) => timed('copy', (one) => one.copy(...asked)),
    ready: async () => (await engine()).ready(),
    close: async () => {
      if (opened) await (await opened).close();
    },
  };
}
