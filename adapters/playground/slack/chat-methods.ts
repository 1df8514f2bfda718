import { checkMessage } from './check.ts';
import { type Json, textOr } from './json.ts';
import { type Call, type Method, type Outcome, type Refusal, reachable } from './method.ts';
import { messageObject } from './payloads.ts';
import { put, remove, replace } from './posting.ts';
import { type Channel, findMessage, type Message, openDirect, type Workspace } from './workspace.ts';

/** chat.*: errors as on each method's page under docs.slack.dev/reference/methods. */

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': {
    scope: 'chat:write',
    run: (call) => {
      const { world, workspace, args } = call;
      const channel = target(call);
      if ('error' in channel) return channel;
      const refusal =
        threadProblem(workspace, channel, args.thread_ts) ?? contentProblem(args) ?? tooFast(call, channel);
      if (refusal) return refusal;
      const thread_ts = textOr(args.thread_ts);
      const message = put(workspace, channel.id, args, world.ids, thread_ts ? { thread_ts } : {});
      world.posted(workspace, message);
      return posted(workspace, message);
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    run: (call) => {
      const { world, workspace, args } = call;
      const channel = target(call);
      if ('error' in channel) return channel;
      const user = textOr(args.user);
      if (!workspace.people.some((person) => person.id === user)) return { error: 'user_not_found' };
      if (!channel.members.has(user)) return { error: 'user_not_in_channel' };
      const refusal = contentProblem(args) ?? tooFast(call, channel);
      if (refusal) return refusal;
      const thread_ts = textOr(args.thread_ts);
      const message = put(workspace, channel.id, args, world.ids, {
        only_for: user,
        ...(thread_ts ? { thread_ts } : {}),
      });
      return { ok: { message_ts: message.ts } };
    },
  },
  'chat.update': {
    scope: 'chat:write',
    run: ({ world, workspace, args }) => {
      const message = own(workspace, args, 'cant_update_message');
      if ('error' in message) return message;
      const refusal = contentProblem(args);
      if (refusal) return refusal;
      replace(message, args, world.ids);
      return {
        ok: {
          channel: message.channel,
          ts: message.ts,
          text: message.text,
          message: messageObject(workspace, message),
        },
      };
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    run: ({ workspace, args }) => {
      const message = own(workspace, args, 'cant_delete_message');
      if ('error' in message) return message;
      remove(workspace, message);
      return { ok: { channel: message.channel, ts: message.ts } };
    },
  },
};

/** The channel a message goes to: by id, by name, or a person's id for their direct messages. */
function target({ world, workspace, args }: Call): Channel | Refusal {
  const wanted = textOr(args.channel);
  if (!wanted) return { error: 'channel_not_found' };
  if (workspace.people.some((person) => person.id === wanted))
    return openDirect(workspace, wanted, world.ids);
  const named = workspace.channels.find(
    (each) => each.kind !== 'im' && each.name === wanted.replace(/^#/, ''),
  );
  const channel = reachable(workspace, named?.id ?? wanted);
  if (!channel) return { error: 'channel_not_found' };
  if (channel.archived) return { error: 'is_archived' };
  const inside =
    channel.members.has(workspace.bot.user_id) || workspace.grants.scopes.has('chat:write.public');
  return inside ? channel : { error: 'not_in_channel' };
}

function contentProblem(args: Call['args']): Refusal | undefined {
  const problems = checkMessage(args);
  const [first] = problems;
  return first && { error: first.error, problems };
}

/** Stricter than Slack, which may post beside the thread: an unknown thread_ts is a fault of the bot. */
function threadProblem(
  workspace: Workspace,
  channel: Channel,
  thread: Json | undefined,
): Refusal | undefined {
  if (thread === undefined) return undefined;
  const parent = findMessage(workspace, channel.id, textOr(thread));
  if (!parent) return { error: 'thread_not_found' };
  return parent.only_for ? { error: 'cannot_reply_to_message' } : undefined;
}

/** apis/web-api/rate-limits: about one message a second in a channel; short bursts are not granted here. */
function tooFast({ world }: Call, channel: Channel): Refusal | undefined {
  if (world.channelMessageMs === undefined) return undefined;
  const now = world.ids.now();
  const wait = (world.lastPost.get(channel.id) ?? Number.NEGATIVE_INFINITY) + world.channelMessageMs - now;
  if (wait > 0) return { error: 'ratelimited', retryAfter: Math.ceil(wait / 1000) };
  world.lastPost.set(channel.id, now);
  return undefined;
}

/** A message of the bot's own. Ephemeral ones cannot be found: only their response_url changes them. */
function own(workspace: Workspace, args: Call['args'], otherwise: string): Message | Refusal {
  const channel = reachable(workspace, args.channel);
  if (!channel) return { error: 'channel_not_found' };
  const message = findMessage(workspace, channel.id, textOr(args.ts));
  if (!message || message.only_for) return { error: 'message_not_found' };
  return message.user === workspace.bot.user_id ? message : { error: otherwise };
}

function posted(workspace: Workspace, message: Message): Outcome {
  return { ok: { channel: message.channel, ts: message.ts, message: messageObject(workspace, message) } };
}
