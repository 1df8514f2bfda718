import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/server/store.ts';
import type { Store } from '../../src/store.ts';
import { bot } from '../content.ts';
import { bundled } from '../kit/bundle.ts';
import { type DiscordConversation, talkOnDiscord } from '../kit/discord.ts';
import { onLambda } from '../kit/function.ts';
import type { Conversation } from '../kit/seen.ts';
import { type SlackConversation, talkOnSlack } from '../kit/slack.ts';

/** Monday, 23 November 2026, half an hour before the post. */
const MONDAY = Date.parse('2026-11-23T08:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let now = MONDAY;
let store: Store;
const clock = () => now;

async function advance(to: Conversation, milliseconds: number): Promise<void> {
  now += milliseconds;
  await to.wake();
}

const places: [string, () => Promise<Conversation>][] = [
  ['Slack', () => talkOnSlack(bot(undefined, { store }), 'http', clock)],
  ['Discord', () => talkOnDiscord(bot(undefined, { store }), 'gateway', clock)],
  ['Discord by functions', () => talkOnDiscord(bot(), onLambda('Function URL', clock), clock)],
];

beforeAll(() => bundled('lambda'), 120_000);

beforeEach(() => {
  now = MONDAY;
  store = openStore({ kind: 'memory' }, clock);
});
afterEach(() => store.close());

describe.each(places)('The daily concept on %s', (_name, open) => {
  let ada: Conversation;
  beforeEach(async () => {
    ada = await open();
  });
  afterEach(async () => {
    expect(ada.complaints()).toEqual([]);
    await ada.close();
  });

  test('GIVEN a channel without it WHEN anyone looks THEN they read that it is off and can see a preview', async () => {
    const seen = await ada.types('/daily', 'ben');
    expect(seen.text).toContain('The daily concept is off here');
    expect(seen.offers).toEqual(['Turn it on', 'Preview']);
    expect((await ada.presses('Preview', 'ben')).text).toContain('Concept of the day: Cloud computing');
    expect(ada.count('ada')).toBe(0);
  });

  test('GIVEN somebody who manages nothing WHEN they want to change it THEN they are told who can, and nothing changes', async () => {
    expect((await ada.types('/daily on 9:30 Europe/Berlin', 'ben')).text).toContain('Only those who manage');
    expect((await ada.types('/daily', 'ben')).text).toContain('is off here');
    await ada.presses('Turn it on', 'ben');
    expect(ada.sees('ben')?.text).toContain('Only those who manage');
  });

  test('GIVEN a manager WHEN she turns it on as people write THEN it says when, what about and what comes next', async () => {
    const seen = await ada.types('/daily on 9.30am Berlin mon-fri containers');
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('weekdays at 09:30, Europe/Berlin');
    expect(seen.text).toContain('2026-11-23 at 09:30');
    expect(seen.text).toContain('Containers');
    expect((await ada.types('/daily on soonish')).text).toContain('soonish');
    expect((await ada.types('/daily on 15:00')).text).toContain('weekdays at 15:00, Europe/Berlin');
    expect((await ada.presses('Every day')).text).toContain('every day at 15:00');
  });

  test('GIVEN it is on WHEN its time comes THEN everybody sees one message with the card, a question, and how to stop it', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    await advance(ada, 29 * MINUTE);
    expect(ada.count('ben')).toBe(0);
    await advance(ada, MINUTE);
    await ada.wake();
    expect(ada.count('ben')).toBe(1);
    const post = ada.sees('ben');
    expect(post?.isPrivate).toBe(false);
    expect(post?.text).toContain('Concept of the day: Cloud computing');
    expect(post?.text).toContain('Today’s question');
    expect(post?.text).toContain('/daily off');
    expect(post?.offers).toEqual(['A', 'B', 'C', 'D']);
  });

  test('GIVEN a post WHEN two answer THEN each alone is told what is right, the first answer counts, and the next post says how the channel did', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    await advance(ada, 30 * MINUTE);
    const verdicts = [];
    for (const pick of ['A', 'B', 'C', 'D']) {
      const verdict = await ada.presses(pick, pick === 'A' ? 'ada' : 'ben').catch(() => ada.sees('ben'));
      verdicts.push(verdict);
      expect(verdict?.isPrivate).toBe(true);
      if (pick !== 'A') break;
    }
    expect(verdicts[0]?.text).toContain('Counted, without your name');
    await advance(ada, DAY);
    const next = ada.sees('ben');
    expect(next?.isPrivate).toBe(false);
    expect(next?.text).toContain('The last question');
    expect(next?.text).toContain('2 of you tried it');
    expect(next?.text).not.toContain('Concept of the day: Cloud computing');
  });

  test('GIVEN weekdays WHEN a week and more goes by THEN there is one post a day, none at the weekend, and no concept twice', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    const seen: string[] = [];
    now += 30 * MINUTE;
    for (let day = 0; day < 12; day += 1, now += DAY) {
      const before = ada.count('ben');
      await ada.wake();
      if (ada.count('ben') > before) seen.push(`${ada.sees('ben')?.text.split('\n')[0]}`);
    }
    expect(ada.count('ben')).toBe(10);
    expect(new Set(seen).size).toBe(10);
  });

  test('GIVEN a bot that was down WHEN it comes back within three hours THEN it posts late, and later than that it waits for the next day', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    await advance(ada, 30 * MINUTE + 179 * MINUTE);
    expect(ada.count('ben')).toBe(1);
    await advance(ada, DAY + 10 * MINUTE);
    expect(ada.count('ben')).toBe(1);
    expect((await ada.types('/daily')).text).toContain('2026-11-24: not sent');
    await advance(ada, DAY - 189 * MINUTE);
    expect(ada.count('ben')).toBe(2);
  });

  test('GIVEN it is skipped, paused, resumed and turned off WHEN its times come THEN it does just that', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    expect((await ada.types('/daily skip')).text).toContain('2026-11-24 at 09:30');
    await advance(ada, 30 * MINUTE);
    expect(ada.count('ben')).toBe(0);
    expect((await ada.presses('Pause')).text).toContain('is paused');
    await advance(ada, DAY);
    expect(ada.count('ben')).toBe(0);
    expect((await ada.presses('Resume')).text).toContain('is on');
    await advance(ada, DAY);
    expect(ada.count('ben')).toBe(1);
    await ada.types('/daily off');
    await advance(ada, DAY);
    expect(ada.count('ben')).toBe(1);
    await ada.types('/daily on 9:30 Europe/Berlin');
    await advance(ada, DAY);
    expect(ada.sees('ben')?.text).not.toContain('Concept of the day: Cloud computing');
  });

  test('GIVEN a post of today WHEN the time is changed to later today THEN there is no second one', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    await advance(ada, 30 * MINUTE);
    expect((await ada.types('/daily on 15:00')).text).toContain('2026-11-24 at 15:00');
    await ada.types('/daily off');
    await ada.types('/daily on 15:00 Europe/Berlin');
    await advance(ada, DAY / 2);
    expect(ada.count('ben')).toBe(1);
  });

  test('GIVEN somebody who answered WHEN they ask to be forgotten THEN their answers are gone', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    await advance(ada, 30 * MINUTE);
    await ada.presses('A', 'ben');
    expect((await ada.types('/forget-me', 'ben')).text).toContain('Delete all that is kept about you?');
    expect((await ada.presses('Yes, forget me', 'ben')).text).toContain('Deleted: 1 record.');
    await advance(ada, DAY);
    expect(ada.sees('ada')?.text).toContain('Nobody here tried it.');
  });
});

