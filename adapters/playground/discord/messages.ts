import { isAbsent, isObject, type Json } from './check/checker.ts';
import { pingsOf } from './check/mentions.ts';
import { checkMessage } from './check/message.ts';
import { demand, refusal } from './errors.ts';
import { FLAGS, LIMITS } from './limits.ts';
import type { Failure, State, StoredMessage, WireMessage } from './state.ts';
import { timestamp, wireUser } from './wire.ts';
import type { Channel } from './world.ts';

/** What a person sees at one place in a channel. */
export type Seen =
  | {
      readonly kind: 'message';
      readonly message: WireMessage;
      readonly ephemeral: boolean;
      readonly thinking: boolean;
      readonly pings: StoredMessage['pings'];
    }
  | { readonly kind: 'failure'; readonly failure: Failure };

export const DID_NOT_RESPOND = 'The application did not respond';

/** Everything a person sees in a channel, in order; nothing where they cannot see the channel. */
export function visibleTo(state: State, user: string, channelId: string): Seen[] {
  const channel = state.channels.get(channelId);
  if (channel === undefined || !state.sees(user, channel)) return [];
  const stored = state.messages.get(channelId) ?? [];
  const messages = stored
    .filter(({ onlyFor }) => onlyFor === undefined || onlyFor === user)
    .map((message) => [message.wire.id, seen(state, user, message)] as const);
  const failures = state.failures
    .filter((failure) => failure.channelId === channelId && failure.user === user)
    .map((failure) => [failure.id, { kind: 'failure', failure } satisfies Seen] as const);
  const inOrder = [...messages, ...failures].sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1));
  return inOrder.map(([, each]) => each);
}

function seen(state: State, user: string, { wire, onlyFor, thinking, pings }: StoredMessage): Seen {
  const age = state.clock.now() - Date.parse(String(wire.timestamp));
  if (thinking && age > LIMITS.interaction.tokenMs) {
    const why = 'deferred, and no answer in 15 minutes';
    const failure = { id: wire.id, channelId: wire.channel_id, user, text: DID_NOT_RESPOND, why };
    return { kind: 'failure', failure };
  }
  return { kind: 'message', message: wire, ephemeral: onlyFor !== undefined, thinking, pings };
}

export function addMessage(state: State, channel: Channel, message: StoredMessage): StoredMessage {
  const list = state.messages.get(channel.id) ?? [];
  list.push(message);
  state.messages.set(channel.id, list);
  if (message.onlyFor === undefined) channel.lastMessageId = message.wire.id;
  state.notify({ kind: 'message', channelId: channel.id });
  return message;
}

/** A message by its id, in one channel or in any; 10008 where there is none. */
export function findMessage(state: State, id: string, channelId?: string): StoredMessage {
  const lists =
    channelId === undefined ? [...state.messages.values()] : [state.messages.get(channelId) ?? []];
  const found = lists.flat().find(({ wire }) => wire.id === id);
  if (found === undefined) throw refusal(10008);
  return found;
}

export function removeMessage(state: State, message: StoredMessage): void {
  const { channel_id } = message.wire;
  const list = state.messages.get(channel_id) ?? [];
  state.messages.set(
    channel_id,
    list.filter((each) => each !== message),
  );
  state.notify({ kind: 'message', channelId: channel_id });
}

/** A new message's wire form with what a checked payload puts in it. */
export function filled(state: State, blank: WireMessage, payload: Json, repliedTo?: string): StoredMessage {
  const pings = pingsOf(payload, repliedTo);
  const users = pings.users.flatMap((id) => state.people.get(id) ?? []);
  const wire: WireMessage = {
    ...blank,
    ...content(payload),
    flags: blank.flags | Number(payload.flags ?? 0),
    tts: payload.tts === true,
    mentions: users.map(wireUser),
    mention_roles: pings.roles,
    mention_everyone: pings.everyone,
  };
  return { wire, thinking: false, pings };
}

function content({
  content: text,
  embeds,
  components,
}: Json): Pick<WireMessage, 'content' | 'embeds' | 'components'> {
  return {
    content: typeof text === 'string' ? text.trim() : '',
    embeds: listOf(embeds).map((embed) => (isObject(embed) ? { type: 'rich', ...embed } : embed)),
    components: numbered(components),
  };
}

/**
 * Edits a message once what it would then be has passed. What the payload does not name stays; null clears;
 * ephemerality never changes and IS_COMPONENTS_V2 is never lost. `path` is where the payload stands in its request.
 */
export function editMessage(
  state: State,
  message: StoredMessage,
  payload: unknown,
  path = '',
): StoredMessage {
  const { wire } = message;
  const given = isObject(payload) ? payload : {};
  const kept = wire.flags & (FLAGS.ephemeral | FLAGS.componentsV2);
  const flags = kept | (Number(given.flags ?? 0) & ~(FLAGS.ephemeral | FLAGS.loading));
  const pick = (key: 'content' | 'embeds' | 'components') => (key in given ? given[key] : wire[key]);
  const merged: Json = {
    content: pick('content'),
    embeds: pick('embeds'),
    components: pick('components'),
    flags,
    ...('allowed_mentions' in given ? { allowed_mentions: given.allowed_mentions } : {}),
  };
  const problems = checkMessage(isObject(payload) ? { ...given, ...merged } : payload, 'edit');
  const wasV2 = (wire.flags & FLAGS.componentsV2) !== 0;
  if (wasV2 && !isAbsent(given.flags) && (Number(given.flags) & FLAGS.componentsV2) === 0) {
    const text = 'IS_COMPONENTS_V2 cannot be removed from a message';
    problems.push({ path: 'flags', code: 'MESSAGE_FLAGS_COMPONENTS_V2_REMOVED', message: text });
  }
  demand(
    problems.map((each) => ({ ...each, path: [path, each.path].filter((part) => part !== '').join('.') })),
  );
  const first = message.thinking;
  message.wire = {
    ...wire,
    ...content(merged),
    flags: flags & ~FLAGS.loading,
    edited_timestamp: first ? null : timestamp(state.clock.now()),
  };
  message.thinking = false;
  // An edit that leaves the words alone cannot ping anew; one that changes them is taken to.
  if (first || 'content' in given || 'components' in given) message.pings = pingsOf(merged);
  state.notify({ kind: 'message', channelId: wire.channel_id });
  return message;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Components with the `id`s that Discord gives to those sent without: 1, 2, 3 ... in order of reading. */
export function numbered(components: unknown): unknown[] {
  let last = 0;
  const one = (component: unknown): unknown => {
    if (!isObject(component)) return component;
    const own = component.id;
    if (typeof own !== 'number' || own === 0) last += 1;
    const result: Record<string, unknown> = { ...component, id: own || last };
    if (Array.isArray(component.components)) result.components = component.components.map(one);
    if (isObject(component.accessory)) result.accessory = one(component.accessory);
    if (isObject(component.component)) result.component = one(component.component);
    return result;
  };
  return listOf(components).map(one);
}
