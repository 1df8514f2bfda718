import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { Client, GatewayDispatchEvents, GatewayIntentBits, type RESTOptions } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { isObject, type Json } from '../../../adapters/playground/discord/check/checker.ts';
import type { Discord } from '../../../adapters/playground/discord/stand-in.ts';
import { type Answerer, COMMANDS, discordWith, messageOf, text } from './kit.ts';

/** The real discord.js, answering raw interactions by the callback route. */
async function clientOf(
  discord: Discord,
  answer: Answerer,
  intents = [GatewayIntentBits.Guilds],
): Promise<Client> {
  const rest: Partial<RESTOptions> = { api: discord.apiUrl, retries: 0, timeout: 2_000 };
  const client = new Client({ intents, rest });
  onTestFinished(() => client.destroy());
  client.on('error', () => {});
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: unknown) => {
    if (!isObject(raw)) return;
    const body = answer(raw);
    const callback = `/interactions/${String(raw.id)}/${String(raw.token)}/callback` as const;
    if (body !== undefined) client.rest.post(callback, { body, auth: false }).catch(() => {});
  });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(discord.botToken);
  await ready;
  await client.rest.put(`/applications/${discord.appId}/commands`, { body: COMMANDS });
  return client;
}

/** What the bot of these tests says to everything. */
const answer: Answerer = ({ type, data }) => {
  if (type === 4) return { type: 8, data: { choices: [{ name: 'Lambda', value: 'aws-lambda' }] } };
  if (type === 5) return text('You asked');
  const { custom_id } = isObject(data) ? data : {};
  if (custom_id === 'ask') return { type: 9, data: MODAL };
  if (custom_id === 'more') return { type: 7, data: { components: [{ type: 10, content: 'More' }] } };
  if (custom_id === 'pick') return text('You picked');
  return { type: 4, data: CARD };
};
const MODAL = {
  custom_id: 'question',
  title: 'Ask',
  components: [{ type: 18, label: 'Concept', component: { type: 4, custom_id: 'concept', style: 1 } }],
};
const CARD = {
  flags: 32_768 | 64,
  components: [
    { type: 17, components: [{ type: 10, content: 'Lambda' }] },
    { type: 1, components: ['more', 'ask'].map((id) => ({ type: 2, style: 1, label: id, custom_id: id })) },
    { type: 1, components: [{ type: 3, custom_id: 'pick', options: [{ label: 'ECS', value: 'ecs' }] }] },
  ],
};

describe('a bot on discord.js', () => {
  it('WHEN it logs in THEN it knows itself and the guild it is in', async () => {
    const { discord } = await discordWith();
    const client = await clientOf(discord, answer);
    const { home } = discord.world.guilds;

    expect(client.application?.id).toBe(discord.appId);
    expect(client.guilds.cache.map(({ id, name }) => ({ id, name }))).toEqual([
      { id: home.id, name: home.name },
    ]);
    expect(discord.gateway.connected).toBe(1);
  });

  it('GIVEN a slash command THEN its card, presses, choices and modal all reach the bot and back', async () => {
    const { discord } = await discordWith();
    await clientOf(discord, answer);
    const { ada, bo } = discord.world.people;
    const { general } = discord.world.channels;

    const typing = await discord.complete(ada.id, general.id, 'explain', { concept: 'lam' }, 'concept');
    expect(typing).toEqual({ kind: 'choices', choices: [{ name: 'Lambda', value: 'aws-lambda' }] });

    const shown = await discord.slash(ada.id, general.id, 'explain', { concept: 'aws-lambda' });
    expect(shown).toMatchObject({ kind: 'message', ephemeral: true });
    expect(discord.visibleTo(ada.id, general.id)).toHaveLength(1);
    expect(discord.visibleTo(bo.id, general.id)).toEqual([]);

    const card = messageOf(shown).id;
    expect(await discord.select(ada.id, card, 'pick', ['ecs'])).toMatchObject({ kind: 'message' });
    expect(await discord.press(ada.id, card, 'ask')).toMatchObject({ kind: 'modal' });
    expect(discord.openModal(ada.id)?.modal).toMatchObject({ title: 'Ask' });
    expect(await discord.submit(ada.id, 'question', { concept: 'raft' })).toMatchObject({ kind: 'message' });
    expect(discord.openModal(ada.id)).toBeUndefined();

    const updated = await discord.press(ada.id, card, 'more');
    expect(updated).toMatchObject({
      kind: 'updated',
      message: { id: card, components: [{ content: 'More' }] },
    });
  });

  it('GIVEN no answer WHEN 3 s pass THEN the person sees that, and a late answer is 10062', async () => {
    const { discord, clock, rest } = await discordWith();
    const { promise: received, resolve: receive } = Promise.withResolvers<Json>();
    await clientOf(discord, (interaction) => {
      receive(interaction);
      return undefined;
    });
    const { ada } = discord.world.people;
    const { general } = discord.world.channels;

    const asked = discord.slash(ada.id, general.id, 'quiz');
    const { id, token } = await received;
    clock.advance(3_001);

    expect(await asked).toMatchObject({ kind: 'failed', text: 'The application did not respond' });
    expect(discord.visibleTo(ada.id, general.id)).toMatchObject([{ kind: 'failure' }]);
    const late = rest.post(`/interactions/${String(id)}/${String(token)}/callback`, {
      body: text('a'),
      auth: false,
    });
    await expect(late).rejects.toMatchObject({ code: 10_062, status: 404 });
  });

  it.each<[string, (discord: Discord) => void]>([
    ['is asked to reconnect', ({ gateway }) => gateway.reconnect()],
    ['is cut off', ({ gateway }) => gateway.drop()],
    ['is closed with 4000', ({ gateway }) => gateway.drop(4_000)],
  ])('WHEN it %s THEN it resumes and gets what it missed', async (_how, disturb) => {
    const { discord } = await discordWith();
    await clientOf(discord, answer);
    const { ada } = discord.world.people;
    const { general } = discord.world.channels;

    disturb(discord);
    await discord.until(() => discord.gateway.connected === 0);
    const asked = discord.slash(ada.id, general.id, 'explain', { concept: 'raft' });

    expect(await asked).toMatchObject({ kind: 'message' });
    expect(discord.exchanges.filter(({ title }) => title === 'RESUMED')).toHaveLength(1);
    expect(discord.exchanges.filter(({ title }) => title === 'READY')).toHaveLength(1);
  });

  it('WHEN it is removed from the guild THEN it hears so and its commands there are gone', async () => {
    const { discord } = await discordWith();
    const client = await clientOf(discord, answer);
    const { home } = discord.world.guilds;
    const gone = new Promise((resolve) => client.once('guildDelete', resolve));

    discord.removeGuild();

    expect(await gone).toMatchObject({ id: home.id });
    const { ada } = discord.world.people;
    const after = await discord.slash(ada.id, discord.world.channels.general.id, 'quiz');
    expect(after).toEqual({ kind: 'refused', why: 'no command quiz' });
  });

  it('GIVEN MESSAGE_CONTENT, which is not switched on, THEN it is refused', async () => {
    const { discord } = await discordWith();
    const refused = clientOf(discord, answer, [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent]);

    await expect(refused).rejects.toThrow(/disallowed intents/i);
  });
});