describe('Slack itself', () => {
  let ada: SlackConversation;
  beforeEach(async () => {
    ada = await talkOnSlack(bot(undefined, { store }), 'http', clock);
  });
  afterEach(() => ada.close());

  test('GIVEN no zone is named WHEN a manager turns it on THEN it is hers', async () => {
    expect((await ada.types('/daily on 9:30')).text).toContain('Europe/Berlin');
  });

  test('GIVEN a channel without the bot WHEN it is turned on there THEN she is told to invite it', async () => {
    await ada.slack.type('ada', 'random', '/daily on 9:30');
    expect(ada.slack.visibleTo('ada', 'random').at(-1)?.text).toContain('/invite @Simile');
  });

  test('GIVEN the channel is archived WHEN the time comes THEN it pauses, and whoever set it up is told once, in private', async () => {
    await ada.types('/daily on 9:30');
    const channel = ada.slack.workspace.channels.find((one) => one.name === 'general');
    if (channel) channel.archived = true;
    await advance(ada, 30 * MINUTE);
    await advance(ada, DAY);
    expect(ada.slack.directWith('ada').map((message) => message.text)).toEqual([
      expect.stringContaining('The daily concept is paused'),
    ]);
    if (channel) channel.archived = false;
    expect((await ada.types('/daily')).text).toContain('I could not post here any more');
    await ada.types('/daily resume');
    await advance(ada, DAY);
    expect(ada.sees('ben')?.text).toContain('Concept of the day');
  });

  test('GIVEN Slack says wait WHEN the time has passed THEN it is posted, once', async () => {
    await ada.types('/daily on 9:30');
    ada.slack.fail(({ method }) =>
      method === 'chat.postMessage' ? { status: 429, retryAfter: 40 } : undefined,
    );
    await advance(ada, 30 * MINUTE);
    await advance(ada, 39_000);
    expect(ada.count('ben')).toBe(0);
    await advance(ada, 2_000);
    expect(ada.count('ben')).toBe(1);
  });

  test.each(['before', 'after'] as const)(
    'GIVEN a connection that breaks %s the message is there WHEN time goes by THEN it is never sent again, and the doubt is shown and counted',
    async (cut) => {
      await ada.types('/daily on 9:30');
      ada.slack.fail(({ method }) => (method === 'chat.postMessage' ? { cut } : undefined));
      await advance(ada, 30 * MINUTE);
      for (let step = 0; step < 10; step += 1) await advance(ada, 5 * MINUTE);
      expect(ada.count('ben')).toBe(cut === 'after' ? 1 : 0);
      expect((await ada.types('/daily')).text).toContain('2026-11-23: doubtful');
      expect((await ada.types('/daily', 'cleo')).text).not.toContain('doubtful');
      await advance(ada, DAY);
      expect(ada.count('ben')).toBe(cut === 'after' ? 2 : 1);
    },
  );

  test('GIVEN the app is taken away WHEN Slack says so THEN nothing of the workspace is kept', async () => {
    await ada.types('/daily on 9:30');
    await advance(ada, 30 * MINUTE);
    await ada.presses('A', 'ben');
    const { id } = ada.slack.workspace.team;
    expect(await store.subscriptions.list(id, '', { limit: 9 })).toHaveLength(1);
    await ada.slack.uninstall();
    await ada.slack.idle();
    for (const kind of ['subscriptions', 'contacts', 'posts', 'paths', 'dailyAnswers'] as const)
      await expect.poll(() => store[kind].list(id, '', { limit: 9 })).toEqual([]);
  });

  test('GIVEN the token was revoked WHEN the time comes THEN the workspace is paused', async () => {
    await ada.types('/daily on 9:30');
    ada.slack.workspace.installed = false;
    await advance(ada, 30 * MINUTE);
    const [kept] = await store.subscriptions.list(ada.slack.workspace.team.id, '', { limit: 9 });
    expect(kept?.value.paused).toBe('revoked');
    expect(kept?.dueAt).toBeUndefined();
  });
});

