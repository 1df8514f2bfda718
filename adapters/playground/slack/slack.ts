import { setTimeout as sleep } from 'node:timers/promises';
import { type Acts, createActs } from './acts.ts';
import type { Line } from './asking.ts';
import { checkMessage, type Problem } from './check.ts';
import { type Deliver, overHttp, postTo, type Transport, type Wait } from './deliver.ts';
import { createEvents, type Events } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { forget } from './forget.ts';
import { createIds } from './ids.ts';
import { createInteractions, type Interactions } from './interactions.ts';
import type { JsonObject } from './json.ts';
import { createModals, type Modals } from './modals.ts';
import { remove, replace } from './posting.ts';
import { createHttp } from './server.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import {
  createWorkspace,
  findMessage,
  type Message,
  type View,
  visibleTo,
  type Workspace,
  type WorkspacePlan,
} from './workspace.ts';
import { type Exchange, type World, whereIs } from './world.ts';

export interface SlackOptions {
  /** Milliseconds since 1970. The wall clock unless given. */
  now?: () => number;
  /** How the three seconds for an answer pass. A real timer unless given. */
  wait?: Wait;
  /** Goes into every id. Capital letters and digits. */
  seed?: string;
  signingSecret?: string;
  appToken?: string;
  appId?: string;
  /** One with made-up people unless given. Ids of people must differ over all of them. */
  workspaces?: readonly WorkspacePlan[];
  /** Milliseconds between two messages of the bot in a channel (limits.channelMessageMs); not counted unless given. */
  channelMessageMs?: number;
  /** Whether the bot's own direct messages come back to it as events, as in Slack. Yes unless false. */
  echo?: boolean;
  port?: number;
}

export interface Slack extends Acts, Interactions, Modals, Pick<Events, 'replay' | 'retryDue' | 'idle'> {
  /** For WebClient's `slackApiUrl`. */
  apiUrl: string;
  signingSecret: string;
  appToken: string;
  /** The first (often only) workspace. */
  workspace: Workspace;
  workspaces: readonly Workspace[];
  /** Everything that went in and out, oldest first. */
  exchanges: readonly Exchange[];
  socketMode: Omit<SocketMode, 'transport' | 'close'>;
  /** Sends payloads by signed HTTP from now on: to a full URL, or to the bot's own handler at `path`. */
  deliverTo(bot: string | Deliver, path?: string): void;
  /** What a person sees in a channel (id or name), oldest first. */
  visibleTo(user: string, channel: string): Message[];
  /** The modal before a person. */
  modalOf(user: string): View | undefined;
  homeOf(user: string): View | undefined;
  /** The person's conversation with the bot. */
  directWith(user: string): Message[];
  /** Takes an ephemeral message off a person's screen. */
  dismiss(user: string, message: { channel: string; ts: string }): void;
  /** Other words in a message of the bot that is there, after the same checks. Changes nothing where one fails. */
  redraw(message: { channel: string; ts: string }, payload: JsonObject): Problem[];
  /** Forgets what is old: all but the newest so many of each thing. */
  forget(keep: number): void;
  /** Makes the next matching call of the bot fail. Returns what takes the rule away. */
  fail: Faults['add'];
  /** Calls the listener after every change. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Closes every connection; no handle is left. */
  stop(): Promise<void>;
}

/** Starts a local stand-in of Slack on 127.0.0.1. Nothing is sent anywhere else. */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const { now = Date.now, wait = (ms, signal) => sleep(ms, undefined, { signal }) } = options;
  const { signingSecret = 'stand-in-signing-secret', appToken = 'xapp-stand-in' } = options;
  const ids = createIds(now, options.seed ?? 'X');
  const appId = options.appId ?? 'A0APP00001';
  const listeners = new Set<() => void>();
  const workspaces = (options.workspaces ?? [{}]).map((plan) => createWorkspace(plan, appId, ids));
  const [workspace] = workspaces;
  if (!workspace) throw new Error('At least one workspace is needed');

  const world: World = {
    ids,
    app_id: appId,
    appToken,
    workspaces,
    responseUrls: new Map(),
    triggers: new Map(),
    exchanges: [],
    origin: 'http://127.0.0.1',
    ...(options.channelMessageMs === undefined ? {} : { channelMessageMs: options.channelMessageMs }),
    lastPost: new Map(),
    tickets: new Set(),
    openSockets: () => socketMode.count(),
    changed: () => {
      for (const listener of listeners) listener();
    },
    posted: (team, message) => events.echo(team, message),
  };

  const faults = createFaults();
  const http = createHttp(world, faults);
  const socketMode = createSocketMode(world, http);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = http.address();
  if (typeof address === 'object' && address) world.origin = `http://127.0.0.1:${address.port}`;

  let byHttp: Transport | undefined;
  const closing = new AbortController();
  const line: Line = {
    world,
    transport: () => byHttp ?? socketMode.transport,
    wait,
    closing: closing.signal,
  };
  const events = createEvents(line, options.echo ?? true);
  const interactions = createInteractions(line);

  return {
    apiUrl: `${world.origin}/api/`,
    signingSecret,
    appToken,
    workspace,
    workspaces,
    exchanges: world.exchanges,
    socketMode,
    ...createActs(line, events),
    ...interactions,
    ...createModals(line, interactions),
    replay: events.replay,
    retryDue: events.retryDue,
    idle: events.idle,
    deliverTo(bot, path = '/slack/events') {
      byHttp = overHttp(typeof bot === 'string' ? postTo(bot) : bot, path, signingSecret, now);
    },
    visibleTo(user, channel) {
      const { workspace: own, person } = whereIs(world, user);
      const named = own.channels.find(
        (each) => each.kind !== 'im' && each.name === channel.replace(/^#/, ''),
      );
      return visibleTo(own, person.id, named?.id ?? channel);
    },
    modalOf(user) {
      const { workspace: own, person } = whereIs(world, user);
      return own.modals.get(person.id)?.at(-1);
    },
    homeOf(user) {
      const { workspace: own, person } = whereIs(world, user);
      return own.homes.get(person.id);
    },
    directWith(user) {
      const { workspace: own, person } = whereIs(world, user);
      const channel = own.channels.find((each) => each.kind === 'im' && each.members.has(person.id));
      return channel ? visibleTo(own, person.id, channel.id) : [];
    },
    dismiss(user, { channel, ts }) {
      const { workspace: own, person } = whereIs(world, user);
      const message = findMessage(own, channel, ts);
      if (message?.only_for === person.id) remove(own, message);
      world.changed();
    },
    redraw({ channel, ts }, payload) {
      const message = workspaces.flatMap((own) => findMessage(own, channel, ts) ?? [])[0];
      const problems = checkMessage(payload);
      if (message && problems.length === 0) replace(message, payload, ids);
      world.changed();
      return problems;
    },
    forget: (keep) => forget(world, keep),
    fail: faults.add,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      closing.abort();
      socketMode.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
      });
    },
  };
}
