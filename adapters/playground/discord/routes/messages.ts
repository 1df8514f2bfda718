import { Checker, isAbsent, isObject, type Json } from '../check/checker.ts';
import { checkMessage } from '../check/message.ts';
import { demand, refusal } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { addMessage, editMessage, filled, findMessage, removeMessage } from '../messages.ts';
import type { State, StoredMessage, WireMessage } from '../state.ts';
import { answered, blankMessage, wireBot, wireChannel, wireGuild } from '../wire.ts';
import { type Channel, PERMISSION } from '../world.ts';
import { type Call, NO_CONTENT, ok, type Reply, type Route } from './route.ts';

/** The channel of a call, if the bot may do this in it: 10003, 50001 (does not see it), 50013. */
function channelFor(state: State, call: Call, permission: bigint): Channel {
  const channel = state.channel(call.param('channel'));
  const guild = state.guildOf(channel);
  const there = guild === undefined ? channel.withBot : guild.botIsMember;
  if (!there || (channel.botPermissions & PERMISSION.viewChannel) === 0n) throw refusal(50001);
  if ((channel.botPermissions & permission) === 0n) throw refusal(50013);
  return channel;
}

/** What the bot reads of a message: without the privileged MESSAGE_CONTENT, others' words in a guild are blank. */
function readable(state: State, channel: Channel, { wire, pings }: StoredMessage): WireMessage {
  const own = wire.author.id === state.appId;
  if (own || channel.withBot || pings.users.includes(state.appId)) return answered(wire);
  return { ...answered(wire), content: '', embeds: [], components: [] };
}

function publicMessage(state: State, call: Call, channel: Channel): StoredMessage {
  const message = findMessage(state, call.param('message'), channel.id);
  if (message.onlyFor !== undefined) throw refusal(10008);
  return message;
}

function createMessage(state: State, call: Call): Reply {
  const thread = state.channels.get(call.param('channel'))?.type === 11;
  const channel = channelFor(state, call, thread ? PERMISSION.sendInThreads : PERMISSION.sendMessages);
  const [user] = channel.only ?? [];
  if (channel.withBot && user !== undefined && state.person(user).closedToDms) throw refusal(50007);
  demand(checkMessage(call.body, 'channel'));
  const payload = isObject(call.body) ? call.body : {};
  const nonce = nonceOf(payload);
  const first = payload.enforce_nonce === true ? sentBefore(state, channel, nonce) : undefined;
  if (first !== undefined) return ok({ ...answered(first.wire), nonce });
  const author = wireBot(state);
  const message = filled(
    state,
    blankMessage(state, channel, author),
    payload,
    repliedTo(state, channel, payload),
  );
  const at = state.clock.now();
  addMessage(state, channel, nonce === undefined ? message : { ...message, nonce: { value: nonce, at } });
  const wire = answered(message.wire);
  return ok(nonce === undefined ? wire : { ...wire, nonce });
}

function nonceOf({ nonce }: Json): string | number | undefined {
  return typeof nonce === 'string' || typeof nonce === 'number' ? nonce : undefined;
}

function sentBefore(state: State, channel: Channel, nonce?: string | number): StoredMessage | undefined {
  if (nonce === undefined) return undefined;
  const since = state.clock.now() - LIMITS.message.nonceMs;
  const list = state.messages.get(channel.id) ?? [];
  return list.find((each) => each.nonce?.value === nonce && each.nonce.at >= since);
}

/** The author of the message that a payload replies to. */
function repliedTo(
  state: State,
  channel: Channel,
  { message_reference: reference }: Json,
): string | undefined {
  if (!isObject(reference) || typeof reference.message_id !== 'string') return undefined;
  const list = state.messages.get(channel.id) ?? [];
  const message = list.find(({ wire }) => wire.id === reference.message_id);
  if (message !== undefined) return String(message.wire.author.id);
  if (reference.fail_if_not_exists === false) return undefined;
  demand([{ path: 'message_reference', code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }]);
  return undefined;
}