describe('Discord itself', () => {
  let ada: DiscordConversation;
  beforeEach(async () => {
    ada = await talkOnDiscord(bot(undefined, { store }), 'gateway', clock);
  });
  afterEach(() => ada.close());

  test('GIVEN no zone is named WHEN it is turned on THEN she chooses one, and what she said is kept', async () => {
    expect((await ada.types('/daily on 15:00 mon wed')).text).toContain('In which time zone?');
    expect((await ada.presses('Asia/Tokyo')).text).toContain('Monday, Wednesday at 15:00, Asia/Tokyo');
  });

  test.each(['lost', 'server-error', 'cut'] as const)(
    'GIVEN an answer that is "%s" WHEN it is sent again with its nonce THEN the channel has it once',
    async (kind) => {
      await ada.types('/daily on 9:30 Europe/Berlin');
      ada.discord.fail({ fault: { kind }, method: 'POST', path: /^\/channels\/\d+\/messages/ });
      await advance(ada, 30 * MINUTE);
      for (let step = 0; step < 10; step += 1) await advance(ada, 5_000);
      expect(ada.count('ben')).toBe(1);
      expect((await ada.types('/daily')).text).not.toContain('doubtful');
    },
  );

  test('GIVEN answers that stay away for longer than a nonce holds WHEN somebody looks THEN only who manages the channel reads of the doubt', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    const path = /^\/channels\/\d+\/messages/;
    ada.discord.fail({ fault: { kind: 'lost' }, method: 'POST', path, times: 100 });
    await advance(ada, 30 * MINUTE);
    for (let step = 0; step < 60; step += 1) await advance(ada, 5_000);
    expect(ada.count('ben')).toBe(1);
    expect((await ada.types('/daily')).text).toContain('2026-11-23: doubtful');
    expect((await ada.types('/daily', 'cleo')).text).not.toContain('doubtful');
  });

  test('GIVEN the bot is taken out of the server WHEN Discord says so THEN nothing of it is kept', async () => {
    await ada.types('/daily on 9:30 Europe/Berlin');
    const { id } = ada.discord.world.guilds.home;
    expect(await store.subscriptions.list(id, '', { limit: 9 })).toHaveLength(1);
    ada.discord.removeGuild();
    await expect.poll(() => store.subscriptions.list(id, '', { limit: 9 })).toEqual([]);
  });
});

