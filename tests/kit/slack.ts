import { type Slack, startSlack } from '../../adapters/playground/slack/slack.ts';
import type { Message } from '../../adapters/playground/slack/workspace.ts';
import { type Server, serve } from '../../adapters/server/serve.ts';
import type { Settings } from '../../adapters/server/settings.ts';
import type { Simile } from '../../src/simile.ts';
import { type Conversation, isObject, objectsWhere, type Seen, stringsAt, type Who } from './seen.ts';

const TOKEN_OF_THE_STAND_IN = 'xoxb-stand-in';
const CHANNEL = 'general';

export interface SlackConversation extends Conversation {
  slack: Slack;
}

/** The real server with the real Bolt app, before a stand-in of Slack. */
export async function talkOnSlack(
  simile: Simile,
  way: 'http' | 'socket',
  now = Date.now,
): Promise<SlackConversation> {
  const slack = await startSlack({ seed: 'TEST', now });
  const token = slack.workspace.bot.token || TOKEN_OF_THE_STAND_IN;
  const secret = way === 'http' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken };
  const settings: Settings = {
    slack: { token, apiUrl: slack.apiUrl, ...secret },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
  };
  const connected = Promise.withResolvers<void>();
  const server = await serve(settings, {
    simile,
    now,
    log: (_level, event) => {
      if (event === 'connected') connected.resolve();
    },
  });
  if (way === 'http') slack.deliverTo(`http://127.0.0.1:${server.port}/slack/events`);
  await connected.promise;

  const last = (who: Who) => slack.visibleTo(who, CHANNEL).at(-1);
  const answered = async (who: Who): Promise<Seen> => {
    await slack.idle();
    const seen = last(who);
    if (!seen) throw new Error(`${who} sees nothing.`);
    return show(seen);
  };
  return {
    slack,
    async types(line, who = 'ada') {
      await slack.type(who, CHANNEL, line);
      return answered(who);
    },
    async presses(label, who = 'ada') {
      const message = last(who);
      if (!message) throw new Error(`${who} sees nothing to press.`);
      const updates = () => slack.exchanges.filter((one) => one.kind === 'response_url').length;
      const before = updates();
      const updated = Promise.withResolvers<void>();
      const unsubscribe = slack.subscribe(() => updates() > before && updated.resolve());
      await pressOn(slack, message, label, who);
      await updated.promise;
      unsubscribe();
      return answered(who);
    },
    sees: (who = 'ada') => {
      const seen = last(who);
      return seen && show(seen);
    },
    count: (who = 'ada') => slack.visibleTo(who, CHANNEL).length,
    complaints: () =>
      slack.exchanges.flatMap((one) => [
        ...one.problems.map((problem) => JSON.stringify(problem)),
        ...(one.failure ? [one.failure.error] : []),
      ]),
    async close() {
      await server.stop();
      await slack.stop();
    },
  };
}

async function pressOn(slack: Slack, message: Message, label: string, who: Who): Promise<void> {
  const labelled = (object: Record<string, unknown>) => isObject(object.text) && object.text.text === label;
  const [button] = objectsWhere(message.blocks, (object) => object.type === 'button' && labelled(object));
  const block = blockOf(message, button);
  if (button && block) {
    await slack.press(who, message, String(button.action_id), { block_id: block });
    return;
  }
  const selects = objectsWhere(message.blocks, (object) => object.type === 'static_select');
  for (const select of selects) {
    const [option] = objectsWhere(select.options, labelled);
    if (option) {
      await slack.select(who, message, String(select.action_id), String(option.value));
      return;
    }
  }
  throw new Error(`There is no "${label}" to press.`);
}

function blockOf(message: Message, element: unknown): string | undefined {
  const block = message.blocks.find((one) => objectsWhere(one, (object) => object === element).length > 0);
  return block === undefined ? undefined : String(block.block_id);
}

const TEXT = new Set(['text']);

export function show(message: Pick<Message, 'blocks' | 'text' | 'only_for'>): Seen {
  const prose = message.blocks.filter((block) => block.type !== 'actions');
  return {
    text: prose.length > 0 ? stringsAt(prose, TEXT).join('\n') : message.text,
    offers: stringsAt(
      message.blocks.filter((block) => block.type === 'actions'),
      TEXT,
    ),
    isPrivate: message.only_for !== undefined,
  };
}