function startThread(state: State, call: Call): Reply {
  const parent = channelFor(state, call, PERMISSION.createThreads);
  if (parent.type === 1 || parent.type === 11) throw refusal(50024);
  const message = publicMessage(state, call, parent);
  const checker = new Checker();
  if (checker.object('', call.body)) {
    checker.text('name', call.body.name, [1, LIMITS.thread.name]);
    const minutes = call.body.auto_archive_duration;
    if (!isAbsent(minutes)) checker.choice('auto_archive_duration', minutes, [60, 1_440, 4_320, 10_080]);
  }
  demand(checker.problems);
  // A thread begun from a message has that message's id, so it can be begun but once.
  if (state.channels.has(message.wire.id)) throw refusal(160004);
  const thread: Channel = {
    id: message.wire.id,
    type: 11,
    name: isObject(call.body) ? String(call.body.name) : '',
    ...(parent.guildId === undefined ? {} : { guildId: parent.guildId }),
    parentId: parent.id,
    withBot: false,
    botPermissions: parent.botPermissions,
    lastMessageId: null,
  };
  state.channels.set(thread.id, thread);
  const wire = wireChannel(state, thread);
  message.wire = { ...message.wire, thread: wire, flags: message.wire.flags | 32 };
  state.notify({ kind: 'message', channelId: parent.id });
  return { status: 201, body: wire };
}

function listMessages(state: State, call: Call): Reply {
  const channel = channelFor(state, call, PERMISSION.readHistory);
  const limit = Number(call.query.get('limit') ?? 50);
  const checker = new Checker();
  checker.integer('limit', limit, [1, 100]);
  demand(checker.problems);
  const before = call.query.get('before');
  const after = call.query.get('after');
  const inRange = (state.messages.get(channel.id) ?? [])
    .filter(({ onlyFor, thinking }) => onlyFor === undefined && !thinking)
    .filter(({ wire }) => before === null || BigInt(wire.id) < BigInt(before))
    .filter(({ wire }) => after === null || BigInt(wire.id) > BigInt(after));
  const page = after === null ? inRange.slice(-limit) : inRange.slice(0, limit);
  return ok(page.toReversed().map((message) => readable(state, channel, message)));
}

const LIST = '/channels/:channel/messages';
const ONE = '/channels/:channel/messages/:message';

export const messageRoutes: readonly Route[] = [
  { method: 'POST', path: LIST, auth: 'bot', run: createMessage },
  { method: 'GET', path: LIST, auth: 'bot', run: listMessages },
  {
    method: 'GET',
    path: ONE,
    auth: 'bot',
    run(state, call) {
      const channel = channelFor(state, call, PERMISSION.readHistory);
      return ok(readable(state, channel, publicMessage(state, call, channel)));
    },
  },
  {
    method: 'PATCH',
    path: ONE,
    auth: 'bot',
    run(state, call) {
      const message = publicMessage(state, call, channelFor(state, call, PERMISSION.viewChannel));
      if (message.wire.author.id !== state.appId) throw refusal(50005);
      return ok(answered(editMessage(state, message, call.body).wire));
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    auth: 'bot',
    run(state, call) {
      const channel = channelFor(state, call, PERMISSION.viewChannel);
      const message = publicMessage(state, call, channel);
      const may = (channel.botPermissions & PERMISSION.manageMessages) !== 0n;
      if (message.wire.author.id !== state.appId && !may) throw refusal(50013);
      removeMessage(state, message);
      return NO_CONTENT;
    },
  },
  { method: 'POST', path: `${ONE}/threads`, auth: 'bot', run: startThread },
  {
    method: 'GET',
    path: '/channels/:channel',
    auth: 'bot',
    run: (state, call) => ok(wireChannel(state, channelFor(state, call, PERMISSION.viewChannel))),
  },
  {
    method: 'GET',
    path: '/guilds/:guild',
    auth: 'bot',
    run(state, call) {
      const guild = state.guilds.get(call.param('guild'));
      if (guild === undefined) throw refusal(10004);
      if (!guild.botIsMember) throw refusal(50001);
      return ok(wireGuild(state, guild));
    },
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    auth: 'bot',
    run(state, { body }) {
      const recipient = isObject(body) ? body.recipient_id : undefined;
      const checker = new Checker();
      checker.text('recipient_id', recipient, [1, 20]);
      demand(checker.problems);
      return ok(wireChannel(state, state.dmWith(String(recipient))));
    },
  },
];
