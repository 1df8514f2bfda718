import type * as z from 'zod/mini';
import type { Clock, Kept, Records } from './ports.ts';

interface KindInfo {
  /** Loaded when a record of the kind is first read: an explanation needs none. */
  value: () => Promise<z.ZodMiniType>;
  /** What is kept, and what for: for the people it is about. */
  holds: string;
  /** Every record of the kind is about one person, and goes when that person asks for it. */
  personal: boolean;
  /** Kept for so many days after the last change; without it, until it is undone or the app is removed. */
  days?: number;
}

const daily = () => import('./daily/values.ts');
const quiz = () => import('./quiz/values.ts');

/** All that is ever kept. Adding a kind is adding an entry; the stores know none of them by name. */
export const kinds = {
  subscriptions: {
    value: async () => (await daily()).subscriptionSchema,
    holds: 'Where, when and about what a channel gets its daily concept',
    personal: false,
  },
  contacts: {
    value: async () => (await daily()).contactSchema,
    holds: 'Who set a channel’s daily concept up, to be told when it has to pause',
    personal: true,
  },
  posts: {
    value: async () => (await daily()).postSchema,
    holds: 'Which concept a channel was given on which day, so that no day is posted twice',
    personal: false,
    days: 400,
  },
  paths: {
    value: async () => (await daily()).pathSchema,
    holds: 'Which concepts a channel has had, and how many of its answers were right, without names',
    personal: false,
  },
  dailyAnswers: {
    value: async () => (await daily()).dailyAnswerSchema,
    holds: 'What a person answered to a daily question, to tell the channel how many were right',
    personal: true,
    days: 60,
  },
  people: {
    value: async () => (await quiz()).personSchema,
    holds: 'Whether a person wants to be left off the leaderboard, and the world they like to be taught in',
    personal: true,
  },
  progress: {
    value: async () => (await quiz()).progressSchema,
    holds: 'How a person stands with a concept, to ask again before it is forgotten',
    personal: true,
    days: 730,
  },
  practice: {
    value: async () => (await quiz()).practiceSchema,
    holds: 'The round of practice a person is in, so that it goes on after a pause',
    personal: true,
    days: 7,
  },
  games: {
    value: async () => (await quiz()).gameSchema,
    holds: 'The challenge that is on in a channel, without names',
    personal: false,
    days: 1,
  },
  players: {
    value: async () => (await quiz()).playerSchema,
    holds: 'That a person started, joined or stopped a challenge',
    personal: true,
    days: 1,
  },
  answers: {
    value: async () => (await quiz()).answerSchema,
    holds: 'What a person answered in a challenge, to count it when time is up',
    personal: true,
    days: 1,
  },
  rounds: {
    value: async () => (await quiz()).roundSchema,
    holds: 'What counted at each question of a challenge, and how it stands, without names',
    personal: false,
    days: 1,
  },
  duels: {
    value: async () => (await quiz()).duelSchema,
    holds: 'A duel between two people and their answers, without names',
    personal: false,
    days: 7,
  },
  duelists: {
    value: async () => (await quiz()).duelistSchema,
    holds: 'That a person is in a duel',
    personal: true,
    days: 7,
  },
  points: {
    value: async () => (await quiz()).pointsSchema,
    holds: 'A person’s points from challenges and duels, for the leaderboard',
    personal: true,
  },
  fleets: {
    value: async () => (await import('./fleet.ts')).fleetSchema,
    holds: 'Which process holds which of Discord’s connections, so that each is held once',
    personal: false,
    days: 1,
  },
} as const satisfies Record<string, KindInfo>;

export type Kind = keyof typeof kinds;
export type ValueOf<K extends Kind> = z.output<Awaited<ReturnType<(typeof kinds)[K]['value']>>>;

export const kindNames = Object.keys(kinds).filter((name): name is Kind => name in kinds);

/** Where a record is kept. */
export interface RecordKey {
  kind: string;
  workspace: string;
  id: string;
}

