import { REST } from '@discordjs/rest';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../adapters/playground/discord/check/checker.ts';
import type { Discord } from '../../../adapters/playground/discord/stand-in.ts';
import { answering, discordWith, messageOf, refused, text } from './kit.ts';

const SOMEWHERE = '1100000000000000099';

describe('messages sent by token', () => {
  it('WHEN one is sent, edited and deleted THEN people see that', async () => {
    const { discord, rest } = await discordWith();
    const { general } = discord.world.channels;
    const { bo } = discord.world.people;

    const sent = await rest.post(`/channels/${general.id}/messages`, { body: { content: 'Good morning' } });
    expect(discord.visibleTo(bo.id, general.id)).toMatchObject([{ message: { content: 'Good morning' } }]);

    const { id } = discord.state.messages.get(general.id)?.[0]?.wire ?? { id: '' };
    expect(sent).toMatchObject({ id });
    await rest.patch(`/channels/${general.id}/messages/${id}`, { body: { content: 'Good day' } });
    expect(await rest.get(`/channels/${general.id}/messages`)).toMatchObject([{ id, content: 'Good day' }]);

    await rest.delete(`/channels/${general.id}/messages/${id}`);
    expect(discord.visibleTo(bo.id, general.id)).toEqual([]);
  });

  it('GIVEN the same nonce, enforced, within minutes THEN the first message is given back', async () => {
    const { discord, rest, clock } = await discordWith();
    const path = `/channels/${discord.world.channels.general.id}/messages` as const;
    const body = { content: 'Daily', nonce: '2026-11-22', enforce_nonce: true };
    const sent = () => discord.state.messages.get(discord.world.channels.general.id)?.length;

    const first = await rest.post(path, { body });
    expect(await rest.post(path, { body })).toEqual(first);
    expect(sent()).toBe(1);
    await rest.post(path, { body: { ...body, enforce_nonce: false } });
    expect(sent()).toBe(2);
    clock.advance(10 * 60_000);
    await rest.post(path, { body });
    expect(sent()).toBe(3);
  });

  it('records whom a message would ping', async () => {
    const { discord, rest } = await discordWith();
    const { general } = discord.world.channels;
    const { ada } = discord.world.people;
    const content = `<@${ada.id}> @everyone`;

    await rest.post(`/channels/${general.id}/messages`, {
      body: { content, allowed_mentions: { parse: [] } },
    });
    await rest.post(`/channels/${general.id}/messages`, { body: { content } });

    const pings = discord.visibleTo(ada.id, general.id).map((seen) => seen.kind === 'message' && seen.pings);
    expect(pings).toEqual([
      { everyone: false, users: [], roles: [] },
      { everyone: true, users: [ada.id], roles: [] },
    ]);
  });

  it('GIVEN a message in a thread THEN it is not in the channel, and a message has one thread at most', async () => {
    const { discord, rest } = await discordWith();
    const { general } = discord.world.channels;
    const { bo } = discord.world.people;
    const { id } = discord.say(bo.id, general.id, 'What is Fargate?');
    const threads = `/channels/${general.id}/messages/${id}/threads` as const;

    const thread = await rest.post(threads, { body: { name: 'Fargate' } });
    await rest.post(`/channels/${id}/messages`, { body: { content: 'It is' } });

    expect(thread).toMatchObject({ id, type: 11, parent_id: general.id });
    expect(discord.visibleTo(bo.id, id)).toMatchObject([{ message: { content: 'It is' } }]);
    expect(discord.visibleTo(bo.id, general.id)).toMatchObject([{ message: { thread: { id } } }]);
    expect(await refused(rest.post(threads, { body: { name: 'Again' } }))).toMatchObject({ code: 160_004 });
    const long = { name: 'x'.repeat(101) };
    expect(await refused(rest.post(threads, { body: long }))).toMatchObject({ code: 50_035 });
  });

  it('reads nothing of what people wrote, without MESSAGE_CONTENT', async () => {
    const { discord, rest } = await discordWith();
    const { general } = discord.world.channels;
    discord.say(discord.world.people.bo.id, general.id, 'Secret');

    expect(await rest.get(`/channels/${general.id}/messages`)).toMatchObject([{ content: '' }]);
  });

  it('opens a conversation with one person, once', async () => {
    const { discord, rest } = await discordWith();
    const { bo, ada } = discord.world.people;
    const open = () => rest.post('/users/@me/channels', { body: { recipient_id: bo.id } });

    const channel = await open();
    expect(await open()).toEqual(channel);
    expect(channel).toMatchObject({ id: discord.dmWith(bo.id), type: 1 });
    await rest.post(`/channels/${discord.dmWith(bo.id)}/messages`, { body: { content: 'Psst' } });
    expect(discord.visibleTo(bo.id, discord.dmWith(bo.id))).toHaveLength(1);
    expect(discord.visibleTo(ada.id, discord.dmWith(bo.id))).toEqual([]);
    bo.closedToDms = true;
    const closed = rest.post(`/channels/${discord.dmWith(bo.id)}/messages`, { body: { content: 'Hm' } });
    expect(await refused(closed)).toMatchObject({ code: 50_007, status: 403 });
  });
});

