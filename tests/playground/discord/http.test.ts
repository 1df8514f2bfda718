import { describe, expect, it } from 'vitest';
import type { Json } from '../../../adapters/playground/discord/check/checker.ts';
import { type Answerer, answering, HttpBot, text, withCommands } from './kit.ts';

const hello: Answerer = () => text('Hello');

describe('an endpoint', () => {
  it('WHEN its URL is saved THEN it is tried with one good PING and nine bad ones', async () => {
    const { discord } = await withCommands();
    const url = await new HttpBot(discord.publicKey, hello).listen();

    const probes = await discord.useEndpoint(url);

    expect(probes.map(({ expected, status }) => [expected, status])).toEqual([
      [200, 200],
      ...Array.from({ length: 9 }, () => [401, 401]),
    ]);
  });

  it.each<[string, { status: number; type: string; body: string }]>([
    ['answers 200 to everything', { status: 200, type: 'application/json', body: '{"type":1}' }],
    ['answers 401 to everything', { status: 401, type: 'application/json', body: '' }],
    ['answers without JSON', { status: 200, type: 'text/plain', body: '{"type":1}' }],
    ['fails', { status: 500, type: 'text/plain', body: '' }],
  ])('that %s is not set', async (_name, { status, type, body }) => {
    const { discord } = await withCommands();
    const probes = await discord.useEndpoint(async () => ({
      status,
      headers: { 'Content-Type': type },
      body,
    }));

    expect(probes.every(({ ok }) => ok)).toBe(false);
    expect(await discord.ping()).toEqual([]);
  });

  it('that fails later is removed', async () => {
    const { discord } = await withCommands();
    const bot = new HttpBot(discord.publicKey, hello);
    let sound = true;
    await discord.useEndpoint(async ({ headers, raw }) =>
      sound ? bot.handle(headers, raw) : { status: 500, headers: {} },
    );

    expect((await discord.ping()).every(({ ok }) => ok)).toBe(true);
    sound = false;
    expect((await discord.ping()).every(({ ok }) => ok)).toBe(false);
    expect(await discord.ping()).toEqual([]);
  });
});

describe('a bot over HTTP', () => {
  it('GIVEN a slash command THEN its signed answer is shown', async () => {
    const { discord } = await withCommands();
    await discord.useEndpoint(await new HttpBot(discord.publicKey, hello).listen());
    const { ada } = discord.world.people;
    const { general } = discord.world.channels;

    const outcome = await discord.slash(ada.id, general.id, 'explain', { concept: 'raft' });

    expect(outcome).toMatchObject({
      kind: 'message',
      message: { components: [{ content: 'Hello', id: 1 }] },
    });
    const exchange = discord.exchanges.findLast(({ kind }) => kind === 'interaction');
    expect(exchange).toMatchObject({ title: '/explain', status: 200, ms: 0, response: { type: 4 } });
    expect(exchange?.limits).toContainEqual({ name: 'characters of text displays', used: 5, of: 4_000 });
  });

  it.each<[string, Json]>([
    ['refused by Discord', { type: 4, data: { content: 'x'.repeat(2_001) } }],
    ['of a type that is not for commands', { type: 8, data: { choices: [] } }],
    ['that only pongs', { type: 1 }],
  ])('GIVEN an answer %s THEN the person sees a failure', async (_name, answer) => {
    const { discord } = await withCommands();
    await answering(discord, () => answer);
    const { ada } = discord.world.people;
    const { general } = discord.world.channels;

    const outcome = await discord.slash(ada.id, general.id, 'quiz');

    expect(outcome).toMatchObject({ kind: 'failed', text: 'The application did not respond' });
    expect(discord.visibleTo(ada.id, general.id)).toMatchObject([{ kind: 'failure' }]);
    expect(discord.exchanges.findLast(({ kind }) => kind === 'interaction')?.problems).not.toEqual([]);
  });

  it('GIVEN a bot that hangs WHEN 3 s pass THEN the person sees a failure and nothing is left waiting', async () => {
    const { discord, clock } = await withCommands();
    const bot = new HttpBot(discord.publicKey, hello);
    await discord.useEndpoint(async ({ headers, raw }, signal) => {
      const answer = bot.handle(headers, raw);
      if (bot.received === 1 || answer.status === 401) return answer;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    });
    const { ada } = discord.world.people;

    const asked = discord.slash(ada.id, discord.world.channels.general.id, 'quiz');
    clock.advance(2_999);
    expect(discord.state.failures).toEqual([]);
    clock.advance(1);

    expect(await asked).toMatchObject({ kind: 'failed', why: 'no answer within 3 s' });
    expect(clock.waiting).toBe(0);
  });

  it('GIVEN 202 THEN the answer may come by the callback route', async () => {
    const { discord, rest } = await withCommands();
    const { promise, resolve } = Promise.withResolvers<Json>();
    await answering(discord, (interaction) => {
      resolve(interaction);
      return undefined;
    });
    const { ada } = discord.world.people;

    const asked = discord.slash(ada.id, discord.world.channels.general.id, 'quiz');
    const { id, token } = await promise;
    await rest.post(`/interactions/${String(id)}/${String(token)}/callback`, {
      body: text('Hi'),
      auth: false,
    });

    expect(await asked).toMatchObject({ kind: 'message' });
  });

  it('WHEN the stand-in closes THEN nobody waits any more', async () => {
    const { discord, clock } = await withCommands();
    const { ada } = discord.world.people;
    const asked = discord.slash(ada.id, discord.world.channels.general.id, 'quiz');

    await discord.close();

    expect(await asked).toMatchObject({ kind: 'failed', why: 'closed' });
    expect(clock.waiting).toBe(0);
  });
});