/** What a database must be able to do. It keeps values as they are and knows no kind. */
export interface Engine {
  get(kind: string, workspace: string, id: string): Promise<Kept<unknown> | undefined>;
  /** Writes it with the version `next`, if what is there still has the record's version. @returns whether it did */
  save(kind: string, record: Kept<unknown>, next: number): Promise<boolean>;
  remove(kind: string, workspace: string, id: string, version: number): Promise<boolean>;
  list(
    kind: string,
    workspace: string,
    prefix: string,
    page: { limit: number; after?: string },
  ): Promise<Kept<unknown>[]>;
  due(kind: string, at: number, limit: number): Promise<Kept<unknown>[]>;
  /** Removes all that is about a person, in one workspace or in all. @returns what that was */
  forget(person: string, workspace?: string): Promise<RecordKey[]>;
  /** Removes all of a workspace's records of a kind. @returns how many */
  purge(kind: string, workspace: string): Promise<number>;
  /** For moving house, page by page: the one way that walks everything. */
  walk(kind: string, limit: number, after?: string): Promise<{ records: Kept<unknown>[]; next?: string }>;
  /** For moving house: how many there are, expired ones that are still there included. */
  count(kind: string): Promise<number>;
  /** For moving house: writes it as it is, version and all, unless something newer is there. */
  copy(kind: string, record: Kept<unknown>): Promise<void>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

type AllRecords = { [K in Kind]: Records<ValueOf<K>> };

export interface Store extends AllRecords {
  /** Removes all that is kept about a person, in one workspace or in all. @returns how many records */
  forget(person: string, workspace?: string): Promise<number>;
  /** Removes all that is kept of a workspace. @returns how many records */
  purge(workspace: string): Promise<number>;
  /** Whether it is open already: what can do without it asks it only then. */
  atHand(): boolean;
  /** Whether it can be reached. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

const DAY = 86_400_000;
/** How long a record that cannot be read stays out of the clock's way, in milliseconds. */
const SET_ASIDE = 3_600_000;

/**
 * The store over an engine: values are parsed when they are read, and kept as long as their kind says.
 * @param atHand whether the engine is open, where it is opened when it is first asked
 */
export function createStore(engine: Engine, now: Clock, atHand = () => true): Store {
  // The type of Object.fromEntries forgets which kind has which value; each is made by its own schema.
  const records = Object.fromEntries(
    kindNames.map((kind) => [kind, createRecords(engine, now, kind)]),
  ) as Record<string, unknown> as unknown as AllRecords;
  return {
    ...records,
    async forget(person, workspace) {
      const removed = await engine.forget(person, workspace);
      for (const { kind, workspace: where, id } of removed)
        if (kind === 'duelists') await bringForward(records.duels, where, id.split('/', 1)[0] ?? '', now());
      return removed.length;
    },
    async purge(workspace) {
      let removed = 0;
      for (const kind of kindNames) removed += await engine.purge(kind, workspace);
      return removed;
    },
    atHand,
    ready: () => engine.ready(),
    close: () => engine.close(),
  };
}

function createRecords<K extends Kind>(engine: Engine, now: Clock, kind: K): Records<unknown> {
  const { value: schema, personal, days }: KindInfo = kinds[kind];
  const read = async (kept: Kept<unknown>) => ({ ...kept, value: (await schema()).parse(kept.value) });
  return {
    async get(workspace, id) {
      const kept = await engine.get(kind, workspace, id);
      return kept && read(kept);
    },
    async save(record) {
      if (personal && record.person === undefined) throw new Error(`A record of ${kind} needs its person.`);
      const expiresAt = record.expiresAt ?? (days === undefined ? undefined : now() + days * DAY);
      // A record made anew begins above every version the old one had, so that nobody who knew that one can save.
      const next = record.version === 0 ? Math.max(1, Math.floor(now())) : record.version + 1;
      const kept = {
        ...record,
        ...(record.dueAt === undefined ? {} : { dueAt: Math.ceil(record.dueAt) }),
        ...(expiresAt === undefined ? {} : { expiresAt: Math.ceil(expiresAt) }),
      };
      return (await engine.save(kind, kept, next)) ? next : undefined;
    },
    remove: (workspace, id, version) => engine.remove(kind, workspace, id, version),
    async list(workspace, prefix, page) {
      return Promise.all((await engine.list(kind, workspace, prefix, page)).map(read));
    },
    async due(at, limit) {
      const found: Kept<unknown>[] = [];
      for (const kept of await engine.due(kind, at, limit)) {
        const parsed = (await schema()).safeParse(kept.value);
        if (parsed.success) found.push({ ...kept, value: parsed.data });
        else await engine.save(kind, { ...kept, dueAt: now() + SET_ASIDE }, kept.version + 1);
      }
      return found;
    },
  };
}

/** Lets the clock look now at what it has to look at later: one of the two in it is gone. */
async function bringForward<T>(records: Records<T>, workspace: string, id: string, at: number) {
  await change(records, workspace, id, (kept) =>
    kept?.dueAt === undefined ? undefined : { ...kept, dueAt: at },
  );
}

/**
 * Changes a record however many others change it too: reads, lets `change` decide, saves, and begins again when
 * somebody was faster. `change` gives nothing back to leave it as it is.
 * @returns what is there in the end
 * @throws when it lost too often in a row
 */
export async function change<T>(
  records: Records<T>,
  workspace: string,
  id: string,
  edit: (kept: Kept<T> | undefined) => Omit<Kept<T>, 'workspace' | 'id' | 'version'> | undefined,
): Promise<Kept<T> | undefined> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const kept = await records.get(workspace, id);
    const wanted = edit(kept);
    if (!wanted) return kept;
    const record = { ...wanted, workspace, id, version: kept?.version ?? 0 };
    const version = await records.save(record);
    if (version !== undefined) return { ...record, version };
  }
  throw new Error(`Lost ${MOST_ATTEMPTS} times in a row to others who changed the same record.`);
}

/** At each attempt at least one of those who compete gets through. */
const MOST_ATTEMPTS = 100;

/** Most records that are read at once. */
const PAGE = 500;

/** Every record whose id starts so, in order of id, however many there are. */
export async function* everyOne<T>(
  records: Pick<Records<T>, 'list'>,
  workspace: string,
  prefix: string,
): AsyncGenerator<Kept<T>> {
  for (let after: string | undefined; ; ) {
    const from = after === undefined ? {} : { after };
    const page = await records.list(workspace, prefix, { limit: PAGE, ...from });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
