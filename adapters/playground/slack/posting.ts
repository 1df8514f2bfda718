import { withIds } from './chosen.ts';
import type { Ids } from './ids.ts';
import { isObject, type JsonObject, textOr } from './json.ts';
import { channelOf, type Message, type Workspace } from './workspace.ts';

/** Putting the bot's messages into the model. What is put here was checked before. */

export interface Where {
  user: string;
  channel: string;
  thread_ts?: string;
}

/** The answer to a slash command or through a response_url: for one person unless it says `in_channel`. */
export function post(workspace: Workspace, where: Where, payload: JsonObject, ids: Ids): Message {
  const thread_ts = textOr(payload.thread_ts) || where.thread_ts;
  return put(workspace, where.channel, payload, ids, {
    ...(thread_ts ? { thread_ts } : {}),
    ...(payload.response_type === 'in_channel' ? {} : { only_for: where.user }),
  });
}

export function put(
  workspace: Workspace,
  channel: string,
  payload: JsonObject,
  ids: Ids,
  more: { thread_ts?: string; only_for?: string },
): Message {
  const message: Message = {
    channel,
    ts: ids.ts(),
    user: workspace.bot.user_id,
    bot_id: workspace.bot.bot_id,
    text: textOr(payload.text),
    blocks: withIds(payload.blocks, () => ids.id('b')),
    ...(isObject(payload.metadata) ? { metadata: payload.metadata } : {}),
    ...more,
  };
  channelOf(workspace, channel)?.messages.push(message);
  return message;
}

/**
 * New words in an old message. Text without blocks takes the blocks away, and only then "(edited)" is shown
 * (reference/methods/chat.update).
 */
export function replace(message: Message, payload: JsonObject, ids: Ids): void {
  message.text = textOr(payload.text, message.text);
  message.blocks = withIds(payload.blocks, () => ids.id('b'));
  if (isObject(payload.metadata)) message.metadata = payload.metadata;
  message.edited = message.blocks.length === 0;
}

export function remove(workspace: Workspace, message: Message): void {
  const channel = channelOf(workspace, message.channel);
  if (channel) channel.messages = channel.messages.filter((each) => each !== message);
}

/** Slack speaking to one person by itself. */
export function slackbot(workspace: Workspace, where: Where, text: string, ids: Ids): void {
  channelOf(workspace, where.channel)?.messages.push({
    channel: where.channel,
    ts: ids.ts(),
    user: 'USLACKBOT',
    text,
    blocks: [],
    only_for: where.user,
  });
}
