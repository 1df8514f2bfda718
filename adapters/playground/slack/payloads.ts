import { choiceOf, type Found, stateOf } from './chosen.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Channel, Chosen, Message, Person, View, Workspace } from './workspace.ts';

/**
 * What Slack sends to a bot. Shapes after docs.slack.dev/reference/interaction-payloads, reference/events and
 * interactivity/implementing-slash-commands; a test holds them against samples.
 */

/** The old shared secret, still in every payload; nobody should look at it. */
const verificationToken = 'verification-token-not-used';

/** Text as Slack passes on what a person typed. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * What follows a slash command, escaped. A mention comes with the id where the command has `should_escape`, and as
 * the bare name where not (interactivity/implementing-slash-commands).
 */
function typedText({ people, grants }: Workspace, command: string, text: string): string {
  const escaped = grants.escaping?.has(command) ?? true;
  return escapeText(text).replace(/&lt;@([A-Z0-9]+)&gt;/g, (_whole, id: string) => {
    const name = people.find((person) => person.id === id)?.name ?? '';
    return escaped ? `<@${id}|${name}>` : `@${name}`;
  });
}

export function slashCommand(
  workspace: Workspace,
  person: Person,
  channel: Channel,
  [command, text]: [string, string],
  links: { response_url: string; trigger_id: string },
): Record<string, string> {
  const names = { public: channel.name, private: 'privategroup', im: 'directmessage' };
  return {
    token: verificationToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: names[channel.kind],
    user_id: person.id,
    user_name: person.name,
    command,
    text: typedText(workspace, command, text),
    api_app_id: workspace.app_id,
    is_enterprise_install: 'false',
    ...links,
  };
}

/** What every interaction carries. */
export function interaction(workspace: Workspace, person: Person, type: string): JsonObject {
  return {
    type,
    user: { id: person.id, username: person.name, name: person.name, team_id: workspace.team.id },
    api_app_id: workspace.app_id,
    token: verificationToken,
    team: { id: workspace.team.id, domain: workspace.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function channelRef(channel: Channel): JsonObject {
  return { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name };
}

/** A message as payloads and answers carry it. */
export function messageObject(workspace: Workspace, message: Message): JsonObject {
  const { bot_id, thread_ts, client_msg_id, metadata } = message;
  return {
    type: 'message',
    ...(bot_id ? { bot_id, app_id: workspace.app_id } : {}),
    user: message.user,
    team: workspace.team.id,
    ...(client_msg_id ? { client_msg_id } : {}),
    text: message.text,
    ts: message.ts,
    ...(thread_ts ? { thread_ts } : {}),
    ...(metadata ? { metadata } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    blocks: message.blocks,
  };
}

/** Where an interaction with a message or view came from. */
export function origin(workspace: Workspace, place: Place): JsonObject {
  if ('view' in place) {
    return { container: { type: 'view', view_id: place.view.id }, view: viewObject(workspace, place.view) };
  }
  const { message, channel } = place;
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.only_for !== undefined,
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
  };
  const shown = message.only_for ? {} : { message: messageObject(workspace, message) };
  return { container, channel: channelRef(channel), ...shown };
}

export type Place = { view: View } | { message: Message; channel: Channel; chosen: Chosen };

/** The one entry of `actions` for what was pressed or chosen. */
export function action(found: Found, chosen: Chosen, ids: Ids): JsonObject {
  const { element, action_id, block_id } = found;
  const own =
    element.type === 'button'
      ? { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) }
      : { ...choiceOf(found, chosen), ...(element.placeholder ? { placeholder: element.placeholder } : {}) };
  return { type: element.type, action_id, block_id, ...own, action_ts: ids.ts() };
}

export function viewObject(workspace: Workspace, view: View): JsonObject {
  const { sent } = view;
  const title = sent.title ?? { type: 'plain_text', text: workspace.bot.name, emoji: true };
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    title,
    submit: sent.submit ?? null,
    close: sent.close ?? null,
    blocks: view.blocks,
    private_metadata: sent.private_metadata ?? '',
    callback_id: sent.callback_id ?? '',
    external_id: sent.external_id ?? '',
    state: stateOf(view.blocks, view.chosen),
    hash: view.hash,
    clear_on_close: sent.clear_on_close ?? false,
    notify_on_close: sent.notify_on_close ?? false,
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: workspace.app_id,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.bot.bot_id,
  };
}

/** The outer payload of an event. */
export function eventCallback(workspace: Workspace, event: JsonObject, ids: Ids): JsonObject {
  const team_id = workspace.team.id;
  return {
    token: verificationToken,
    team_id,
    context_team_id: team_id,
    context_enterprise_id: null,
    api_app_id: workspace.app_id,
    event,
    type: 'event_callback',
    event_id: ids.id('Ev0'),
    event_time: Math.floor(ids.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id,
        user_id: workspace.bot.user_id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${ids.id('EC')}`,
  };
}

/** What a person wrote, as the client sends it: one rich_text block, mentions apart from words. */
export function typedBlocks(text: string, block_id: string): JsonObject[] {
  const elements = text
    .split(/(<@[A-Z0-9]+>)/)
    .filter(Boolean)
    .map((part): JsonObject => {
      const mention = /^<@([A-Z0-9]+)>$/.exec(part);
      return mention ? { type: 'user', user_id: mention[1] ?? '' } : { type: 'text', text: part };
    });
  return [{ type: 'rich_text', block_id, elements: [{ type: 'rich_text_section', elements }] }];
}
