import * as z from 'zod/mini';

/** What people do on the page, as it comes in. */

const text = z.string().check(z.maxLength(10_000));
const place = z.union([z.object({ channel: text, ts: text }), z.object({ id: text })]);
const element = { at: place, action: text, block: text };
const values = z.record(text, z.union([text, z.array(text)]));
const options = z.record(text, z.union([text, z.number(), z.boolean()]));

const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slack.type'), channel: text, text, thread: z.optional(text) }),
  z.object({ kind: z.literal('slack.home') }),
  z.object({ kind: z.literal('slack.press'), ...element }),
  z.object({ kind: z.literal('slack.select'), ...element, value: z.union([text, z.array(text)]) }),
  z.object({ kind: z.literal('slack.suggest'), ...element, query: text }),
  z.object({ kind: z.literal('slack.submit'), view: text, values }),
  z.object({ kind: z.literal('slack.close'), view: text }),
  z.object({ kind: z.literal('slack.menu'), channel: text, ts: text, shortcut: text }),
  z.object({ kind: z.literal('slack.shortcut'), shortcut: text }),
  z.object({ kind: z.literal('slack.dismiss'), channel: text, ts: text }),
  z.object({ kind: z.literal('discord.slash'), channel: text, name: text, options }),
  z.object({ kind: z.literal('discord.complete'), channel: text, name: text, options, focused: text }),
  z.object({ kind: z.literal('discord.press'), message: text, id: text }),
  z.object({ kind: z.literal('discord.select'), message: text, id: text, values: z.array(text) }),
  z.object({ kind: z.literal('discord.submit'), id: text, values }),
  z.object({ kind: z.literal('discord.menu'), message: text, name: text }),
  z.object({ kind: z.literal('discord.say'), channel: text, text }),
  z.object({ kind: z.literal('discord.close') }),
  z.object({ kind: z.literal('discord.dismiss'), message: text }),
  z.object({ kind: z.literal('clock.move'), milliseconds: z.number() }),
]);

export type Act = z.infer<typeof actSchema>;
const askedSchema = z.object({ person: text, act: actSchema });

/** @throws when it is no act */
export function readAct(body: unknown): { person: string; act: Act } {
  return z.parse(askedSchema, body);
}
