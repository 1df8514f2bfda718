import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../../adapters/playground/discord/check/checker.ts';
import type { Discord } from '../../../adapters/playground/discord/stand-in.ts';
import {
  type Answerer,
  answering,
  COMMANDS,
  discordWith,
  messageOf,
  refused,
  text,
  withCommands,
} from './kit.ts';

function load(path: string): Json {
  const value: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  if (!isObject(value)) throw new Error(`${path} is no object`);
  return value;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(load('../../contracts/official/discord-openapi.cut.json'), 'discord');

/** What is wrong with a value by Discord's own schema of that name. */
function faults(schema: string, value: unknown): unknown[] {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  const validate = ajv.getSchema(`discord#/components/schemas/${schema}`);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  return validate(plain) === true ? [] : (validate.errors ?? []);
}

describe('what the stand-in answers has the shape of Discord’s own schemas', () => {
  const asked: Answerer = () => text('Hello');

  it('messages, sent by token and as answers', async () => {
    const { discord, rest } = await withCommands();
    await answering(discord, asked);
    const { general } = discord.world.channels;
    const sent = await rest.post(`/channels/${general.id}/messages`, {
      body: { content: 'a', embeds: [{ title: 'b' }] },
    });
    const { id } = messageOf(await discord.slash(discord.world.people.ada.id, general.id, 'quiz'));

    expect(faults('MessageResponse', sent)).toEqual([]);
    expect(faults('MessageResponse', await rest.get(`/channels/${general.id}/messages/${id}`))).toEqual([]);
  });

  it('messages that come of a press and of a modal', async () => {
    const { discord, rest } = await withCommands();
    const answers: unknown[] = [shown(BUTTON), LABEL, text('Done'), text('Done')];
    await answering(discord, () => {
      const next = answers.shift();
      return isObject(next) ? next : undefined;
    });
    const { ada } = discord.world.people;
    const { general } = discord.world.channels;
    const { id } = messageOf(await discord.slash(ada.id, general.id, 'quiz'));
    await discord.press(ada.id, id, 'more');
    await discord.submit(ada.id, 'ask', { concept: 'a' });
    await discord.press(ada.id, id, 'more');

    const all = await rest.get(`/channels/${general.id}/messages`);
    expect(Array.isArray(all) && all.flatMap((message) => faults('MessageResponse', message))).toEqual([]);
    expect(all).toHaveLength(3);
  });

  it('commands, threads, guilds, the gateway', async () => {
    const { discord, rest } = await withCommands();
    const { general } = discord.world.channels;
    const { id } = discord.say(discord.world.people.bo.id, general.id, 'a');
    const thread = await rest.post(`/channels/${general.id}/messages/${id}/threads`, { body: { name: 'a' } });

    for (const command of discord.state.commands.get('global') ?? []) {
      expect(faults('ApplicationCommandResponse', command)).toEqual([]);
    }
    expect(faults('ThreadResponse', thread)).toEqual([]);
    expect(faults('GuildWithCountsResponse', await rest.get(`/guilds/${general.guildId}`))).toEqual([]);
    expect(faults('GatewayBotResponse', await rest.get('/gateway/bot'))).toEqual([]);
  });

  it('errors and rate limits', async () => {
    const { discord, rest } = await discordWith();
    const path = `/channels/${discord.world.channels.leads.id}/messages` as const;
    // Of 50035 the schema says that its inner codes are numbers; the documentation, and Discord, have texts.
    const { body } = await refused(rest.get(path));
    discord.fail({ fault: { kind: 'rate-limit', retryAfter: 1 } });
    const limited = await fetch(`${discord.apiUrl}/v10${path}`);

    expect(faults('ErrorResponse', body)).toEqual([]);
    // The schema also asks for a code, which the documentation calls optional and Discord seldom gives.
    expect(faults('RatelimitedResponse', { code: 0, ...Object(await limited.json()) })).toEqual([]);
  });

  it('a callback with its response', async () => {
    const { discord, rest } = await withCommands();
    const { promise, resolve } = Promise.withResolvers<Json>();
    await answering(discord, (interaction) => {
      resolve(interaction);
      return undefined;
    });
    const outcome = discord.slash(discord.world.people.ada.id, discord.world.channels.general.id, 'quiz');
    const { id, token } = await promise;
    const query = new URLSearchParams({ with_response: 'true' });
    const callback = `/interactions/${String(id)}/${String(token)}/callback` as const;
    const response = await rest.post(callback, { body: text('Hello'), auth: false, query });
    await outcome;

    expect(response).toMatchObject({ interaction: { id, type: 2 }, resource: { type: 4 } });
    expect(faults('InteractionCallbackResponse', response)).toEqual([]);
  });
});

describe('what the tests’ bots send has it too', () => {
  it.each<[string, string, unknown]>([
    ['CreateMessageInteractionCallbackRequest', 'an answer', text('Hello')],
    ['CreateMessageInteractionCallbackRequest', 'a deferral', { type: 5, data: { flags: 64 } }],
    [
      'ApplicationCommandAutocompleteCallbackRequest',
      'choices',
      { type: 8, data: { choices: [{ name: 'a', value: 'b' }] } },
    ],
    [
      'ModalInteractionCallbackRequest',
      'a modal',
      {
        type: 9,
        data: {
          custom_id: 'a',
          title: 'b',
          components: [{ type: 18, label: 'c', component: { type: 4, custom_id: 'd', style: 1 } }],
        },
      },
    ],
    ['ApplicationCommandUpdateRequest', 'a command', COMMANDS[0]],
  ])('%s: %s', (schema, _name, payload) => {
    expect(faults(schema, payload)).toEqual([]);
  });
});

/** The form of a value: its keys and the kinds of what they hold, without the values. */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [formOf(value[0])];
  if (!isObject(value)) return value === null ? 'null' : typeof value;
  // The samples' pressed messages are all the same one, so what there is to press on it says nothing.
  const own = 'interaction_metadata' in value ? { ...value, components: [] } : value;
  const entries = Object.entries(own).map(
    ([key, of]) => [/^\d{15,}$/.test(key) ? 'id' : key, formOf(of)] as const,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b)));
}