describe('Discord over signed HTTP, which does not tell that the bot was taken out of a server', () => {
  let ada: DiscordConversation;
  const guild = () => ada.discord.world.guilds.home.id;
  const kept = async () => [
    ...(await store.subscriptions.list(guild(), '', { limit: 9 })),
    ...(await store.posts.list(guild(), '', { limit: 9 })),
    ...(await store.contacts.list(guild(), '', { limit: 9 })),
  ];
  beforeEach(async () => {
    ada = await talkOnDiscord(bot(undefined, { store }), 'http', clock);
    await ada.types('/daily on 9:30 Europe/Berlin');
  });
  afterEach(() => ada.close());

  test('GIVEN it was WHEN a post fails, and a week later too, THEN nothing of the server is kept', async () => {
    ada.discord.removeGuild();
    await advance(ada, 30 * MINUTE);
    expect(await kept()).toHaveLength(3);
    await advance(ada, 7 * DAY - MINUTE);
    expect(await kept()).toHaveLength(3);
    await advance(ada, MINUTE);
    expect(await kept()).toEqual([]);
  });

  test('GIVEN it was, and was taken back in within a week, WHEN the week is over THEN all is as it was', async () => {
    ada.discord.removeGuild();
    await advance(ada, 30 * MINUTE);
    const there = ada.discord.state.guilds.get(guild());
    if (there) there.botIsMember = true;
    await advance(ada, 8 * DAY);
    expect(await kept()).toHaveLength(3);
    await ada.types('/daily resume');
    await advance(ada, DAY);
    expect(ada.count('ben')).toBe(1);
  });

  test('GIVEN only the channel was closed to it WHEN a week is over THEN all is kept, even if Discord was down at first', async () => {
    const { general } = ada.discord.world.channels;
    const channel = ada.discord.state.channels.get(general.id);
    if (channel) ada.discord.state.channels.set(general.id, { ...channel, botPermissions: 0n });
    await advance(ada, 30 * MINUTE);
    ada.discord.fail({ fault: { kind: 'server-error' }, path: /^\/guilds\/\d+$/ });
    await advance(ada, 7 * DAY);
    const [subscription] = await store.subscriptions.list(guild(), '', { limit: 9 });
    expect(subscription?.dueAt).toBeGreaterThan(now);
    await advance(ada, MINUTE);
    expect(await kept()).toHaveLength(3);
    expect((await store.subscriptions.list(guild(), '', { limit: 9 }))[0]?.dueAt).toBeUndefined();
  });
});
