import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../../adapters/playground/discord/check/checker.ts';
import type { Discord } from '../../../adapters/playground/discord/stand-in.ts';
import { type Answerer, answering, COMMANDS, messageOf, refused, text, withCommands } from './kit.ts';

const CARD = {
  type: 4,
  data: {
    content: 'A card',
    components: [
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'More', custom_id: 'more' },
          { type: 2, style: 1, label: 'Off', custom_id: 'off', disabled: true },
          { type: 2, style: 5, label: 'Read', url: 'https://example.org' },
        ],
      },
      {
        type: 1,
        components: [
          { type: 3, custom_id: 'pick', max_values: 1, options: [{ label: 'ECS', value: 'ecs' }] },
        ],
      },
      { type: 1, components: [{ type: 8, custom_id: 'where' }] },
    ],
  },
};
const card: Answerer = ({ type }) => (type === 2 ? CARD : text('Done'));

/** A bot that answers as told, and what it was asked, newest last. */
async function bot(discord: Discord, answer: Answerer): Promise<Json[]> {
  const asked: Json[] = [];
  await answering(discord, (interaction) => {
    asked.push(interaction);
    return answer(interaction);
  });
  return asked;
}

describe('a person’s client does not send', () => {
  const refusals: [string, (discord: Discord, message: string) => Promise<unknown>, RegExp][] = [
    ['an unknown command', (d) => slash(d, 'nothing'), /no command nothing/],
    ['a required option left out', (d) => slash(d, 'explain'), /concept is required/],
    ['an option that is not there', (d) => slash(d, 'explain', { concept: 'a', b: 'c' }), /no option b/],
    [
      'an option of the wrong kind',
      (d) => slash(d, 'explain', { concept: 'a', public: 'yes' }),
      /true or false/,
    ],
    ['an empty text', (d) => slash(d, 'explain', { concept: '' }), /at least 1/],
    ['a text of 6,001', (d) => slash(d, 'explain', { concept: 'x'.repeat(6_001) }), /at most 6000/],
    ['a command without its sub-command', (d) => slash(d, 'daily'), /sub-command/],
    ['a sub-command that is not there', (d) => slash(d, 'daily stop'), /no sub-command stop/],
    ['no channel for a channel', (d) => slash(d, 'daily set', { channel: 'general' }), /wants a channel/],
    [
      'a command for managers, by another',
      (d) => slash(d, 'daily off', {}, d.world.people.bo.id),
      /no command daily/,
    ],
    [
      'a guild command in a conversation',
      (d) => slash(d, 'daily off', {}, undefined, d.dmWith(d.world.people.ada.id)),
      /no command/,
    ],
    [
      'anything in a channel not seen',
      (d) => slash(d, 'quiz', {}, d.world.people.bo.id, d.world.channels.leads.id),
      /do not see/,
    ],
    [
      'anything where the app is not',
      (d) => slash(d, 'explain', { concept: 'a' }, undefined, d.world.channels.lobby.id),
      /no command/,
    ],
    [
      'autocomplete of an option without it',
      (d) => d.complete(d.world.people.ada.id, d.world.channels.general.id, 'explain', {}, 'public'),
      /no autocomplete/,
    ],
    [
      'a press of a button that is not there',
      (d, m) => d.press(d.world.people.ada.id, m, 'gone'),
      /nothing called gone/,
    ],
    ['a press of a disabled button', (d, m) => d.press(d.world.people.ada.id, m, 'off'), /disabled/],
    ['a press of a select', (d, m) => d.press(d.world.people.ada.id, m, 'pick'), /no button/],
    ['a press on no message', (d) => d.press(d.world.people.ada.id, '1', 'more'), /Unknown Message/],
    [
      'a choice that is not offered',
      (d, m) => d.select(d.world.people.ada.id, m, 'pick', ['eks']),
      /no option eks/,
    ],
    ['too many choices', (d, m) => d.select(d.world.people.ada.id, m, 'pick', ['ecs', 'ecs']), /1 to 1/],
    ['a choice in a button', (d, m) => d.select(d.world.people.ada.id, m, 'more', ['a']), /no select/],
    ['a modal that is not open', (d) => d.submit(d.world.people.ada.id, 'ask', {}), /no modal/],
    [
      'a message command that is not there',
      (d, m) => d.messageMenu(d.world.people.ada.id, m, 'Nothing'),
      /no command/,
    ],
  ];
  const slash = (
    d: Discord,
    name: string,
    options = {},
    user = d.world.people.ada.id,
    channel = d.world.channels.general.id,
  ) => d.slash(user, channel, name, options);

  it.each(refusals)('%s', async (_name, act, why) => {
    const { discord } = await withCommands();
    const asked = await bot(discord, card);
    const shown = await discord.slash(discord.world.people.ada.id, discord.world.channels.general.id, 'quiz');

    expect(await act(discord, messageOf(shown).id)).toEqual({
      kind: 'refused',
      why: expect.stringMatching(why),
    });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Json]>([
    ['a required field left empty', {}],
    ['a text too short', { concept: 'a' }],
    ['a text too long', { concept: 'abcdef' }],
    ['a field that is not there', { concept: 'abc', other: 'a' }],
    ['a choice that is not offered', { concept: 'abc', pick: ['b'] }],
  ])('a modal with %s', async (_name, values) => {
    const { discord } = await withCommands();
    const input = { type: 4, custom_id: 'concept', style: 1, min_length: 2, max_length: 5 };
    const pick = { type: 3, custom_id: 'pick', required: false, options: [{ label: 'A', value: 'a' }] };
    const components = [input, pick].map((component) => ({ type: 18, label: 'L', component }));
    await bot(discord, () => ({ type: 9, data: { custom_id: 'ask', title: 'Ask', components } }));
    const { ada } = discord.world.people;
    await discord.slash(ada.id, discord.world.channels.general.id, 'quiz');

    const given = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.map(String) : String(value),
      ]),
    );
    expect(await discord.submit(ada.id, 'ask', given)).toMatchObject({ kind: 'refused' });
    expect(discord.openModal(ada.id)).toBeDefined();
    discord.dismiss(ada.id);
    expect(discord.openModal(ada.id)).toBeUndefined();
  });
});

