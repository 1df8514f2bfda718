import type { Act } from './act.ts';
import type { MovableClock } from './clock.ts';
import { findMessage, removeMessage } from './discord/messages.ts';
import type { Discord } from './discord/stand-in.ts';
import type { Outcome } from './discord/state.ts';
import type { Done } from './shown.ts';
import { objectOr, textOr } from './slack/json.ts';
import type { Slack } from './slack/slack.ts';
import type { Exchange } from './slack/world.ts';

/** What an act does to the stand-ins. */

type SlackAct = Extract<Act, { kind: `slack.${string}` }>;
type DiscordAct = Extract<Act, { kind: `discord.${string}` }>;

export interface Stage {
  slack: Slack;
  discord: Discord;
  clock: MovableClock;
  /** Does what fell due when the clock was moved. */
  moved(): Promise<void>;
}

/** @throws where the platform's own client would not offer that */
export async function perform(stage: Stage, person: string, act: Act): Promise<Done> {
  if (act.kind === 'clock.move') {
    await stage.clock.move(act.milliseconds, stage.moved);
    return {};
  }
  return isSlack(act)
    ? onSlack(stage.slack, person, act)
    : onDiscord(stage.discord, personOn(stage.discord, person), act);
}

function isSlack(act: SlackAct | DiscordAct): act is SlackAct {
  return act.kind.startsWith('slack.');
}

async function onSlack(slack: Slack, person: string, act: SlackAct): Promise<Done> {
  switch (act.kind) {
    case 'slack.type':
      return typed(slack, person, act);
    case 'slack.home':
      return told(await slack.openHome(person));
    case 'slack.press':
      return told(await slack.press(person, act.at, act.action, { block_id: act.block }));
    case 'slack.select':
      return told(await slack.select(person, act.at, act.action, act.value, { block_id: act.block }));
    case 'slack.suggest': {
      const found = await slack.suggest(person, act.at, act.action, act.query, { block_id: act.block });
      const choices = found.options.map((option) => ({
        name: textOr(objectOr(option.text).text),
        value: textOr(option.value),
      }));
      return { choices };
    }
    case 'slack.submit':
      return told(await slack.submit(person, { id: act.view }, act.values));
    case 'slack.close':
      await slack.close(person, { id: act.view });
      return {};
    case 'slack.menu':
      return told(await slack.messageShortcut(person, act, act.shortcut));
    case 'slack.shortcut':
      return told(await slack.globalShortcut(person, act.shortcut));
    case 'slack.dismiss':
      slack.dismiss(person, act);
      return {};
  }
}

async function typed(
  slack: Slack,
  person: string,
  { channel, text: line, thread }: Extract<Act, { kind: 'slack.type' }>,
): Promise<Done> {
  const { workspace } = slack;
  // The client's own command, by which people bring an app into a channel.
  if (/^\/invite\s+@?simile\s*$/i.test(line)) return told(await slack.invite(person, channel));
  const mention = /(?<!\S)@simile\b/i;
  const written = line.startsWith('/') ? line : line.replace(mention, `<@${workspace.bot.user_id}>`);
  const exchange = await slack.type(person, channel, written, thread ? { thread } : {});
  const found = workspace.channels.find(({ id }) => id === channel);
  const unheard = written !== line && found?.members.has(workspace.bot.user_id) === false;
  // A slash command's failure stands in the channel already.
  if (line.startsWith('/')) return {};
  return unheard
    ? { note: 'Simile is not in this channel. Bring it in with /invite @simile' }
    : told(exchange);
}

function told(exchange: Exchange | undefined): Done {
  return exchange?.failure ? { note: exchange.failure.text } : {};
}

async function onDiscord(discord: Discord, user: string, act: DiscordAct): Promise<Done> {
  switch (act.kind) {
    case 'discord.slash':
      return said(await discord.slash(user, act.channel, act.name, act.options));
    case 'discord.complete': {
      const outcome = await discord.complete(user, act.channel, act.name, act.options, act.focused);
      if (outcome.kind !== 'choices') return said(outcome);
      return { choices: outcome.choices.map(({ name, value }) => ({ name, value: String(value) })) };
    }
    case 'discord.press':
      return said(await discord.press(user, act.message, act.id));
    case 'discord.select':
      return said(await discord.select(user, act.message, act.id, act.values));
    case 'discord.submit':
      return said(await discord.submit(user, act.id, act.values));
    case 'discord.menu':
      return said(await discord.messageMenu(user, act.message, act.name));
    case 'discord.say':
      discord.say(user, act.channel, act.text);
      return {};
    case 'discord.close':
      discord.dismiss(user);
      return {};
    case 'discord.dismiss':
      return dismiss(discord, user, act.message);
  }
}

function said(outcome: Outcome): Done {
  if (outcome.kind === 'refused') return { note: `The client would not send that: ${outcome.why}.` };
  return outcome.kind === 'failed' ? { note: outcome.text } : {};
}

/** Takes an ephemeral message, or what Discord said in the bot's place, off a person's screen. */
function dismiss({ state }: Discord, user: string, id: string): Done {
  const failure = state.failures.findIndex((one) => one.id === id && one.user === user);
  if (failure >= 0) {
    state.failures.splice(failure, 1);
    state.notify({ kind: 'failure' });
    return {};
  }
  const message = findMessage(state, id);
  if (message.onlyFor === user) removeMessage(state, message);
  return {};
}

/** A person's id on Discord, by the name they have on both platforms. */
export function personOn(discord: Discord, name: string): string {
  const found = [...discord.state.people.values()].find((person) => person.username === name);
  if (!found) throw new Error(`There is nobody called ${name}`);
  return found.id;
}