describe('Discord refuses', () => {
  it.each<
    [
      number,
      number,
      string,
      keyof Awaited<ReturnType<typeof discordWith>>['discord']['world']['channels'] | undefined,
      Json,
    ]
  >([
    [50_006, 400, 'an empty message', 'general', { content: '' }],
    [50_035, 400, 'a message too long', 'general', { content: 'x'.repeat(2_001) }],
    [50_035, 400, 'EPHEMERAL by token', 'general', { content: 'a', flags: 64 }],
    [
      50_035,
      400,
      'a reply to no message',
      'general',
      { content: 'a', message_reference: { message_id: SOMEWHERE } },
    ],
    [50_013, 403, 'a message where the bot may not write', 'rules', { content: 'a' }],
    [50_001, 403, 'a message where the bot does not see', 'leads', { content: 'a' }],
    [50_001, 403, 'a message in a guild it is not in', 'lobby', { content: 'a' }],
    [50_001, 403, 'a message in a conversation of others', 'friends', { content: 'a' }],
    [10_003, 404, 'a message to nowhere', undefined, { content: 'a' }],
  ])('with %i (%i) %s', async (code, status, _name, channel, body) => {
    const { discord, rest } = await discordWith();
    const id = channel === undefined ? SOMEWHERE : discord.world.channels[channel].id;

    expect(await refused(rest.post(`/channels/${id}/messages`, { body }))).toMatchObject({ code, status });
  });

  it.each<[number, string, (rest: REST, discord: Discord) => Promise<unknown>]>([
    [
      50_024,
      'a thread in a conversation',
      (rest, d) => {
        const channel = d.dmWith(d.world.people.bo.id);
        return rest.post(`/channels/${channel}/messages/${SOMEWHERE}/threads`, { body: { name: 'a' } });
      },
    ],
    [
      50_013,
      'a thread where it may begin none',
      (rest, { world }) =>
        rest.post(`/channels/${world.channels.rules.id}/messages/${SOMEWHERE}/threads`, {
          body: { name: 'a' },
        }),
    ],
    [
      50_013,
      'the deletion of a message by someone else',
      (rest, d) => {
        const { general } = d.world.channels;
        const { id } = d.say(d.world.people.bo.id, general.id, 'Mine');
        return rest.delete(`/channels/${general.id}/messages/${id}`);
      },
    ],
    [10_004, 'a guild that is not', (rest) => rest.get(`/guilds/${SOMEWHERE}`)],
    [
      50_001,
      'a guild that it is not in',
      (rest, { world }) => rest.get(`/guilds/${world.guilds.elsewhere.id}`),
    ],
    [
      50_001,
      'a channel that it does not see',
      (rest, { world }) => rest.get(`/channels/${world.channels.leads.id}`),
    ],
    [
      10_013,
      'a conversation with nobody',
      (rest) => rest.post('/users/@me/channels', { body: { recipient_id: SOMEWHERE } }),
    ],
    [
      10_008,
      'an ephemeral message, by token',
      async (rest, d) => {
        await answering(d, () => ({ type: 4, data: { content: 'a', flags: 64 } }));
        await rest.post(`/applications/${d.appId}/commands`, { body: { name: 'quiz', description: 'a' } });
        const { general } = d.world.channels;
        const { id } = messageOf(await d.slash(d.world.people.ada.id, general.id, 'quiz'));
        return rest.patch(`/channels/${general.id}/messages/${id}`, { body: { content: 'b' } });
      },
    ],
  ])('with %i %s', async (code, _name, act) => {
    const { discord, rest } = await discordWith();

    expect(await refused(act(rest, discord))).toMatchObject({ code });
  });

  it('with 10008 an edit of no message, with 50005 of a message by someone else', async () => {
    const { discord, rest } = await discordWith();
    const { general } = discord.world.channels;
    const { id } = discord.say(discord.world.people.bo.id, general.id, 'Mine');
    const edit = (message: string) =>
      refused(rest.patch(`/channels/${general.id}/messages/${message}`, { body: { content: 'a' } }));

    expect(await edit(SOMEWHERE)).toMatchObject({ code: 10_008, status: 404 });
    expect(await edit(id)).toMatchObject({ code: 50_005, status: 403 });
  });

  it('with 50035 the removal of IS_COMPONENTS_V2, and content on a message that has it', async () => {
    const { discord, rest } = await discordWith();
    const path = `/channels/${discord.world.channels.general.id}/messages` as const;
    await rest.post(path, { body: text('a').data });
    const id = discord.state.messages.get(discord.world.channels.general.id)?.[0]?.wire.id;
    const edit = (body: Json) => rest.patch(`${path}/${String(id)}`, { body });

    expect(await refused(edit({ flags: 0 }))).toMatchObject({ code: 50_035 });
    expect(await refused(edit({ content: 'words' }))).toMatchObject({ code: 50_035 });
    expect(await edit({ components: [{ type: 10, content: 'b' }] })).toMatchObject({ flags: 32_768 });
  });

  it('in its own form, with the tree of errors', async () => {
    const { discord, rest } = await discordWith();
    const path = `/channels/${discord.world.channels.general.id}/messages` as const;

    expect((await refused(rest.post(path, { body: { content: 'x'.repeat(2_001) } }))).body).toEqual({
      message: 'Invalid Form Body',
      code: 50_035,
      errors: {
        content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
      },
    });
  });

  it('what it does not know: 404, 405, and 50109 for what is no JSON', async () => {
    const { discord, rest } = await discordWith();
    const path = `/channels/${discord.world.channels.general.id}/messages` as const;

    expect(await refused(rest.get('/nothing'))).toMatchObject({ status: 404, code: 0 });
    expect(await refused(rest.put(path))).toMatchObject({ status: 405 });
    const broken = rest.post(path, { body: '{', passThroughBody: true });
    expect(await refused(broken)).toMatchObject({ status: 400, code: 50_109 });
  });

  it('with 401 a call without the token', async () => {
    const { discord } = await discordWith();
    const rest = new REST({ api: discord.apiUrl, retries: 0 });

    expect(await refused(rest.get('/users/@me', { auth: false }))).toMatchObject({ status: 401 });
  });
});

