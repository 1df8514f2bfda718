import { isObject } from './discord/check/checker.ts';
import type { Discord } from './discord/stand-in.ts';
import type { Exchange as DiscordExchange } from './discord/state.ts';
import type { Behind, Step } from './shown.ts';
import { objectOr } from './slack/json.ts';
import type { Slack } from './slack/slack.ts';
import type { Exchange as SlackExchange } from './slack/world.ts';

/** How many requests are shown behind one message, the newest. */
const MOST = 6;

/** What stands behind a message of Slack: each call of the bot that made or changed it, and the request that led to the call. */
export function behindSlack(slack: Slack, channel: string, ts: string): Behind {
  const made = slack.exchanges.filter(({ message }) => message?.channel === channel && message.ts === ts);
  const steps = made.flatMap((one) => [...askedFor(slack, one), one]);
  const last = made.at(-1);
  const [asked] = last ? askedFor(slack, last) : [];
  return {
    ms: last ? (asked ? last.at + last.ms - asked.at : last.ms) : undefined,
    steps: steps.slice(-MOST).map(slackStep),
  };
}

/** The request a call of the bot answers; nothing where the message answers its request itself, or nobody asked. */
export function askedFor(slack: Slack, call: SlackExchange): SlackExchange[] {
  if (call.from === 'slack') return [];
  const found = slack.exchanges.findLast(({ from, at, sent }) => {
    if (from !== 'slack' || at > call.at) return false;
    if (call.url !== undefined) return sent.response_url === call.url;
    const event = objectOr(sent.event);
    return event.channel === call.sent.channel && event.bot_id === undefined;
  });
  return found ? [found] : [];
}

function slackStep({ id, kind, from, ms, status, sent, answer, limits, problems }: SlackExchange): Step {
  return {
    id,
    title: kind,
    from: from === 'slack' ? 'platform' : 'bot',
    ms,
    status,
    sent,
    answer,
    limits: limits.map(({ limit, used, of }) => ({ name: limit, used, of })),
    problems: problems.map(({ error, pointer, message }) => `${error} ${pointer} ${message}`),
  };
}

/** What stands behind a message of Discord: the interaction it answers, those that changed it, and REST calls. */
export function behindDiscord(discord: Discord, id: string): Behind {
  const stored = [...discord.state.messages.values()].flat().find(({ wire }) => wire.id === id);
  const metadata = isObject(stored?.wire.interaction_metadata) ? stored.wire.interaction_metadata : {};
  const made = discord.exchanges.filter(({ request, response }) => {
    const asked = isObject(request) ? request : {};
    const answer = isObject(response) ? response : {};
    const pressed = isObject(asked.message) ? asked.message.id : undefined;
    return (
      (asked.id !== undefined && asked.id === metadata.id) ||
      (pressed === id && answer.type === UPDATE_MESSAGE) ||
      answer.id === id
    );
  });
  return { ms: made.at(-1)?.ms, steps: made.slice(-MOST).map(discordStep) };
}

/** interactions/receiving-and-responding, interaction callback types */
const UPDATE_MESSAGE = 7;

function discordStep(one: DiscordExchange): Step {
  return {
    id: one.id,
    title: one.kind === 'interaction' ? `interaction: ${one.title}` : one.title,
    from: one.kind === 'rest' ? 'bot' : 'platform',
    ms: one.ms,
    status: one.status,
    sent: one.request,
    answer: one.response,
    limits: one.limits,
    problems: one.problems.map(({ code, path, message }) => `${code} ${path} ${message}`),
  };
}