describe('what the bot hears', () => {
  it('is the language of the client, and the permissions of the person', async () => {
    const { discord } = await withCommands();
    const asked = await bot(discord, card);
    const { ada, bo } = discord.world.people;
    const { general } = discord.world.channels;

    await discord.slash(ada.id, general.id, 'quiz', {}, { locale: 'ja' });
    await discord.slash(bo.id, general.id, 'quiz');

    expect(asked.map(({ locale }) => locale)).toEqual(['ja', 'de']);
    const manages = asked.map(
      ({ member }) => isObject(member) && (BigInt(String(member.permissions)) & 16n) !== 0n,
    );
    expect(manages).toEqual([true, false]);
  });

  it('is a channel chosen, resolved', async () => {
    const { discord } = await withCommands();
    const asked = await bot(discord, card);
    const { ada } = discord.world.people;
    const { general, questions } = discord.world.channels;

    const shown = await discord.slash(ada.id, general.id, 'daily set', {
      channel: questions.id,
      time: '09:00',
    });
    await discord.select(ada.id, messageOf(shown).id, 'where', [questions.id]);

    for (const { data } of asked) {
      expect(data).toMatchObject({ resolved: { channels: { [questions.id]: { name: 'cloud-questions' } } } });
    }
  });
});

describe('deferred answers', () => {
  const deferred =
    (flags: number): Answerer =>
    () => ({ type: 5, data: { flags } });

  it.each([
    ['ephemeral', 64, 0, 1],
    ['public', 0, 64, 2],
  ])('GIVEN a deferral that is %s THEN the edit cannot change that', async (_name, flags, later, seers) => {
    const { discord, rest } = await withCommands();
    const asked = await bot(discord, deferred(flags));
    const { ada, bo } = discord.world.people;
    const { general } = discord.world.channels;
    const seen = () => [ada, bo].filter(({ id }) => discord.visibleTo(id, general.id).length > 0).length;

    expect(await discord.slash(ada.id, general.id, 'quiz')).toMatchObject({ kind: 'thinking' });
    expect(discord.visibleTo(ada.id, general.id)).toMatchObject([{ thinking: true }]);
    expect(seen()).toBe(seers);
    const body = { flags: 32_768 | later, components: [{ type: 10, content: 'Thought' }] };
    await rest.patch(`/webhooks/${discord.appId}/${String(asked[0]?.token)}/messages/@original`, {
      body,
      auth: false,
    });

    expect(discord.visibleTo(ada.id, general.id)).toMatchObject([
      { thinking: false, ephemeral: flags === 64, message: { flags: 32_768 | flags } },
    ]);
    expect(seen()).toBe(seers);
  });

  it('GIVEN no edit WHEN 15 minutes pass THEN the person sees that it failed', async () => {
    const { discord, clock } = await withCommands();
    await bot(discord, deferred(0));
    const { ada } = discord.world.people;
    const { general } = discord.world.channels;
    await discord.slash(ada.id, general.id, 'quiz');

    clock.advance(15 * 60_000 + 1);

    expect(discord.visibleTo(ada.id, general.id)).toMatchObject([{ kind: 'failure' }]);
  });

  it('of a press leave the message as it is until it is edited', async () => {
    const { discord, rest } = await withCommands();
    const asked = await bot(discord, ({ type }) => (type === 2 ? CARD : { type: 6 }));
    const { ada } = discord.world.people;
    const { id } = messageOf(await discord.slash(ada.id, discord.world.channels.general.id, 'quiz'));

    expect(await discord.press(ada.id, id, 'more')).toEqual({ kind: 'acknowledged' });
    const path = `/webhooks/${discord.appId}/${String(asked[1]?.token)}/messages/@original` as const;
    expect(await rest.patch(path, { body: { content: 'New' }, auth: false })).toMatchObject({
      id,
      content: 'New',
    });
  });
});

