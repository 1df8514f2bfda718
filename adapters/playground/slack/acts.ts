import { ask, type Line, refuse } from './asking.ts';
import { checkMessage, limitsUsed } from './check.ts';
import type { Events } from './events.ts';
import { objectOr } from './json.ts';
import { issueResponseUrl, issueTrigger } from './links.ts';
import { escapeText, messageObject, slashCommand, typedBlocks, viewObject } from './payloads.ts';
import { post, slackbot } from './posting.ts';
import { type Channel, type Message, openDirect, type Person, refOf, type Workspace } from './workspace.ts';
import { channelFor, type Exchange, whereIs, workspaceOf } from './world.ts';

/**
 * What people do with words and places. People are named by id or user name, channels by id or name.
 * Each act resolves with its exchange once it is over, or with undefined where Slack did not ask the bot.
 * An act the client would not offer (a channel the person is not in) throws.
 */
export interface Acts {
  /** Writes in a channel: a slash command where it starts with `/`, otherwise a message. */
  type(
    user: string,
    channel: string,
    text: string,
    options?: { thread?: string },
  ): Promise<Exchange | undefined>;
  /** Writes to the bot in a channel. Undefined where the bot is not in it: then nobody hears. */
  mention(
    user: string,
    channel: string,
    text: string,
    options?: { thread?: string },
  ): Promise<Exchange | undefined>;
  /** Writes in the conversation with the bot. */
  direct(user: string, text: string, options?: { thread?: string }): Promise<Exchange | undefined>;
  openHome(user: string, tab?: 'home' | 'messages'): Promise<Exchange | undefined>;
  /** Brings the bot into a channel. */
  invite(user: string, channel: string): Promise<Exchange | undefined>;
  /** Takes the app away; its token is no good from then on. */
  uninstall(team?: string): Promise<(Exchange | undefined)[]>;
}

export function createActs(line: Line, events: Events): Acts {
  const { world } = line;

  function write(person: Person, channel: Channel, text: string, thread?: string): Message {
    const message: Message = {
      channel: channel.id,
      ts: world.ids.ts(),
      user: person.id,
      text: escapeText(text).replace(/&lt;(@[A-Z0-9]+)&gt;/g, '<$1>'),
      blocks: typedBlocks(text, world.ids.id('b')),
      client_msg_id: world.ids.uuid(),
      ...(thread ? { thread_ts: thread } : {}),
    };
    channel.messages.push(message);
    world.changed();
    return message;
  }

  async function say(workspace: Workspace, person: Person, channel: Channel, text: string, thread?: string) {
    const message = write(person, channel, text, thread);
    const shown = messageObject(workspace, message);
    const event = { ...shown, channel: channel.id, event_ts: message.ts };
    if (channel.kind === 'im') {
      return events.emit(workspace, 'message.im', { ...event, channel_type: 'im' }, person.id);
    }
    const bot = workspace.bot.user_id;
    if (!text.includes(`<@${bot}>`) || !channel.members.has(bot)) return undefined;
    return events.emit(workspace, 'app_mention', { ...event, type: 'app_mention' }, person.id);
  }

  async function slash(workspace: Workspace, person: Person, channel: Channel, typed: string) {
    const [, command = '/', text = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(typed) ?? [];
    const where = { user: person.id, channel: channel.id };
    const { commands, scopes } = workspace.grants;
    if (!workspace.installed || !scopes.has('commands') || commands?.has(command) === false) {
      slackbot(workspace, where, `${command} is not a valid command.`, world.ids);
      world.changed();
      return undefined;
    }
    const payload = slashCommand(workspace, person, channel, [command, text.trimEnd()], {
      response_url: issueResponseUrl(world, 'commands', workspace, where),
      trigger_id: issueTrigger(world, workspace.team.id, person.id),
    });
    const { exchange, answer } = await ask(line, workspace, { kind: 'slash_commands', payload }, where);
    if (answer?.body === undefined) return exchange;
    const message = typeof answer.body === 'string' ? { text: answer.body } : answer.body;
    const problems = checkMessage(message);
    exchange.limits = limitsUsed(objectOr(message));
    if (problems.length > 0) refuse(world, workspace, exchange, problems, where);
    else exchange.message = refOf(post(workspace, where, objectOr(message), world.ids));
    world.changed();
    return exchange;
  }

  return {
    async type(user, channel, text, { thread } = {}) {
      const { workspace, person } = whereIs(world, user);
      const found = channelFor(workspace, person, channel);
      if (!text.startsWith('/')) return say(workspace, person, found, text, thread);
      // interactivity/implementing-slash-commands: app commands cannot be used in threads.
      if (thread) throw new Error(`${text.split(' ')[0]} is not supported in threads. Sorry!`);
      return slash(workspace, person, found, text);
    },
    async mention(user, channel, text, { thread } = {}) {
      const { workspace, person } = whereIs(world, user);
      const found = channelFor(workspace, person, channel);
      return say(workspace, person, found, `<@${workspace.bot.user_id}> ${text}`, thread);
    },
    async direct(user, text, { thread } = {}) {
      const { workspace, person } = whereIs(world, user);
      return say(workspace, person, openDirect(workspace, person.id, world.ids), text, thread);
    },
    async openHome(user, tab = 'home') {
      const { workspace, person } = whereIs(world, user);
      const view = workspace.homes.get(person.id);
      const event = {
        type: 'app_home_opened',
        user: person.id,
        channel: openDirect(workspace, person.id, world.ids).id,
        tab,
        event_ts: world.ids.ts(),
        ...(view && tab === 'home' ? { view: viewObject(workspace, view) } : {}),
      };
      return events.emit(workspace, 'app_home_opened', event, person.id);
    },
    async invite(user, channel) {
      const { workspace, person } = whereIs(world, user);
      const found = channelFor(workspace, person, channel);
      found.members.add(workspace.bot.user_id);
      world.changed();
      const event = {
        type: 'member_joined_channel',
        user: workspace.bot.user_id,
        channel: found.id,
        channel_type: found.kind === 'public' ? 'C' : 'G',
        team: workspace.team.id,
        inviter: person.id,
        event_ts: world.ids.ts(),
      };
      return events.emit(workspace, 'member_joined_channel', event, person.id);
    },
    async uninstall(team = world.workspaces[0]?.team.id ?? '') {
      const workspace = workspaceOf(world, team);
      const told = [
        events.emit(workspace, 'tokens_revoked', {
          type: 'tokens_revoked',
          tokens: { oauth: [], bot: [workspace.bot.user_id] },
          event_ts: world.ids.ts(),
        }),
        events.emit(workspace, 'app_uninstalled', { type: 'app_uninstalled', event_ts: world.ids.ts() }),
      ];
      workspace.installed = false;
      world.changed();
      return Promise.all(told);
    },
  };
}
