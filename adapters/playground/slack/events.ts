import { ask, type Line } from './asking.ts';
import type { JsonObject } from './json.ts';
import { limits } from './limits.ts';
import { eventCallback, messageObject } from './payloads.ts';
import { channelOf, type Message, type Workspace } from './workspace.ts';
import { type Exchange, type Retry, workspaceOf } from './world.ts';

/** The Events API: docs.slack.dev/apis/events-api. */
export interface Events {
  /** Sends an event, if the app subscribed to it and may have it. */
  emit(
    workspace: Workspace,
    subscription: string,
    event: JsonObject,
    user?: string,
  ): Promise<Exchange | undefined>;
  /** The bot's own direct messages come back to it, with its bot_id. Nobody waits; see `idle`. */
  echo(workspace: Workspace, message: Message): void;
  /**
   * Sends an event once more with the same event_id, whether it was acknowledged or not.
   * Throws after the third time and for anything but an event.
   */
  replay(exchange: Exchange, reason?: string): Promise<Exchange>;
  /** Sends again what was not acknowledged and is due by the clock: at once, after one minute, after five. */
  retryDue(): Promise<Exchange[]>;
  /** Resolves when no event is under way. */
  idle(): Promise<void>;
}

/** The scope behind each subscription (reference/events). */
const scopes: Record<string, string> = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  member_joined_channel: 'channels:read',
};

export function createEvents(line: Line, echoes: boolean): Events {
  const { world } = line;
  const due = new Map<Exchange, number>();
  const underWay = new Set<Promise<unknown>>();

  async function send(
    workspace: Workspace,
    payload: JsonObject,
    user?: string,
    retry?: Retry,
  ): Promise<Exchange> {
    const outgoing = { kind: 'events_api' as const, payload, ...(retry ? { retry } : {}) };
    const sending = ask(line, workspace, outgoing, user ? { user } : {});
    underWay.add(sending);
    const { exchange, answer } = await sending.finally(() => underWay.delete(sending));
    const delay = limits.eventRetriesMs[retry?.num ?? 0];
    if (!answer && delay !== undefined && !exchange.noRetry) due.set(exchange, world.ids.now() + delay);
    return exchange;
  }

  async function emit(workspace: Workspace, subscription: string, event: JsonObject, user?: string) {
    const { events, scopes: granted } = workspace.grants;
    const scope = scopes[subscription];
    if (!workspace.installed || events?.has(subscription) === false || (scope && !granted.has(scope)))
      return undefined;
    return send(workspace, eventCallback(workspace, event, world.ids), user);
  }

  function replay(exchange: Exchange, reason = reasonFor(exchange)): Promise<Exchange> {
    const num = (exchange.retry?.num ?? 0) + 1;
    if (exchange.kind !== 'events_api') throw new Error('Only events are sent again');
    if (num > limits.eventRetriesMs.length) throw new Error('Slack gives up after the third retry');
    due.delete(exchange);
    return send(workspaceOf(world, exchange.team), exchange.sent, exchange.user, { num, reason });
  }

  return {
    emit,
    replay,
    echo(workspace, message) {
      const channel = channelOf(workspace, message.channel);
      if (!echoes || channel?.kind !== 'im') return;
      const event = {
        ...messageObject(workspace, message),
        channel_type: 'im',
        channel: channel.id,
        event_ts: message.ts,
      };
      const sending = emit(workspace, 'message.im', event);
      underWay.add(sending);
      void sending.finally(() => underWay.delete(sending));
    },
    retryDue() {
      const now = world.ids.now();
      const ready = [...due].filter(([, when]) => when <= now).map(([exchange]) => exchange);
      return Promise.all(ready.map((exchange) => replay(exchange)));
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

function reasonFor({ status, unreachable }: Exchange): string {
  if (unreachable) return 'connection_failed';
  return status >= 300 ? 'http_error' : 'http_timeout';
}
