import { App, type BlockAction, type Receiver } from '@slack/bolt';
import type { Invocation } from '../../src/commands/command.ts';
import type { Clock, Log } from '../../src/ports.ts';
import { once } from '../../src/replies/once.ts';
import { type Reply, refused } from '../../src/replies/reply.ts';
import { createSeen } from '../../src/seen.ts';
import type { Simile } from '../../src/simile.ts';
import { asRequest } from '../web/request.ts';
import { readLine, readMention, readPress, readSlash, where } from './invocation.ts';
import { boltLogger } from './logger.ts';
import { createManagerLookup } from './manager.ts';
import { renderBlocks, renderFallback } from './render.ts';
import { ASK_INPUT, ASK_VIEW, answerView, askView, homeView, withoutSharing } from './views.ts';

export interface SlackSettings {
  simile: Simile;
  receiver: Receiver;
  token: string;
  /** Another Web API address; Slack's own when left out. */
  apiUrl?: string;
  /** Sends what goes to Slack behind an acknowledgement, once; with Bolt's own tries when left out. */
  fetch?: typeof fetch;
  now: Clock;
  log: Log;
}

export interface SlackApp {
  app: App;
  /** Resolves when no listener is at work. */
  settled(): Promise<void>;
}

/** How many deliveries are remembered, so that one that comes again is not carried out again. */
const REMEMBERED = 10_000;

