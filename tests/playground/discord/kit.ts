import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { REST } from '@discordjs/rest';
import { onTestFinished } from 'vitest';
import { isObject, type Json, type Problem } from '../../../adapters/playground/discord/check/checker.ts';
import type { Clock } from '../../../adapters/playground/discord/ids.ts';
import {
  type Discord,
  type DiscordOptions,
  startDiscord,
} from '../../../adapters/playground/discord/stand-in.ts';
import type { Outcome, WireMessage } from '../../../adapters/playground/discord/state.ts';

/** A clock that a test moves by hand; it starts at 2026-11-22T10:00:00Z. */
export class HandClock implements Clock {
  private time = Date.UTC(2026, 10, 22, 10);
  private tasks: { readonly at: number; readonly task: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.time + ms, task };
    this.tasks.push(entry);
    return () => {
      this.tasks = this.tasks.filter((each) => each !== entry);
    };
  }

  advance(ms: number): void {
    this.time += ms;
    const due = this.tasks.filter(({ at }) => at <= this.time);
    this.tasks = this.tasks.filter(({ at }) => at > this.time);
    for (const { task } of due) task();
  }

  /** How many tasks are still waiting. */
  get waiting(): number {
    return this.tasks.length;
  }
}

/** A stand-in on a hand clock, closed when the test is over. */
export async function discordWith(
  options: DiscordOptions = {},
): Promise<{ discord: Discord; clock: HandClock; rest: REST }> {
  const clock = new HandClock();
  const discord = await startDiscord({ clock, ...options });
  onTestFinished(() => discord.close());
  const rest = new REST({ api: discord.apiUrl, retries: 0, timeout: 2_000 }).setToken(discord.botToken);
  return { discord, clock, rest };
}

/** How a test's bot answers one interaction: with a callback `{type, data}`, or not at all. */
export type Answerer = (interaction: Json) => Json | undefined;

/** A text as a components-v2 answer seen by everyone. */
export function text(content: string): Json {
  return { type: 4, data: { flags: 32_768, components: [{ type: 10, content }] } };
}

/** Puts a bot behind the stand-in that answers in the same process, trusting every signature but the PINGs'. */
export async function answering(discord: Discord, answer: Answerer): Promise<void> {
  const bot = new HttpBot(discord.publicKey, answer);
  const probes = await discord.useEndpoint(async ({ headers, raw }) => bot.handle(headers, raw));
  if (probes.some(({ ok }) => !ok)) throw new Error('the bot of the test failed a probe');
}

interface BotAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A small bot that takes signed interactions, verified by node:crypto alone. */
export class HttpBot {
  private readonly key: KeyObject;
  private readonly answer: Answerer;
  /** What is signalled when an interaction is left unanswered. */
  received = 0;

  constructor(publicKey: string, answer: Answerer) {
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(publicKey, 'hex'),
    ]);
    this.key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    this.answer = answer;
  }

  handle(headers: Readonly<Record<string, unknown>>, raw: Buffer): BotAnswer {
    const signature = String(headers['x-signature-ed25519'] ?? '');
    const timestamp = headers['x-signature-timestamp'];
    const wellFormed = /^[0-9a-f]{128}$/i.test(signature) && typeof timestamp === 'string';
    const signed = wellFormed ? Buffer.concat([Buffer.from(timestamp), raw]) : raw;
    if (!wellFormed || !verify(null, signed, this.key, Buffer.from(signature, 'hex'))) {
      return { status: 401, headers: {} };
    }
    this.received += 1;
    const interaction: unknown = JSON.parse(raw.toString('utf8'));
    if (!isObject(interaction)) return { status: 400, headers: {} };
    const body = interaction.type === 1 ? { type: 1 } : this.answer(interaction);
    if (body === undefined) return { status: 202, headers: {} };
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }

  /** Listens on loopback until the test is over; gives the URL. */
  async listen(): Promise<string> {
    const server = createServer(async (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const { status, headers, body } = this.handle(request.headers, Buffer.concat(chunks));
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/discord/interactions`;
  }
}

/** The message of an outcome; fails the test where there is none. */
export function messageOf(outcome: Outcome): WireMessage {
  if ('message' in outcome) return outcome.message;
  throw new Error(`no message but ${JSON.stringify(outcome)}`);
}

/** The error that a REST call of discord.js ends with: its status, code and body. */
export async function refused(
  call: Promise<unknown>,
): Promise<{ status: unknown; code: unknown; body: unknown }> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isObject(error)) throw new Error('the call was not refused');
  return { status: error.status, code: error.code, body: error.rawError };
}

/** Commands that the tests register. */
export const COMMANDS = [
  {
    name: 'explain',
    description: 'Explains a concept',
    integration_types: [0, 1],
    contexts: [0, 1, 2],
    options: [
      { type: 3, name: 'concept', description: 'Which', required: true, autocomplete: true },
      { type: 5, name: 'public', description: 'For everyone' },
    ],
  },
  {
    name: 'daily',
    description: 'The concept of the day',
    default_member_permissions: '16',
    contexts: [0],
    options: [
      {
        type: 1,
        name: 'set',
        description: 'Sets it up',
        options: [
          { type: 7, name: 'channel', description: 'Where', required: true, channel_types: [0] },
          { type: 3, name: 'time', description: 'When' },
        ],
      },
      { type: 1, name: 'off', description: 'Ends it' },
    ],
  },
  { name: 'quiz', description: 'Asks a question' },
  { type: 3, name: 'Explain this', integration_types: [0, 1], contexts: [0, 1, 2] },
];

/** A stand-in with those commands registered. */
export async function withCommands(
  options: DiscordOptions = {},
): Promise<{ discord: Discord; clock: HandClock; rest: REST }> {
  const all = await discordWith(options);
  await all.rest.put(`/applications/${all.discord.appId}/commands`, { body: COMMANDS });
  return all;
}

/** A text of so many characters. */
export function long(length: number): string {
  return 'x'.repeat(length);
}

export function times<T>(count: number, make: (place: number) => T): T[] {
  return Array.from({ length: count }, (_, place) => make(place));
}

/** Of problems, what a test compares: where and by which code. */
export function ofEach(problems: readonly Problem[]): (readonly [string, string])[] {
  return problems.map(({ path, code }) => [path, code] as const);
}