const BUTTON = { type: 2, style: 1, label: 'More', custom_id: 'more' };
const SELECT = { type: 3, custom_id: 'pick', options: [{ label: 'Raft', value: 'raft' }] };
const INPUT = { type: 4, custom_id: 'concept', style: 1 };
const row = (component: unknown) => [{ type: 1, components: [component] }];
const shown = (component: unknown) => ({
  type: 4,
  data: { embeds: [{ title: 'a', description: 'b' }], components: row(component) },
});
const modal = (...components: unknown[]) => ({
  type: 9,
  data: { custom_id: 'ask', title: 'Ask', components },
});
const LABEL = modal({ type: 18, label: 'Concept', component: INPUT });
const ROW = modal({ type: 1, components: [{ ...INPUT, label: 'Concept' }] });

/** How each sample comes about; the last interaction the bot is sent is compared. */
const ACTS: { readonly [sample: string]: (discord: Discord, answers: unknown[]) => Promise<unknown> } = {
  'command.guild': (d) => explain(d, d.world.channels.general.id),
  'command.locale-de': (d) =>
    d.slash(ada(d), d.world.channels.general.id, 'explain', { concept: 'a' }, { locale: 'de' }),
  'command.bot-dm': (d) => explain(d, d.dmWith(ada(d))),
  'command.no-options': (d) => d.slash(ada(d), d.world.channels.general.id, 'quiz'),
  'command.subcommand': (d) =>
    d.slash(ada(d), d.world.channels.general.id, 'daily set', {
      channel: d.world.channels.general.id,
      time: '09:00',
    }),
  'command.user-install.guild-without-bot': (d) => explain(d, d.world.channels.lobby.id, true),
  'command.user-install.private-channel': (d) => explain(d, d.world.channels.friends.id, true),
  'command.message-context-menu': (d) => menu(d, d.world.channels.general.id),
  'command.message-context-menu.user-install-dm': (d) => menu(d, d.world.channels.friends.id, true),
  autocomplete: (d) =>
    d.complete(ada(d), d.world.channels.general.id, 'explain', { concept: 'con' }, 'concept'),
  'autocomplete.empty': (d) => d.complete(ada(d), d.world.channels.general.id, 'explain', {}, 'concept'),
  'component.button': (d, answers) => pressed(d, answers, d.world.channels.general.id),
  'component.button.dm': (d, answers) => pressed(d, answers, d.dmWith(ada(d))),
  'component.string-select': async (d, answers) => {
    answers.push(shown(SELECT));
    const message = messageOf(await explain(d, d.world.channels.general.id));
    return d.select(ada(d), message.id, 'pick', ['raft']);
  },
  'modal-submit.label': async (d, answers) => {
    answers.push(LABEL);
    await explain(d, d.world.channels.general.id);
    return d.submit(ada(d), 'ask', { concept: 'a' });
  },
  'modal-submit.action-row': async (d, answers) => {
    answers.push(shown(BUTTON), ROW);
    const message = messageOf(await explain(d, d.world.channels.general.id));
    await d.press(ada(d), message.id, 'more');
    return d.submit(ada(d), 'ask', { concept: 'a' });
  },
  ping: (d) => d.ping(),
};

const ada = ({ world }: Discord) => world.people.ada.id;

function explain(discord: Discord, channel: string, installed = false) {
  discord.install(ada(discord), installed);
  return discord.slash(ada(discord), channel, 'explain', { concept: 'a' });
}

function menu(discord: Discord, channel: string, installed = false) {
  discord.install(ada(discord), installed);
  const { id } = discord.say(discord.world.people.bo.id, channel, 'we need idempotency here');
  return discord.messageMenu(ada(discord), id, 'Explain this');
}

async function pressed(discord: Discord, answers: unknown[], channel: string) {
  answers.push(shown(BUTTON));
  return discord.press(ada(discord), messageOf(await explain(discord, channel)).id, 'more');
}

describe('what the bot is sent has the form of the contract samples', () => {
  const isInteraction = (file: string) => /^discord\.(?!error|event-webhook)/.test(file);
  const files = readdirSync(new URL('../../contracts/samples/', import.meta.url)).filter(isInteraction);

  it('and every sample is played', () => {
    expect(
      Object.keys(ACTS)
        .map((name) => `discord.${name}.json`)
        .sort(),
    ).toEqual(files.sort());
  });

  it.each(Object.keys(ACTS))('%s', async (name) => {
    const { discord } = await withCommands();
    const answers: unknown[] = [];
    await answering(discord, ({ type }) => {
      if (type === 4) return { type: 8, data: { choices: [] } };
      const next = answers.shift();
      return isObject(next) ? next : text('Hello');
    });

    const { general, lobby, friends } = discord.world.channels;
    for (const channel of [general.id, lobby.id, friends.id, discord.dmWith(ada(discord))]) {
      discord.say(ada(discord), channel, 'There is a last message');
    }

    await ACTS[name]?.(discord, answers);

    const asked = discord.exchanges.findLast(
      ({ kind, request }) => kind === 'interaction' && isObject(request),
    );
    const sample = load(`../../contracts/samples/discord.${name}.json`).body;
    expect(formOf(asked?.request)).toEqual(formOf(sample));
  });
});