describe('a bot on @discordjs/ws alone', () => {
  it('WHEN it connects THEN interactions reach it', async () => {
    const { discord, rest } = await discordWith();
    await rest.put(`/applications/${discord.appId}/commands`, { body: COMMANDS });
    const manager = new WebSocketManager({ token: discord.botToken, intents: 1, rest });
    onTestFinished(() => manager.destroy());
    manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
      if (data.t !== 'INTERACTION_CREATE') return;
      const { id, token } = data.d;
      rest
        .post(`/interactions/${id}/${token}/callback`, { body: text('Hello'), auth: false })
        .catch(() => {});
    });
    await manager.connect();
    await discord.until(() => discord.gateway.connected === 1);

    const { ada } = discord.world.people;
    const outcome = await discord.slash(ada.id, discord.world.channels.general.id, 'quiz');
    expect(outcome).toMatchObject({ kind: 'message', ephemeral: false });
  });
});

describe('the gateway closes', () => {
  const identify = (more: Json) => ({
    op: 2,
    d: { token: 'stand-in.token.of-the-bot', intents: 1, ...more },
  });
  it.each<[number, string, unknown[]]>([
    [4_001, 'an unknown opcode', [{ op: 99 }]],
    [4_002, 'what is no JSON object', ['"hello"']],
    [4_003, 'a presence before identifying', [{ op: 3, d: {} }]],
    [4_004, 'a wrong token', [identify({ token: 'wrong' })]],
    [4_005, 'a second IDENTIFY', [identify({}), identify({})]],
    [4_013, 'intents that are none', [identify({ intents: 1 << 30 })]],
    [4_013, 'no intents', [identify({ intents: undefined })]],
    [4_014, 'a privileged intent', [identify({ intents: 1 << 15 })]],
    [4_004, 'a RESUME with a wrong token', [{ op: 6, d: { token: 'wrong', session_id: 'a', seq: 1 } }]],
  ])('with %i at %s', async (code, _name, frames) => {
    const { discord } = await discordWith();
    const socket = new WebSocket(discord.state.gatewayUrl);
    const closed = new Promise((resolve) => socket.once('close', resolve));

    socket.once('open', () => {
      for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    });

    expect(await closed).toBe(code);
  });

  /** Sends one frame and gives the first that is answered after HELLO. */
  async function ask(discord: Discord, frame: Json): Promise<unknown> {
    const socket = new WebSocket(discord.state.gatewayUrl);
    const { promise, resolve } = Promise.withResolvers<unknown>();
    socket.on('message', (data) => {
      const received: unknown = JSON.parse(String(data));
      if (isObject(received) && received.op === 10) socket.send(JSON.stringify(frame));
      else resolve(received);
    });
    return promise;
  }

  it('not at a heartbeat, which it acknowledges', async () => {
    const { discord } = await discordWith();

    expect(await ask(discord, { op: 1, d: null })).toMatchObject({ op: 11 });
  });

  it('not at a RESUME of a forgotten session, which is invalid', async () => {
    const { discord } = await discordWith();
    await clientOf(discord, answer);
    const [session_id] = discord.gateway.sessionIds;
    discord.gateway.forgetSessions();
    const resume = { op: 6, d: { token: discord.botToken, session_id, seq: 1 } };

    expect(await ask(discord, resume)).toMatchObject({ op: 9, d: false });
  });
});

it('GIVEN a wrong token THEN the bot may ask nothing', async () => {
  const { discord } = await discordWith();
  const rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken('wrong');

  await expect(rest.get('/gateway/bot')).rejects.toMatchObject({ status: 401 });
});
