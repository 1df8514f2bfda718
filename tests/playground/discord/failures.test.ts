import { REST } from '@discordjs/rest';
import { describe, expect, it } from 'vitest';
import { answering, discordWith, messageOf, refused, text, withCommands } from './kit.ts';

describe('rate limits', () => {
  it('are told in every answer and, where set, kept for each channel', async () => {
    const { discord, clock } = await discordWith({ rateLimit: { limit: 2, seconds: 5 } });
    const { general, questions } = discord.world.channels;
    const send = (channel: string) =>
      fetch(`${discord.apiUrl}/v10/channels/${channel}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${discord.botToken}` },
        body: JSON.stringify({ content: 'a' }),
      });

    const first = await send(general.id);
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-reset-after')).toBe('5');
    await send(general.id);
    const over = await send(general.id);
    expect(over.status).toBe(429);
    expect(over.headers.get('retry-after')).toBe('5');
    expect(await over.json()).toEqual({
      message: 'You are being rate limited.',
      retry_after: 5,
      global: false,
    });
    expect((await send(questions.id)).status).toBe(200);
    clock.advance(5_000);
    expect((await send(general.id)).status).toBe(200);
  });
});

describe('when things go wrong', () => {
  const body = { content: 'Daily' };
  it('GIVEN 429 THEN discord.js waits as told and sends it once', async () => {
    const { discord } = await discordWith();
    const rest = new REST({ api: discord.apiUrl, retries: 1 }).setToken(discord.botToken);
    const { general } = discord.world.channels;
    discord.fail({ method: 'POST', path: /messages$/, fault: { kind: 'rate-limit', retryAfter: 0.01 } });

    await rest.post(`/channels/${general.id}/messages`, { body });

    expect(discord.state.messages.get(general.id)).toHaveLength(1);
  });

  it.each<['server-error' | 'cut' | 'lost' | 'silence', number]>([
    ['server-error', 0],
    ['cut', 0],
    ['lost', 1],
    ['silence', 1],
  ])('GIVEN %s THEN the call fails, and %i message is there', async (kind, there) => {
    const { discord } = await discordWith();
    const rest = new REST({ api: discord.apiUrl, retries: 0, timeout: 100 }).setToken(discord.botToken);
    const { general } = discord.world.channels;
    discord.fail({ fault: { kind } });

    await expect(rest.post(`/channels/${general.id}/messages`, { body })).rejects.toThrow();
    expect(discord.state.messages.get(general.id) ?? []).toHaveLength(there);
    await rest.post(`/channels/${general.id}/messages`, { body });
    expect(discord.state.messages.get(general.id)).toHaveLength(there + 1);
  });

  it('befalls only the calls that a rule names, until it is taken back', async () => {
    const { discord, rest } = await discordWith();
    const { general } = discord.world.channels;
    const takeBack = discord.fail({
      method: 'POST',
      path: /^\/channels/,
      times: 9,
      fault: { kind: 'server-error' },
    });

    await rest.get(`/channels/${general.id}`);
    expect(await refused(rest.post(`/channels/${general.id}/messages`, { body }))).toMatchObject({
      status: 500,
    });
    takeBack();
    await rest.post(`/channels/${general.id}/messages`, { body });
    discord.fail({ times: 9, fault: { kind: 'server-error' } });
    discord.mend();
    await rest.get('/users/@me');
  });
});

it('GIVEN an answered interaction THEN its exchanges are recorded and subscribers told', async () => {
  const { discord, rest } = await withCommands();
  await answering(discord, () => text('Hello'));
  const { ada } = discord.world.people;
  const heard: string[] = [];
  const stop = discord.onChange(({ kind }) => heard.push(kind));

  const shown = await discord.slash(ada.id, discord.world.channels.general.id, 'quiz');
  stop();
  await rest.get(`/channels/${discord.world.channels.general.id}/messages/${messageOf(shown).id}`);

  expect(heard).toEqual(['exchange', 'message', 'exchange']);
  expect(discord.exchanges.at(-1)).toMatchObject({ kind: 'rest', status: 200 });
});
