/** What a person sees of a message, whichever platform drew it. */
export interface Seen {
  /** Every word of it, in order. */
  text: string;
  /** Labels of buttons and of a menu's entries. */
  offers: string[];
  /** Only the person who asked sees it. */
  isPrivate: boolean;
}

/** A conversation with the bot, as one of several people has it. */
export interface Conversation {
  /** Types a command in the general channel. */
  types(line: string, who?: Who): Promise<Seen>;
  /** Presses a button, or picks an entry of a menu, of the last (or the first) message this person sees that has it. */
  presses(label: string, who?: Who, which?: 'last' | 'first'): Promise<Seen>;
  /** Everything this person sees in the channel, oldest first. */
  all(who?: Who): Seen[];
  /** How the platform names somebody. */
  idOf(who: Who): string;
  /** Stops the bot and starts it anew on the same store. */
  restart(): Promise<void>;
  /** The last thing this person sees in the channel. */
  sees(who?: Who): Seen | undefined;
  /** The bot's clock looks for what is due, and does it. */
  wake(): Promise<void>;
  /** How many messages this person sees in the channel. */
  count(who?: Who): number;
  /** What the platform would have refused, or told people in the bot's place. */
  complaints(): string[];
  close(): Promise<void>;
}

/** Ada asks; Ben and Cleo are in the same channel. */
export type Who = 'ada' | 'ben' | 'cleo';

/** Every string below a key called so, in order. */
export function stringsAt(value: unknown, keys: ReadonlySet<string>): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => stringsAt(item, keys));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (keys.has(key) ? [inner] : []) : stringsAt(inner, keys),
  );
}

/** Every object that a test picks, however deep it is. */
export function objectsWhere(
  value: unknown,
  wanted: (object: Record<string, unknown>) => boolean,
): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsWhere(item, wanted));
  if (!isObject(value)) return [];
  return [
    ...(wanted(value) ? [value] : []),
    ...Object.values(value).flatMap((inner) => objectsWhere(inner, wanted)),
  ];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
