import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordPoster } from '../../adapters/discord/poster.ts';
import { realClock } from '../../adapters/playground/discord/ids.ts';
import { type Discord, startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import { type Slack, startSlack } from '../../adapters/playground/slack/slack.ts';
import { createSlackPoster } from '../../adapters/slack/poster.ts';
import type { Place } from '../../src/commands/command.ts';
import type { Poster } from '../../src/ports.ts';
import { type Answer, answered } from '../../src/replies/reply.ts';

/** What becomes of a message, told by what the platform answers or does not answer. */

const HELLO: Answer = answered([], [{ kind: 'prose', text: 'Hello.' }]);
/** What discord.js waits beyond what Discord says, in milliseconds. */
const OWN_MARGIN = 50;

/** An address where nobody listens any more. */
async function nowhere(): Promise<string> {
  const gone = await startSlack();
  await gone.stop();
  return new URL(gone.apiUrl).origin;
}

let now: number;
const clock = () => now;
beforeEach(() => {
  now = Date.parse('2026-11-23T09:00:00Z');
});

describe('A post on Slack', () => {
  let slack: Slack;
  let poster: Poster;
  let to: Place;
  const settings = () => ({ token: slack.workspace.bot.token, now: clock, log: () => {} });
  const post = (place = to) => poster.post(place, HELLO, { key: 'k' });
  const channel = () => slack.workspace.channels.find(({ id }) => id === to.channel);
  const seen = () => channel()?.messages.length;
  beforeEach(async () => {
    const channels = ['C0ONE', 'C0TWO'].map((id) => ({ id, name: id.toLowerCase(), bot: true }));
    slack = await startSlack({ now: clock, echo: false, workspaces: [{ channels }] });
    poster = createSlackPoster({ ...settings(), apiUrl: slack.apiUrl });
    to = { platform: 'slack', workspace: slack.workspace.team.id, channel: 'C0ONE' };
  });
  afterEach(() => slack.stop());

  test('GIVEN nothing in its way WHEN it is sent THEN it is there, and the channel rests for a second without being asked', async () => {
    expect(await post()).toMatchObject({ kind: 'sent' });
    expect(await post()).toEqual({ kind: 'wait', milliseconds: 1_000 });
    expect(poster.heldBack?.(to)).toBe(1_000);
    expect(await post({ ...to, channel: 'C0TWO' })).toMatchObject({ kind: 'sent' });
    now += 1_000;
    expect(await post()).toMatchObject({ kind: 'sent' });
    expect(seen()).toBe(2);
  });

  test('GIVEN Slack says wait WHEN the next is to be sent THEN its workspace is not asked until then, and others are', async () => {
    slack.fail(() => ({ status: 429, retryAfter: 7 }));
    expect(await post()).toEqual({ kind: 'wait', milliseconds: 7_000 });
    now += 6_999;
    expect(await post({ ...to, channel: 'C0TWO' })).toEqual({ kind: 'wait', milliseconds: 1 });
    expect(poster.heldBack?.({ ...to, workspace: 'TOTHER' })).toBe(0);
    now += 1;
    expect(await post()).toMatchObject({ kind: 'sent' });
  });

  test.each([
    ['an error of the server', { status: 500 }, 0],
    ['a connection cut before', { cut: 'before' }, 0],
    ['a connection cut behind it', { cut: 'after' }, 1],
  ] as const)(
    'GIVEN %s WHEN it is sent THEN nobody can say whether it is there',
    async (_what, fault, there) => {
      slack.fail(() => fault);
      expect(await post()).toEqual({ kind: 'doubtful' });
      expect(seen()).toBe(there);
    },
  );

  test('GIVEN a channel that is archived, gone, or without the bot WHEN it is sent THEN it is closed', async () => {
    expect(await post({ ...to, channel: 'C0NONE' })).toEqual({ kind: 'closed' });
    const one = channel();
    if (one) one.archived = true;
    expect(await post()).toEqual({ kind: 'closed' });
  });

  test('GIVEN the app was taken away WHEN it is sent THEN it is revoked', async () => {
    slack.workspace.installed = false;
    expect(await post()).toEqual({ kind: 'revoked' });
  });

  test('GIVEN Slack cannot be reached WHEN it is sent THEN it surely was not', async () => {
    poster = createSlackPoster({ ...settings(), apiUrl: `${await nowhere()}/api/` });
    expect(await post()).toEqual({ kind: 'failed' });
  });
});

describe('A post on Discord', () => {
  let discord: Discord;
  let poster: Poster;
  let to: Place;
  const post = () => poster.post(to, HELLO, { key: 'k' });
  const seen = () => discord.state.messages.get(to.channel)?.length ?? 0;
  const path = /^\/channels\/\d+\/messages/;
  beforeEach(async () => {
    discord = await startDiscord({ clock: { ...realClock, now: clock } });
    poster = createDiscordPoster({ token: discord.botToken, apiUrl: discord.apiUrl, now: clock });
    const { channels, guilds } = discord.world;
    to = { platform: 'discord', workspace: guilds.home.id, channel: channels.general.id };
  });
  afterEach(() => discord.close());

  test('GIVEN the same post twice WHEN it is sent THEN the channel has it once', async () => {
    const first = await post();
    expect(first).toMatchObject({ kind: 'sent' });
    expect(await post()).toEqual(first);
    expect(seen()).toBe(1);
  });

  test('GIVEN Discord says wait WHEN it is sent THEN it waits as long', async () => {
    discord.fail({ fault: { kind: 'rate-limit', retryAfter: 7 }, method: 'POST', path });
    expect(await post()).toEqual({ kind: 'wait', milliseconds: 7_000 + OWN_MARGIN });
  });

  test.each([
    ['server-error', 0],
    ['cut', 0],
    ['lost', 1],
  ] as const)(
    'GIVEN an answer that is "%s" WHEN it is sent THEN nobody can say whether it is there',
    async (kind, there) => {
      discord.fail({ fault: { kind }, method: 'POST', path });
      expect(await post()).toEqual({ kind: 'doubtful' });
      expect(seen()).toBe(there);
    },
  );

  test('GIVEN a channel the bot may not see WHEN it is sent THEN it is closed', async () => {
    const { general } = discord.world.channels;
    discord.state.channels.set(general.id, { ...general, botPermissions: 0n });
    expect(await post()).toEqual({ kind: 'closed' });
  });

  test('GIVEN a token that is refused WHEN many are sent THEN Discord is asked once a minute', async () => {
    poster = createDiscordPoster({ token: 'no-token', apiUrl: discord.apiUrl, now: clock });
    expect(await post()).toEqual({ kind: 'wait', milliseconds: 60_000 });
    now += 59_000;
    expect(poster.heldBack?.(to)).toBe(1_000);
    expect(await post()).toEqual({ kind: 'wait', milliseconds: 1_000 });
  });

  test('GIVEN Discord cannot be reached WHEN it is sent THEN it surely was not', async () => {
    poster = createDiscordPoster({ token: discord.botToken, apiUrl: `${await nowhere()}/api`, now: clock });
    expect(await post()).toEqual({ kind: 'failed' });
  });

  test('GIVEN a server WHEN it is asked whether the bot left it THEN it says yes, no, or that nobody can say', async () => {
    expect(await poster.left?.(to.workspace)).toBe(false);
    discord.fail({ fault: { kind: 'server-error' }, path: /^\/guilds/ });
    await expect(poster.left?.(to.workspace)).rejects.toThrow('did not say');
    discord.removeGuild();
    expect(await poster.left?.(to.workspace)).toBe(true);
    expect(await poster.left?.('1')).toBe(true);
  });
});
