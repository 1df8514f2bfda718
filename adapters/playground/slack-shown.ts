import type { manifest } from '../slack/manifest.ts';
import type { ChannelShown, SlackMessage, SlackShown, SlackView } from './shown.ts';
import { objectOr, textOr } from './slack/json.ts';
import type { Slack } from './slack/slack.ts';
import { type Channel, canSee, type Message, type View } from './slack/workspace.ts';

/** How many messages of a channel the page draws. */
export const NEWEST = 60;

type Features = ReturnType<typeof manifest>['features'];

/** Slack as one person sees it. A channel they cannot open gives the first they can. */
export function slackShown(slack: Slack, features: Features, name: string, wanted: string): SlackShown {
  const { workspace } = slack;
  const user = workspace.people.find((person) => person.name === name)?.id ?? '';
  const mine = workspace.channels.filter(
    (channel) =>
      canSee(channel, user) && !channel.archived && (channel.kind !== 'im' || channel.members.has(user)),
  );
  const open = mine.find((channel) => channel.id === wanted) ?? mine[0];
  const modal = slack.modalOf(user);
  const home = slack.homeOf(user);
  return {
    team: workspace.team.name,
    bot: { id: workspace.bot.user_id, name: 'Simile' },
    channels: mine.map((channel) => channelShown(slack, channel, user)),
    open: open?.id ?? '',
    messages: open ? slack.visibleTo(user, open.id).slice(-NEWEST).map(messageShown) : [],
    names: Object.fromEntries([
      ...workspace.people.map((person) => [person.id, person.real_name]),
      ...workspace.channels.map((channel) => [channel.id, channel.name]),
      [workspace.bot.user_id, 'Simile'],
      ['USLACKBOT', 'Slackbot'],
    ]),
    ...(modal ? { modal: viewShown(modal) } : {}),
    ...(home ? { home: viewShown(home) } : {}),
    commands: features.slash_commands.map((one) => ({
      name: one.command,
      description: one.description,
      hint: 'usage_hint' in one ? (one.usage_hint ?? '') : '',
    })),
    shortcuts: features.shortcuts.map(({ callback_id, name: title, type }) => ({
      id: callback_id,
      name: title,
      on: type === 'message' ? 'message' : 'anywhere',
    })),
  };
}

function channelShown(slack: Slack, channel: Channel, user: string): ChannelShown {
  const direct = channel.kind === 'im';
  return {
    id: channel.id,
    name: direct ? 'Simile' : channel.name,
    kind: direct ? 'direct' : channel.kind === 'private' ? 'private' : 'public',
    last: slack.visibleTo(user, channel.id).at(-1)?.ts,
  };
}

function messageShown(message: Message): SlackMessage {
  return {
    ts: message.ts,
    ...(message.thread_ts && message.thread_ts !== message.ts ? { thread: message.thread_ts } : {}),
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    onlyYou: message.only_for !== undefined,
    edited: message.edited ?? false,
  };
}

function viewShown(view: View): SlackView {
  const words = (value: unknown) => textOr(objectOr(value).text);
  const submit = words(view.sent.submit);
  return {
    id: view.id,
    hash: view.hash,
    title: words(view.sent.title),
    ...(submit ? { submit } : {}),
    close: words(view.sent.close) || 'Cancel',
    blocks: view.blocks,
    errors: view.errors,
  };
}
