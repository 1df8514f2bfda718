import type { Reply } from '../../src/replies/reply.ts';
import type { Simile } from '../../src/simile.ts';
import { renderMessage } from '../discord/render.ts';
import { renderBlocks, renderFallback } from '../slack/render.ts';
import { withoutSharing } from '../slack/views.ts';
import { askedFor } from './behind.ts';
import { isObject } from './discord/check/checker.ts';
import { editMessage } from './discord/messages.ts';
import type { Discord } from './discord/stand-in.ts';
import type { Replaceable } from './replaceable.ts';
import { objectOr, overTheWire, textOr } from './slack/json.ts';
import type { Slack } from './slack/slack.ts';
import { NEWEST } from './slack-shown.ts';

/** Commands that only read: asking them once more changes nothing but the words. */
const reading = new Set([
  'explain',
  'compare',
  'topics',
  'help',
  'more',
  'first',
  'related',
  'share',
  'explain-message',
]);

/** Draws the cards that are on the page once more, from the content as it is now. */
export async function redraw(bot: Replaceable, slack: Slack, discord: Discord): Promise<void> {
  const again = async (id: string): Promise<Reply | undefined> => {
    const invocation = bot.asked(id);
    return invocation && reading.has(invocation.command) ? bot.simile.respond(invocation) : undefined;
  };
  await redrawSlack(bot.simile, slack, again);
  await redrawDiscord(discord, again);
}

type Again = (id: string) => Promise<Reply | undefined>;

async function redrawSlack(simile: Simile, slack: Slack, again: Again): Promise<void> {
  for (const { ts, channel, bot_id } of slack.workspace.channels.flatMap((one) =>
    one.messages.slice(-NEWEST),
  )) {
    if (!bot_id) continue;
    const made = slack.exchanges.findLast(({ message }) => message?.ts === ts && message.channel === channel);
    const asked = made?.from === 'slack' ? made : made && askedFor(slack, made)[0];
    const reply = await again(textOr(asked?.sent.trigger_id) || textOr(asked?.sent.event_id));
    if (!reply) continue;
    const parts = made?.kind === 'chat.postMessage' ? withoutSharing(simile, reply.parts) : reply.parts;
    const payload = { text: renderFallback(reply), blocks: renderBlocks({ parts }) };
    slack.redraw({ channel, ts }, objectOr(overTheWire(payload)));
  }
}

async function redrawDiscord(discord: Discord, again: Again): Promise<void> {
  for (const message of [...discord.state.messages.values()].flatMap((list) => list.slice(-NEWEST))) {
    const { interaction_metadata: metadata, edited_timestamp } = message.wire;
    const pressed = discord.exchanges.findLast(
      ({ request, response }) =>
        isObject(request) &&
        isObject(request.message) &&
        request.message.id === message.wire.id &&
        isObject(response) &&
        response.type === UPDATE_MESSAGE,
    )?.request;
    const id = isObject(pressed) ? pressed.id : isObject(metadata) ? metadata.id : undefined;
    const reply = await again(String(id));
    if (!reply) continue;
    editMessage(discord.state, message, renderMessage(reply));
    message.wire = { ...message.wire, edited_timestamp };
  }
}

/** interactions/receiving-and-responding, interaction callback types */
const UPDATE_MESSAGE = 7;
