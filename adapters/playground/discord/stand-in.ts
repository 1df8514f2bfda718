import type { Way } from './ask.ts';
import { type Deliver, overHttp, type Probe, probe } from './endpoint.ts';
import { type FaultRule, Switchboard } from './failures.ts';
import { Gateway } from './gateway.ts';
import { type Clock, realClock } from './ids.ts';
import { type Seen, visibleTo } from './messages.ts';
import { type People, people } from './people.ts';
import { type RateLimit, RestApi } from './rest.ts';
import { serve } from './server.ts';
import { type Change, type Exchange, type OpenModal, State } from './state.ts';
import type { World } from './world.ts';

export interface DiscordOptions {
  readonly clock?: Clock;
  /** Ids, tokens and the signing key follow from it. */
  readonly seed?: string;
  /** Not to begin with "bot": discord.js would take that for the scheme and cut it off. */
  readonly botToken?: string;
  /** 0, the default, for any port that is free. */
  readonly port?: number;
  /** Limits every bucket of REST calls; without it nothing is limited but by `fail`. */
  readonly rateLimit?: RateLimit;
}

/** A Discord on this machine, for a bot to talk to: see `startDiscord`. */
export interface Discord extends People {
  /** For the `rest.api` option of discord.js: the address before `/v10`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appId: string;
  /** The application's public key, in hex. */
  readonly publicKey: string;
  /** The people, guilds and channels there are at the start. */
  readonly world: World;
  readonly gateway: Pick<
    Gateway,
    'connected' | 'shards' | 'sessionIds' | 'reconnect' | 'drop' | 'forgetSessions'
  >;
  /** All that is remembered, for a page to draw or a test to look into. */
  readonly state: State;
  readonly exchanges: readonly Exchange[];
  /** What a person sees in a channel. */
  visibleTo(user: string, channel: string): Seen[];
  /** The modal a person has open. */
  openModal(user: string): OpenModal | undefined;
  /** The id of the channel in which a person talks with the bot. */
  dmWith(user: string): string;
  /** Adds or takes away the person's own install of the app. */
  install(user: string, installed?: boolean): void;
  /** Takes the bot out of a guild, the first one where none is named (GUILD_DELETE). */
  removeGuild(guild?: string): void;
  /**
   * Sets the Interactions Endpoint URL (or a function in its place): interactions go there from now on and no more
   * over the gateway. Like Discord it is tried first, and not set where a probe fails. `path` is what `deliver` gets.
   */
  useEndpoint(to: string | Deliver, path?: string): Promise<readonly Probe[]>;
  /** Interactions go over the gateway again. */
  useGateway(): void;
  /** Tries the endpoint as Discord does routinely; one that fails is removed. */
  ping(): Promise<readonly Probe[]>;
  /** Makes REST calls go wrong; the answer takes the rule back. */
  fail(rule: FaultRule): () => void;
  /** Takes all `fail` rules back. */
  mend(): void;
  /** Tells of every change; the answer unsubscribes. */
  onChange(listener: (change: Change) => void): () => void;
  /** Resolves once `ready` gives something other than undefined, false or null, asked now and after every change. */
  until<T>(ready: () => T): Promise<NonNullable<T>>;
  close(): Promise<void>;
}

/**
 * Starts a strict stand-in of Discord on 127.0.0.1: REST v10 and gateway on one port, with three people in it. Rules
 * and limits are those of the pages named in limits.ts.
 */
export async function startDiscord(options: DiscordOptions = {}): Promise<Discord> {
  const { clock = realClock, seed = 'simile', botToken = 'stand-in.token.of-the-bot', port = 0 } = options;
  const state = new State({ clock, seed, botToken });
  const failures = new Switchboard();
  const gateway = new Gateway(state);
  const rest = new RestApi(state, options.rateLimit);
  const server = await serve({ rest, failures, upgrade: gateway.upgrade, port });
  state.gatewayUrl = `ws://127.0.0.1:${server.port}`;
  state.dispatch = (event, data) => gateway.dispatch(event, data);
  const way: Way = { endpoint: undefined, abandoned: new AbortController() };

  const onChange: Discord['onChange'] = (listener) => {
    state.listeners.add(listener);
    return () => state.listeners.delete(listener);
  };

  const tryEndpoint = async (endpoint: NonNullable<Way['endpoint']>): Promise<readonly Probe[]> => {
    const probes = await probe(state, endpoint.deliver, endpoint.path);
    way.endpoint = probes.every(({ ok }) => ok) ? endpoint : undefined;
    state.notify({ kind: 'exchange' });
    return probes;
  };

  return {
    ...people(state, way),
    apiUrl: `http://127.0.0.1:${server.port}/api`,
    botToken,
    appId: state.appId,
    publicKey: state.signer.publicKey,
    world: state.world,
    gateway,
    state,
    exchanges: state.exchanges,
    visibleTo: (user, channel) => visibleTo(state, user, channel),
    openModal: (user) => state.modals.get(user),
    dmWith: (user) => state.dmWith(user).id,
    install: (user, installed = true) => {
      state.person(user).installed = installed;
    },
    removeGuild: (id = state.world.guilds.home.id) => {
      const guild = state.guilds.get(id);
      if (guild === undefined) return;
      guild.botIsMember = false;
      state.commands.delete(id);
      state.dispatch('GUILD_DELETE', { id });
      state.notify({ kind: 'guild' });
    },
    useEndpoint: (to, path = '/discord/interactions') =>
      tryEndpoint({ deliver: typeof to === 'string' ? overHttp(to) : to, path }),
    useGateway: () => {
      way.endpoint = undefined;
    },
    ping: () => (way.endpoint === undefined ? Promise.resolve([]) : tryEndpoint(way.endpoint)),
    fail: (rule) => failures.add(rule),
    mend: () => failures.clear(),
    onChange,
    until: (ready) =>
      new Promise((resolve) => {
        const look = (): void => {
          const value = ready();
          if (value === undefined || value === null || value === false) return;
          stop();
          resolve(value);
        };
        const stop = onChange(look);
        look();
      }),
    close: async () => {
      way.abandoned.abort();
      await gateway.close();
      await server.close();
    },
  };
}
