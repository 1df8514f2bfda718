/** What the core and its adapters ask of the world around them. */

/** Milliseconds since 1970. */
export type Clock = () => number;

/** One line for whoever runs the bot: an event's name and plain facts, never a token and never what people typed. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  facts?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
) => void;
