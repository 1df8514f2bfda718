import { takeAnswer } from './answers.ts';
import { INTERACTION } from './check/answer.ts';
import { isObject, type Json } from './check/checker.ts';
import { limitsUsed } from './check/message.ts';
import { type Deliver, type EndpointAnswer, isJson, jsonOf, signedRequest } from './endpoint.ts';
import { Refusal } from './errors.ts';
import { LIMITS } from './limits.ts';
import { DID_NOT_RESPOND } from './messages.ts';
import type { Interaction, Outcome, State } from './state.ts';
import { wireChannel, wireMember, wireUser } from './wire.ts';
import { type Channel, type Guild, IN_DM, type Person } from './world.ts';

/** Where interactions go: to the gateway, or to an endpoint over HTTP; never both (interactions/overview). */
export interface Way {
  endpoint: { readonly deliver: Deliver; readonly path: string } | undefined;
  /** Gives up every wait, at closing. */
  readonly abandoned: AbortController;
}

/** What a person does, before it is an interaction. */
export interface Ask {
  readonly type: number;
  readonly title: string;
  readonly person: Person;
  readonly channel: Channel;
  readonly locale?: string | undefined;
  readonly data: Json;
  /** The message pressed, or from which the modal came. */
  readonly messageId?: string | undefined;
  readonly message?: Json | undefined;
  /** Kept in the metadata of the messages that come of it. */
  readonly metadata?: Json;
}

/** Whose installs of the app allow an interaction: `"0"` the guild's (or the bot's own DM), `"1"` the person's. */
export function ownersOf(state: State, person: Person, channel: Channel): Readonly<Record<string, string>> {
  const guild = state.guildOf(channel);
  const byGuild = guild === undefined ? channel.withBot : guild.botIsMember;
  return {
    ...(byGuild ? { '0': guild?.id ?? '0' } : {}),
    ...(person.installed ? { '1': person.id } : {}),
  };
}

/** An interaction exactly as Discord sends it; the shape is that of the contract samples. */
function wireInteraction(state: State, ask: Ask, id: string, token: string, owners: Json): Json {
  const { person, channel, locale, data, message, type } = ask;
  const guild = state.guildOf(channel);
  const own = guild?.members.get(person.id);
  const appPermissions = guild === undefined ? (channel.withBot ? IN_DM : 0n) : channel.botPermissions;
  return {
    app_permissions: String(appPermissions),
    application_id: state.appId,
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: owners,
    channel: wireChannel(state, channel, own ?? 0n),
    channel_id: channel.id,
    context: contextOf(channel),
    data,
    entitlement_sku_ids: [],
    entitlements: [],
    ...(guild === undefined ? { user: wireUser(person) } : inGuild(guild, person)),
    id,
    locale: locale ?? person.locale,
    token,
    type,
    version: 1,
    ...(message === undefined ? {} : { message }),
  };
}

/** 0 a guild, 1 the bot's own conversation with someone, 2 any other private conversation. */
export function contextOf(channel: Channel): 0 | 1 | 2 {
  if (channel.guildId !== undefined) return 0;
  return channel.withBot ? 1 : 2;
}

function inGuild(guild: Guild, person: Person): Json {
  return {
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_id: guild.id,
    guild_locale: guild.locale,
    member: wireMember(person, guild.members.get(person.id) ?? 0n),
  };
}

/**
 * Sends an interaction to the bot and waits for its first answer. Without one in 3 s, or with one that Discord
 * would not have over HTTP, the person sees a failure; the promise never rejects.
 */
export function ask(state: State, way: Way, what: Ask): Promise<Outcome> {
  const { person, channel, type, title } = what;
  const id = state.ids.snowflake();
  const token = state.ids.token();
  const owners = ownersOf(state, person, channel);
  const wire = wireInteraction(state, what, id, token, owners);
  const exchange = state.record('interaction', title, wire);
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const settled = new AbortController();
  const settle = (outcome: Outcome): void => {
    if (interaction.done) return;
    interaction.done = true;
    stop();
    way.abandoned.signal.removeEventListener('abort', abandon);
    exchange.ms = state.clock.now() - exchange.at;
    exchange.response ??= outcome;
    state.notify({ kind: 'exchange' });
    resolve(outcome);
    // Once the person has been told, nobody listens to the endpoint any more.
    if (outcome.kind === 'failed') settled.abort();
  };
  const fail = (why: string): void => settle(failure(state, interaction, why));
  const abandon = (): void => fail('closed');
  const interaction: Interaction = {
    id,
    token,
    type,
    wire,
    user: person.id,
    channelId: channel.id,
    createdAt: state.clock.now(),
    ...(what.messageId === undefined ? {} : { messageId: what.messageId }),
    metadata: { id, type, user: wireUser(person), authorizing_integration_owners: owners, ...what.metadata },
    appIsMember: '0' in owners,
    done: false,
    followups: 0,
    settle,
  };
  state.interactions.set(token, interaction);
  const stop = state.clock.after(LIMITS.interaction.answerMs, () => fail('no answer within 3 s'));
  way.abandoned.signal.addEventListener('abort', abandon);
  if (way.endpoint === undefined) {
    state.dispatch('INTERACTION_CREATE', wire);
    return promise;
  }
  const request = signedRequest(state, way.endpoint.path, wire);
  way.endpoint
    .deliver(request, settled.signal)
    .then((answer) => takeHttp(answer))
    .catch((error: unknown) => fail(String(error)));
  return promise;

  function takeHttp(answer: EndpointAnswer): void {
    if (interaction.done) return;
    exchange.status = answer.status;
    // 202 says that the answer comes by the callback route.
    if (answer.status === 202) return;
    if (answer.status !== 200) {
      fail(`the endpoint answered ${answer.status}`);
      return;
    }
    const body = jsonOf(answer);
    exchange.response = body;
    exchange.limits = limitsUsed(isObject(body) ? body.data : undefined);
    try {
      if (!isJson(answer)) throw new Error('the endpoint answered without content-type application/json');
      takeAnswer(state, interaction, body);
    } catch (error) {
      if (error instanceof Refusal) exchange.problems = error.problems;
      fail(error instanceof Refusal ? JSON.stringify(error.body) : String(error));
    }
  }
}

function failure(state: State, interaction: Interaction, why: string): Outcome {
  const { channelId, user, type } = interaction;
  if (type === INTERACTION.autocomplete) return { kind: 'failed', text: 'Loading options failed', why };
  const text = DID_NOT_RESPOND;
  state.failures.push({ id: state.ids.snowflake(), channelId, user, text, why });
  state.notify({ kind: 'failure', channelId });
  return { kind: 'failed', text, why };
}