/** The Bolt app: each kind of payload becomes an invocation, and its reply goes back the way Slack has for it. */
export function createSlackApp({
  simile,
  receiver,
  token,
  apiUrl,
  fetch,
  now,
  log,
}: SlackSettings): SlackApp {
  const app = new App({
    receiver,
    // No auth.test: neither an answer nor a cold start waits for the network.
    authorize: async () => ({ botToken: token }),
    convoStore: false,
    ignoreSelf: false,
    logger: boltLogger(log),
    clientOptions: {
      ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
      ...(fetch ? { fetch, retryConfig: { retries: 0 } } : {}),
    },
  });
  // Every way in ends here. An event has an id of its own, all else the one that views are opened with.
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => asRequest(event.body.event_id ?? event.body.trigger_id, () => process(event));
  const running = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const work = next().finally(() => running.delete(work));
    running.add(work);
    await work;
  });
  const seen = createSeen(REMEMBERED);
  const withManager = createManagerLookup({ simile, token, log, ...(apiUrl ? { apiUrl } : {}) });
  const ask = async (invocation: Omit<Invocation, 'at'>) => {
    const at = now();
    const asked = await withManager(invocation);
    return asked ? simile.respond({ ...asked, at }) : untold();
  };

  app.command(/.*/, async ({ command, ack }) => {
    const ids = { user: command.user_id, team: command.team_id, channel: command.channel_id };
    const asked = readSlash(simile, command.command.slice(1), command.text);
    await ack(message(await ask({ id: command.trigger_id, ...asked, ...where(ids) })));
  });

  app.action<BlockAction>(/.*/, async ({ action, body, ack, respond, client }) => {
    await ack();
    if (!body.trigger_id || seen(body.trigger_id)) return;
    const value =
      action.type === 'button'
        ? action.value
        : action.type === 'static_select'
          ? action.selected_option.value
          : undefined;
    if (action.type === 'button' && action.value === undefined) return;
    const inView = body.view !== undefined;
    const ids = { user: body.user.id, team: body.team?.id ?? '', channel: body.channel?.id ?? '' };
    const onPrivate = inView || body.container.is_ephemeral === true;
    const reply = await ask({
      id: body.trigger_id,
      ...readPress(value),
      ...where(ids),
      pressed: { onPrivate },
    });
    if (body.view?.type === 'modal') {
      await client.views.update({ view_id: body.view.id, view: answerView(simile, reply) });
    } else if (inView) {
      await client.views.open({ trigger_id: body.trigger_id, view: answerView(simile, reply) });
    } else {
      await respond({ ...message(reply), replace_original: reply.replaces });
    }
  });

  app.options(/.*/, async ({ options, ack }) => {
    const suggestions = await simile.suggest('concept', options.value, 25);
    await ack({
      options: suggestions.map(({ label, value }) => ({ text: { type: 'plain_text', text: label }, value })),
    });
  });

  app.shortcut({ type: 'shortcut', callback_id: /.*/ }, async ({ shortcut, ack, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: askView() });
  });

  app.shortcut({ type: 'message_action', callback_id: /.*/ }, async ({ shortcut, ack, respond }) => {
    await ack();
    if (seen(shortcut.trigger_id)) return;
    const ids = { user: shortcut.user.id, team: shortcut.team?.id ?? '', channel: shortcut.channel.id };
    const options = { text: shortcut.message.text ?? '' };
    const reply = await ask({ id: shortcut.trigger_id, command: 'explain-message', options, ...where(ids) });
    await respond({ ...message(reply), replace_original: false });
  });

  app.view(/.*/, async ({ view, body, ack }) => {
    const picked = view.state.values[ASK_INPUT]?.[ASK_INPUT]?.selected_option?.value;
    if (view.callback_id !== ASK_VIEW) return ack();
    if (!picked)
      return ack({
        response_action: 'errors',
        errors: { [ASK_INPUT]: 'Choose one of the list; type to search it.' },
      });
    const ids = { user: body.user.id, team: body.team?.id ?? '', channel: '' };
    const reply = await ask({ id: view.id, command: 'explain', options: { concept: picked }, ...where(ids) });
    return ack({ response_action: 'update', view: answerView(simile, reply) });
  });

  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack }) => ack());

  app.event('app_mention', async ({ event, body, client }) => {
    if (event.bot_id || !event.user || seen(body.event_id)) return;
    const ids = { user: event.user, team: body.team_id, channel: event.channel };
    const reply = await ask({ id: body.event_id, ...readMention(simile, event.text), ...where(ids) });
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.thread_ts ?? event.ts,
      ...post(reply),
    });
  });

  app.event('message', async ({ event, body, client }) => {
    // Edits, joins and bots' messages, our own among them, are no questions.
    if (event.subtype !== undefined || event.channel_type !== 'im' || event.bot_id || seen(body.event_id))
      return;
    const ids = { user: event.user, team: body.team_id, channel: event.channel };
    const reply = await ask({
      id: body.event_id,
      ...readLine(simile, event.text ?? ''),
      ...where(ids),
    });
    const thread = event.thread_ts ? { thread_ts: event.thread_ts } : {};
    await client.chat.postMessage({ channel: event.channel, ...thread, ...post(reply) });
  });

  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return;
    const ids = { user: event.user, team: body.team_id, channel: event.channel };
    const reply = await ask({ id: body.event_id, command: 'help', options: {}, ...where(ids) });
    await client.views.publish({ user_id: event.user, view: homeView(simile, reply) });
  });

  app.event('app_uninstalled', async ({ body }) => forget(body.team_id));
  // The tokens of people say nothing of the bot.
  app.event('tokens_revoked', async ({ event, body }) => {
    if (event.tokens.bot && event.tokens.bot.length > 0) await forget(body.team_id);
  });

  /** The app was taken away: so is all that was kept for it. */
  async function forget(workspace: string): Promise<void> {
    const records = await simile.store.purge(workspace);
    log('warn', 'slack.removed', { workspace, records });
  }

  app.error(async (error) => {
    log('error', 'slack.listener', { code: error.code, cause: error.message });
    throw error;
  });

  return {
    app,
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };

  /** An answer in the open, to what was said in the open or in a direct message. */
  function post(reply: Reply) {
    return {
      text: renderFallback(reply),
      blocks: renderBlocks({ parts: withoutSharing(simile, reply.parts) }),
      unfurl_links: false,
    };
  }
}

/** Whether somebody may do it is not known: to refuse it would be wrong. */
function untold(): Reply {
  const text = 'Slack did not tell me in time whether you manage this channel. Please try again in a moment.';
  return { ...refused([{ kind: 'prose', text }]), visibility: 'private', replaces: false };
}

/** Drawn once for all who get the very same parts: a concept's card is asked for again and again. */
const messages = {
  private: once((parts: Reply['parts']) => draw(parts, 'ephemeral')),
  public: once((parts: Reply['parts']) => draw(parts, 'in_channel')),
};

function message(reply: Reply) {
  return messages[reply.visibility](reply.parts);
}

function draw(parts: Reply['parts'], response_type: 'ephemeral' | 'in_channel') {
  return {
    response_type,
    text: renderFallback({ parts }),
    blocks: renderBlocks({ parts }),
    unfurl_links: false,
  };
}
