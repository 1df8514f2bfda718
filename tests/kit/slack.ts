import { type Slack, startSlack } from '../../adapters/playground/slack/slack.ts';
import type { Message } from '../../adapters/playground/slack/workspace.ts';
import { type Server, serve } from '../../adapters/server/serve.ts';
import type { Settings } from '../../adapters/server/settings.ts';
import type { Simile } from '../../src/simile.ts';
import type { Host } from './function.ts';
import { type Conversation, isObject, objectsWhere, type Seen, stringsAt, type Who } from './seen.ts';

const TOKEN_OF_THE_STAND_IN = 'xoxb-stand-in';
const CHANNEL = 'general';

export interface SlackConversation extends Conversation {
  slack: Slack;
}

/** The real server with the real Bolt app, before a stand-in of Slack. */
export async function talkOnSlack(
  simile: Simile,
  way: 'http' | 'socket' | Host,
  now = Date.now,
): Promise<SlackConversation> {
  const slack = await startSlack({ seed: 'TEST', now });
  const token = slack.workspace.bot.token || TOKEN_OF_THE_STAND_IN;
  const secret = way === 'socket' ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret };
  const settings: Settings = {
    slack: { token, apiUrl: slack.apiUrl, ...secret },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
  };
  const start = async (): Promise<Pick<Server, 'stop' | 'wake'>> => {
    if (typeof way === 'function') {
      const hosted = await way(settings);
      slack.deliverTo(hosted.deliver);
      return hosted;
    }
    const connected = Promise.withResolvers<void>();
    const started = await serve(settings, {
      simile,
      now,
      log: (_level, event) => {
        if (event === 'connected') connected.resolve();
      },
    });
    if (way === 'http') slack.deliverTo(`http://127.0.0.1:${started.port}/slack/events`);
    await connected.promise;
    return started;
  };
  let server = await start();

  const seenBy = (who: Who) => slack.visibleTo(PERSON[who], CHANNEL);
  const last = (who: Who) => seenBy(who).at(-1);
  const answered = async (who: Who): Promise<Seen> => {
    await slack.idle();
    const seen = last(who);
    if (!seen) throw new Error(`${who} sees nothing.`);
    return show(seen);
  };
  return {
    slack,
    async types(line, who = 'ada') {
      await slack.type(PERSON[who], CHANNEL, line);
      return answered(who);
    },
    async presses(label, who = 'ada', which = 'last') {
      const message = seenBy(who)
        .filter((one) => offers(one, label))
        .at(which === 'last' ? -1 : 0);
      if (!message) throw new Error(`${who} sees no "${label}" to press.`);
      const updates = () => slack.exchanges.filter((one) => one.kind === 'response_url').length;
      const before = updates();
      const updated = Promise.withResolvers<void>();
      const unsubscribe = slack.subscribe(() => updates() > before && updated.resolve());
      await pressOn(slack, message, label, PERSON[who]);
      await updated.promise;
      unsubscribe();
      return answered(who);
    },
    sees: (who = 'ada') => {
      const seen = last(who);
      return seen && show(seen);
    },
    all: (who = 'ada') => seenBy(who).map(show),
    idOf: (who) => slack.workspace.people.find(({ name }) => name === PERSON[who])?.id ?? '',
    async restart() {
      await server.stop();
      server = await start();
    },
    count: (who = 'ada') => seenBy(who).length,
    wake: () => server.wake(),
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

/** The stand-in's people. */
const PERSON: Record<Who, string> = { ada: 'ada', ben: 'ben', cleo: 'chandra' };

function offers(message: Message, label: string): boolean {
  return objectsWhere(message.blocks, ({ text }) => isObject(text) && text.text === label).length > 0;
}

/** Presses a button, or picks an entry, and waits until the press is acknowledged. */
export async function pressOn(slack: Slack, message: Message, label: string, who: string): Promise<void> {
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
      const inside = blockOf(message, select);
      const where = inside === undefined ? {} : { block_id: inside };
      await slack.select(who, message, String(select.action_id), String(option.value), where);
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
/** What is read, and whom it names. */
const SAID = new Set(['text', 'user_id']);

export function show(message: Pick<Message, 'blocks' | 'text' | 'only_for'>): Seen {
  const prose = message.blocks.filter((block) => block.type !== 'actions');
  return {
    text: prose.length > 0 ? stringsAt(prose, SAID).join('\n') : message.text,
    offers: stringsAt(
      message.blocks.filter((block) => block.type === 'actions'),
      TEXT,
    ),
    isPrivate: message.only_for !== undefined,
  };
}