describe('the token of an interaction', () => {
  async function answered(channel: (discord: Discord) => string, answer: Answerer = () => text('First')) {
    const all = await withCommands();
    const { discord } = all;
    const asked = await bot(discord, answer);
    const { ada } = discord.world.people;
    discord.install(ada.id);
    await discord.slash(ada.id, channel(discord), 'explain', { concept: 'raft' });
    const { id, token } = asked[0] ?? {};
    const webhook = `/webhooks/${discord.appId}/${String(token)}` as const;
    const callback = `/interactions/${String(id)}/${String(token)}/callback` as const;
    return { ...all, webhook, callback };
  }
  const inGuild = ({ world }: Discord) => world.channels.general.id;
  const elsewhere = ({ world }: Discord) => world.channels.lobby.id;
  const body = { content: 'And' };

  it('is good for follow-ups, which can be read, edited and deleted', async () => {
    const { discord, rest, webhook } = await answered(inGuild);
    const { ada, bo } = discord.world.people;
    const sent = await rest.post(webhook, { body: { ...body, flags: 64 }, auth: false });
    const id = isObject(sent) ? String(sent.id) : '';
    const one = `${webhook}/messages/${id}` as const;

    expect(discord.visibleTo(ada.id, inGuild(discord))).toHaveLength(2);
    expect(discord.visibleTo(bo.id, inGuild(discord))).toHaveLength(1);
    expect(await rest.patch(one, { body: { content: 'Or' }, auth: false })).toMatchObject({
      id,
      content: 'Or',
    });
    await rest.delete(one, { auth: false });
    expect(await refused(rest.get(one, { auth: false }))).toMatchObject({ code: 10_008 });
    expect(await rest.get(`${webhook}/messages/@original`, { auth: false })).toMatchObject({ flags: 32_768 });
  });

  it('is spent by one answer: 40060', async () => {
    const { rest, callback } = await answered(inGuild);

    const second = rest.post(callback, { body: text('Second'), auth: false });
    expect(await refused(second)).toMatchObject({ code: 40_060, status: 400 });
  });

  it('is void after 15 minutes, and when invented: 10015', async () => {
    const { discord, rest, clock, webhook } = await answered(inGuild);
    const follow = (to: `/${string}`) => refused(rest.post(to, { body, auth: false }));

    expect(await follow(`/webhooks/${discord.appId}/invented`)).toMatchObject({ code: 10_015, status: 404 });
    clock.advance(15 * 60_000);
    await rest.post(webhook, { body, auth: false });
    clock.advance(1);
    expect(await follow(webhook)).toMatchObject({ code: 10_015 });
  });

  it('is no good for follow-ups before the first answer: 10015', async () => {
    const { discord, rest } = await withCommands();
    const asked = await bot(discord, () => undefined);
    const outcome = discord.slash(discord.world.people.ada.id, inGuild(discord), 'quiz');
    await discord.until(() => asked.length > 0);

    const early = rest.post(`/webhooks/${discord.appId}/${String(asked[0]?.token)}`, { body, auth: false });
    expect(await refused(early)).toMatchObject({ code: 10_015 });
    await discord.close();
    expect(await outcome).toMatchObject({ kind: 'failed' });
  });

  it('of an unknown interaction is 10062', async () => {
    const { rest } = await withCommands();

    const call = rest.post('/interactions/1/2/callback', { body: text('a'), auth: false });
    expect(await refused(call)).toMatchObject({ code: 10_062, status: 404 });
  });

  it('GIVEN the app only by the person’s install THEN five follow-ups and no more: 40094', async () => {
    const { discord, rest, webhook } = await answered(elsewhere);
    for (let count = 0; count < 5; count += 1) await rest.post(webhook, { body, auth: false });

    expect(await refused(rest.post(webhook, { body, auth: false }))).toMatchObject({ code: 40_094 });
    expect(discord.visibleTo(discord.world.people.ada.id, elsewhere(discord))).toHaveLength(6);
  });

  it('GIVEN the app in the guild THEN more than five', async () => {
    const { rest, webhook } = await answered(inGuild);
    for (let count = 0; count < 6; count += 1) await rest.post(webhook, { body, auth: false });
  });

  it('after a deferral, the first follow-up is the answer itself', async () => {
    const { discord, rest, webhook } = await answered(inGuild, () => ({ type: 5 }));
    await rest.post(webhook, { body: { ...body, flags: 64 }, auth: false });

    expect(discord.visibleTo(discord.world.people.bo.id, inGuild(discord))).toMatchObject([
      { thinking: false, ephemeral: false, message: { content: 'And' } },
    ]);
  });
});

it('offers a person the commands they may use where they are', async () => {
  const { discord } = await withCommands();
  const { ada, bo } = discord.world.people;
  const { general, friends } = discord.world.channels;
  const names = (user: string, channel: string, type?: number) =>
    discord.offered(user, channel, type).map(({ name }) => name);

  expect(names(ada.id, general.id)).toEqual(['explain', 'daily', 'quiz']);
  expect(names(bo.id, general.id)).toEqual(['explain', 'quiz']);
  expect(names(bo.id, general.id, 3)).toEqual(['Explain this']);
  expect(names(ada.id, discord.dmWith(ada.id))).toEqual(['explain', 'quiz']);
  expect(names(ada.id, friends.id)).toEqual([]);
  discord.install(ada.id);
  expect(names(ada.id, friends.id)).toEqual(['explain']);
  expect(COMMANDS).toHaveLength(4);
});