describe('commands', () => {
  it('WHEN set again unchanged THEN they keep id and version; changed, the id alone', async () => {
    const { discord, rest } = await discordWith();
    const path = `/applications/${discord.appId}/commands` as const;
    const quiz = { name: 'quiz', description: 'Asks' };
    const only = () => discord.state.commands.get('global')?.[0];

    await rest.put(path, { body: [quiz] });
    const first = only();
    await rest.put(path, { body: [quiz] });
    expect(only()).toEqual(first);
    await rest.put(path, { body: [{ ...quiz, description: 'Asks a question' }] });
    expect(only()?.id).toBe(first?.id);
    expect(only()?.version).not.toBe(first?.version);
  });

  it('are created, changed and deleted one by one, globally or in a guild', async () => {
    const { discord, rest } = await discordWith();
    for (const where of ['', `/guilds/${discord.world.guilds.home.id}`]) {
      const path = `/applications/${discord.appId}${where}/commands` as const;
      const scope = where === '' ? 'global' : discord.world.guilds.home.id;
      await rest.post(path, { body: { name: 'quiz', description: 'Asks' } });
      const id = String(discord.state.commands.get(scope)?.[0]?.id);
      await rest.patch(`${path}/${id}`, { body: { description: 'Asks a question' } });
      expect(await rest.get(path)).toMatchObject([{ id, name: 'quiz', description: 'Asks a question' }]);
      await rest.delete(`${path}/${id}`);
      expect(await rest.get(path)).toEqual([]);
      expect(await refused(rest.get(`${path}/${id}`))).toMatchObject({ code: 10_063 });
    }
  });

  it('are refused with 50035 where bad, 50001 in another guild, 20012 for another app, 30034 over 200 a day', async () => {
    const { discord, rest, clock } = await discordWith();
    const { elsewhere } = discord.world.guilds;
    const path = `/applications/${discord.appId}/commands` as const;
    const put = (to: `/${string}`, body: unknown) => refused(rest.put(to, { body }));

    expect((await put(path, [{ name: 'Quiz', description: 'a' }])).body).toMatchObject({
      code: 50_035,
      errors: { 0: { name: { _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME' }] } } },
    });
    expect(await put(`/applications/${discord.appId}/guilds/${elsewhere.id}/commands`, [])).toMatchObject({
      code: 50_001,
    });
    expect(await put(`/applications/${SOMEWHERE}/commands`, [])).toMatchObject({ code: 20_012 });
    const hundred = (prefix: string) =>
      Array.from({ length: 100 }, (_, i) => ({ name: `${prefix}${i}`, description: 'a' }));
    await rest.put(path, { body: hundred('a') });
    await rest.put(path, { body: hundred('b') });
    expect(await put(path, [{ name: 'one-more', description: 'a' }])).toMatchObject({ code: 30_034 });
    clock.advance(25 * 3_600_000);
    await rest.put(path, { body: hundred('c') });
  });
});
