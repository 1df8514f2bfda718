import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { isObject, type Json } from './check/checker.ts';
import type { State } from './state.ts';
import { guildCreate, wireBot } from './wire.ts';

/** Gateway opcodes and close codes (topics/opcodes-and-status-codes#gateway). */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;
const CLOSE = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSeq: 4007,
  invalidShard: 4010,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

const HEARTBEAT_MS = 41_250;
const GUILDS = 1;
/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT, which are off until switched on (events/gateway). */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const KNOWN_INTENTS = 0b11_0011_0001_1111_1111_1111_1111;

/** Which part of the guilds a session is for: `[id, count]` (events/gateway#sharding). */
type Shard = readonly [number, number];

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  /** Every dispatch so far, so that a resuming client can have those it missed. */
  readonly events: Json[];
  socket: WebSocket | undefined;
}

/** The gateway: JSON, no compression. */
export class Gateway {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly sessions = new Map<string, Session>();
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    this.server.handleUpgrade(request, socket, head, (client) => this.greet(client));
  };

  /** How many bots are connected and identified. */
  get connected(): number {
    return this.live().length;
  }

  get sessionIds(): string[] {
    return [...this.sessions.keys()];
  }

  /** The shards that are connected, as `id/count`. */
  get shards(): string[] {
    return this.live().map(({ session }) => session.shard.join('/'));
  }

  /** Sends an event to every session of its shard; one that is away gets it when it resumes. */
  dispatch(event: string, data: Json): void {
    const guild = event.startsWith('GUILD_') ? data.id : data.guild_id;
    for (const session of this.sessions.values()) {
      if (event.startsWith('GUILD_') && (session.intents & GUILDS) === 0) continue;
      if (!isOf(session.shard, guild)) continue;
      this.push(session, event, data);
    }
  }

  /** Asks every client to reconnect and resume (opcode 7). */
  reconnect(): void {
    this.note('RECONNECT');
    for (const { socket } of this.live()) this.send(socket, { op: OP.reconnect, d: null });
  }

  /** Closes every connection: with a code, or without a word as when the line is cut. */
  drop(code?: number): void {
    this.note(code === undefined ? 'connection cut' : `closed with ${code}`);
    for (const { socket } of this.live()) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  /** Forgets all sessions, so that a RESUME is answered INVALID_SESSION. */
  forgetSessions(): void {
    this.sessions.clear();
  }

  close(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    this.sessions.clear();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private live(): { readonly session: Session; readonly socket: WebSocket }[] {
    return [...this.sessions.values()].flatMap((session) =>
      session.socket === undefined ? [] : [{ session, socket: session.socket }],
    );
  }

  private note(title: string): void {
    this.state.record('gateway', title, undefined);
    this.state.notify({ kind: 'gateway' });
  }

  private greet(client: WebSocket): void {
    this.send(client, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } });
    client.on('message', (data) => this.receive(client, data));
    client.on('error', () => client.terminate());
    client.on('close', (code) => {
      for (const session of this.sessions.values()) {
        if (session.socket !== client) continue;
        session.socket = undefined;
        // A client that says goodbye does not come back.
        if (code === 1_000 || code === 1_001) this.sessions.delete(session.id);
      }
      this.state.notify({ kind: 'gateway' });
    });
  }

  private receive(client: WebSocket, data: RawData): void {
    const frame = parse(data);
    if (frame === undefined) {
      client.close(CLOSE.decodeError);
      return;
    }
    const identified = this.live().some(({ socket }) => socket === client);
    switch (frame.op) {
      case OP.heartbeat:
        this.send(client, { op: OP.ack, d: null });
        return;
      case OP.identify:
        if (identified) client.close(CLOSE.alreadyAuthenticated);
        else this.identify(client, isObject(frame.d) ? frame.d : {});
        return;
      case OP.resume:
        this.resume(client, isObject(frame.d) ? frame.d : {});
        return;
      case OP.presence:
      case OP.voice:
      case OP.members:
        if (!identified) client.close(CLOSE.notAuthenticated);
        return;
      default:
        client.close(CLOSE.unknownOpcode);
    }
  }

  private identify(client: WebSocket, { token, intents, shard = [0, 1] }: Json): void {
    const wanted = Number(intents);
    const known = typeof intents === 'number' && (wanted & ~KNOWN_INTENTS) === 0;
    if (token !== this.state.botToken) client.close(CLOSE.authenticationFailed);
    else if (!known) client.close(CLOSE.invalidIntents);
    else if ((wanted & PRIVILEGED) !== 0) client.close(CLOSE.disallowedIntents);
    else if (!isShard(shard)) client.close(CLOSE.invalidShard);
    else this.begin(client, wanted, shard);
  }

  private begin(socket: WebSocket, intents: number, shard: Shard): void {
    const session: Session = { id: this.state.ids.token(), intents, shard, events: [], socket };
    this.sessions.set(session.id, session);
    const guilds = [...this.state.guilds.values()].filter(
      ({ id, botIsMember }) => botIsMember && isOf(shard, id),
    );
    this.push(session, 'READY', {
      v: 10,
      user: { ...wireBot(this.state), verified: true, mfa_enabled: false },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.state.gatewayUrl,
      session_type: 'normal',
      private_channels: [],
      presences: [],
      relationships: [],
      shard,
      application: { id: this.state.appId, flags: 0 },
    });
    if ((intents & GUILDS) !== 0) {
      for (const guild of guilds) this.push(session, 'GUILD_CREATE', guildCreate(this.state, guild));
    }
    this.note('READY');
  }

  private resume(socket: WebSocket, { token, session_id, seq }: Json): void {
    const session = this.sessions.get(String(session_id));
    if (token !== this.state.botToken) socket.close(CLOSE.authenticationFailed);
    else if (session === undefined) this.send(socket, { op: OP.invalidSession, d: false });
    else if (typeof seq !== 'number' || seq > session.events.length) socket.close(CLOSE.invalidSeq);
    else {
      session.socket = socket;
      for (const event of session.events.slice(seq)) this.send(socket, event);
      this.push(session, 'RESUMED', {});
      this.note('RESUMED');
    }
  }

  private push(session: Session, event: string, data: Json): void {
    const frame = { op: OP.dispatch, t: event, s: session.events.length + 1, d: data };
    session.events.push(frame);
    if (session.socket !== undefined) this.send(session.socket, frame);
  }

  private send(client: WebSocket, frame: Json): void {
    client.send(JSON.stringify(frame));
  }
}

function isShard(value: unknown): value is Shard {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(Number.isInteger)) return false;
  return value[0] >= 0 && value[0] < value[1];
}

/** Whether a guild's events go to a shard; direct messages go to the first. */
function isOf([id, count]: Shard, guild: unknown): boolean {
  return typeof guild === 'string' ? Number((BigInt(guild) >> 22n) % BigInt(count)) === id : id === 0;
}

function parse(data: RawData): Json | undefined {
  try {
    const frame: unknown = JSON.parse(String(data));
    return isObject(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}
