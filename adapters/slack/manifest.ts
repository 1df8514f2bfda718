import type { Command } from '../../src/commands/command.ts';
import { UMBRELLA } from './invocation.ts';
import { limits } from './limits.ts';

/** Names Slack keeps for itself: a manifest that holds one is refused whole. https://slack.com/help/articles/201259356 */
const BUILT_IN = new Set(
  [
    'archive',
    'away',
    'call',
    'collapse',
    'dm',
    'dnd',
    'expand',
    'feed',
    'invite',
    'join',
    'leave',
    'me',
    'msg',
    'mute',
  ].concat([
    'open',
    'pro',
    'remind',
    'remove',
    'rename',
    'search',
    'shortcuts',
    'shrug',
    'star',
    'status',
    'topic',
    'who',
  ]),
);

/** Where Slack posts to when there is a public address; with Socket Mode there is none. */
export interface ManifestOptions {
  url?: string;
}

/**
 * The app's manifest from the table of commands, with the scopes these need and no other:
 * `commands` for slash commands and shortcuts, `app_mentions:read` to be asked in a channel, `im:history` to be
 * asked in a direct message (it opens no other conversation), `chat:write` to answer both and to post the daily
 * concept, `users:read` to tell whether somebody who is challenged to a duel is a bot, and whether whoever changes
 * `/daily` is an admin and in which time zone, `channels:read` and `groups:read` to tell whether they made the
 * channel and whether the bot is in it (no message is read with these).
 */
export function manifest(commands: readonly Command[], { url }: ManifestOptions) {
  const request = url ? { url: `${url.replace(/(\/slack\/events)?\/*$/, '')}/slack/events` } : {};
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'Simile',
      description: 'Explains cloud concepts by likeness',
      background_color: '#1f4e5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Simile', always_online: true },
      shortcuts: [
        {
          name: 'Explain a concept',
          type: 'global',
          callback_id: 'explain',
          description: 'Look up a cloud concept',
        },
        {
          name: 'Explain this message',
          type: 'message',
          callback_id: 'explain-message',
          description: 'Explain what a message is about',
        },
      ],
      slash_commands: slashCommands(commands).map((command) => ({ ...command, ...request })),
    },
    oauth_config: {
      scopes: {
        bot: [
          'app_mentions:read',
          'channels:read',
          'chat:write',
          'commands',
          'groups:read',
          'im:history',
          'users:read',
        ],
      },
    },
    settings: {
      event_subscriptions: {
        ...(url ? { request_url: request.url } : {}),
        bot_events: ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'],
      },
      interactivity: url
        ? { is_enabled: true, request_url: request.url, message_menu_options_url: request.url }
        : { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

function slashCommands(commands: readonly Command[]) {
  const own = commands
    .filter((command) => command.listed && !BUILT_IN.has(command.name))
    .map((command) => ({
      command: `/${command.name}`,
      description: command.description,
      ...hint(command),
      // Escaped, a mention comes with the person's id.
      should_escape: command.options.some((option) => option.kind === 'person'),
    }));
  const umbrella = {
    command: `/${UMBRELLA}`,
    description: 'Any of the commands, or a question',
    usage_hint: 'lambda',
    should_escape: true,
  };
  return [...own, umbrella].slice(0, limits.slashCommands);
}

function hint(command: Command): { usage_hint?: string } {
  const usage = command.options.map((option) => `[${option.name}]`).join(' ');
  return usage === '' ? {} : { usage_hint: usage };
}
