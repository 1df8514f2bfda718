import type { Place } from './commands/command.ts';
import type { Answer } from './replies/reply.ts';

/** What the core asks of the world around it. */

/** Milliseconds since 1970. */
export type Clock = () => number;

/** A number from 0 up to 1. */
export type Random = () => number;

/** One line for whoever runs the bot: an event's name and plain facts, never a token and never what people typed. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  facts?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
) => void;

/** One record as it is kept. Workspaces are apart: nothing is found without naming one, but what is due. */
export interface Kept<T> {
  workspace: string;
  id: string;
  value: T;
  /** Counts the saves. A save that names an old version loses; 0 says that nothing was there. */
  version: number;
  /** Whose it is, so that it can be forgotten. */
  person?: string;
  /** When the clock must look at it, in milliseconds since 1970. */
  dueAt?: number;
  /** From when on it is as if it were not there. */
  expiresAt?: number;
}

/** One kind of record, in whichever store. Every write is conditional and touches a single item. */
export interface Records<T> {
  get(workspace: string, id: string): Promise<Kept<T> | undefined>;
  /** @returns the version it has now, or nothing when somebody else was faster */
  save(record: Kept<T>): Promise<number | undefined>;
  /** @returns whether it was there in that version */
  remove(workspace: string, id: string, version: number): Promise<boolean>;
  /** Those whose id starts so, in order of id, from behind `after` on. */
  list(workspace: string, prefix: string, page: { limit: number; after?: string }): Promise<Kept<T>[]>;
  /** Those due at or before a time over all workspaces, the longest due first: found by an index, never by walking. */
  due(at: number, limit: number): Promise<Kept<T>[]>;
}

/** What became of a message. */
export type Delivery =
  | { kind: 'sent'; message: string }
  /** Too fast: nothing was sent, try again after so many milliseconds. */
  | { kind: 'wait'; milliseconds: number }
  /** The channel is gone, archived or closed to the bot. */
  | { kind: 'closed' }
  /** The workspace took its permission back. */
  | { kind: 'revoked' }
  /** Surely not sent; worth another try. */
  | { kind: 'failed' }
  /** Nobody can say whether it was sent. */
  | { kind: 'doubtful' };

/** Sends what nobody asked for at that moment: a daily concept, a quiz question. */
export interface Poster {
  /** @param key the same for every try at the same message, at most 25 characters; where a platform can tell by it, it is sent once */
  post(to: Place, answer: Answer, options: { key: string; thread?: string }): Promise<Delivery>;
  /** For how many milliseconds it would not even try to post there: it was told to wait, or just posted. */
  heldBack?(to: Place): number;
  update(to: Place, message: string, answer: Answer): Promise<Delivery>;
  /** Tells one person alone, in the channel or in a direct message. */
  tell(to: Place, person: string, answer: Answer): Promise<Delivery>;
  /**
   * Whether the bot was taken out of a workspace. Not there where the platform always tells by itself.
   * @throws when nobody can say
   */
  left?(workspace: string): Promise<boolean>;
}
