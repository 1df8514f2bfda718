import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { realClock } from '../../../adapters/playground/discord/ids.ts';
import { type Discord, startDiscord } from '../../../adapters/playground/discord/stand-in.ts';
import { type Slack, startSlack } from '../../../adapters/playground/slack/slack.ts';
import type { Settings, StoreAddress } from '../../../adapters/server/settings.ts';
import { openStore } from '../../../adapters/server/store.ts';
import type { Place } from '../../../src/commands/command.ts';
import { setUp } from '../../../src/daily/manage.ts';
import type { Store as KeptStore } from '../../../src/store.ts';
import { catalogData } from '../../content.ts';
import { type LocalDynamodb, startDynamodb } from '../../kit/dynamodb.ts';
import type { ChaosSettings } from './arena.ts';
import type { Orders } from './bot.ts';
import { type Pace, timeAt } from './clock.ts';
import { slowLine } from './line.ts';

export type Store = StoreAddress;

export interface Channel {
  place: Place;
  zone: string;
  /** Minutes after midnight. */
  time: number;
}

/** Two platforms, a store and channels that want their concept: all that outlives a process of the bot. */
export interface ChaosWorld {
  slack: Slack;
  discord: Discord;
  store: KeptStore;
  channels: Channel[];
  /** Where the processes' files lie, gone when it is closed. */
  folder: string;
  environment: Record<string, string>;
  dynamodb?: LocalDynamodb;
  /** Takes SQLite's one lock for writing, for so many milliseconds. @returns whether there is one */
  holdLock(milliseconds: number): boolean;
  close(): Promise<void>;
}

/** All of them are due within a minute or two, wherever they are; the first Sunday has summer time end in Europe. */
const ZONES = [
  { zone: 'Europe/Berlin', time: 9 * 60 + 30 },
  { zone: 'Africa/Lagos', time: 8 * 60 + 30 },
  { zone: 'Asia/Kolkata', time: 13 * 60 },
  { zone: 'Europe/London', time: 8 * 60 + 30 },
];

export async function openWorld(
  pace: () => Pace,
  { store: kind, channels: each, wakeEvery }: Pick<ChaosSettings, 'store' | 'channels' | 'wakeEvery'>,
  random: () => number,
): Promise<ChaosWorld> {
  const now = () => timeAt(pace());
  const folder = mkdtempSync(join(tmpdir(), 'simile-chaos-'));
  const catalog = join(folder, 'catalog.json');
  writeFileSync(catalog, JSON.stringify(catalogData));
  const numbers = Array.from({ length: each }, (_, index) => index);
  const slack = await startSlack({
    now,
    echo: false,
    workspaces: [
      { channels: numbers.map((index) => ({ id: `C0CHAOS${index}`, name: `chaos-${index}`, bot: true })) },
    ],
  });
  const discord = await startDiscord({ clock: { ...realClock, now } });
  const { general } = discord.world.channels;
  const rooms = numbers.map((index) => String(BigInt(general.id) + BigInt(index) + 1_000n));
  for (const id of rooms) discord.state.channels.set(id, { ...general, id, name: `chaos-${id}` });

  let dynamodb: LocalDynamodb | undefined;
  const environment: Record<string, string> = {};
  let address: Store = { kind: 'sqlite', path: join(folder, 'chaos.db') };
  if (kind === 'dynamodb') {
    dynamodb = await startDynamodb();
    await dynamodb.create('chaos');
    address = { kind: 'dynamodb', table: 'chaos' };
    Object.assign(environment, {
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      AWS_REGION: 'local',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    Object.assign(process.env, environment);
  }
  const store = openStore(address, now);
  const workspace = { slack: slack.workspace.team.id, discord: discord.world.guilds.home.id };
  const places: Place[] = numbers.flatMap((index) => [
    { platform: 'slack', workspace: workspace.slack, channel: `C0CHAOS${index}` },
    { platform: 'discord', workspace: workspace.discord, channel: rooms[index] ?? '' },
  ]);
  const channels = places.map((place, index): Channel => {
    const { zone, time } = ZONES[Math.floor(index / 2) % ZONES.length] ?? { zone: 'UTC', time: 450 };
    return { place, zone, time: time + (Math.floor(index / 8) % 2) };
  });
  for (const { place, zone, time } of channels)
    await setUp(
      store,
      place,
      { id: 'U0ADA00001', manages: true },
      { zone, time, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      now(),
    );

  const lines = await Promise.all([slack.apiUrl, discord.apiUrl].map((url) => slowLine(url, random)));
  const [slackUrl, discordUrl] = lines.map(({ address: url }) => url);
  const settings: Settings = {
    slack: {
      token: slack.workspace.bot.token,
      apiUrl: slackUrl ?? slack.apiUrl,
      signingSecret: slack.signingSecret,
    },
    discord: {
      token: discord.botToken,
      applicationId: discord.appId,
      apiUrl: discordUrl ?? discord.apiUrl,
      publicKey: discord.publicKey,
    },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
  };
  const orders: Orders = { settings, store: address, catalog, wakeEvery };
  const locks = address.kind === 'sqlite' ? new DatabaseSync(address.path) : undefined;

  return {
    slack,
    discord,
    store,
    channels,
    folder,
    environment: { ...environment, CHAOS_ORDERS: JSON.stringify(orders) },
    ...(dynamodb ? { dynamodb } : {}),
    holdLock(milliseconds) {
      try {
        locks?.exec('BEGIN IMMEDIATE');
      } catch {
        // Somebody writes just now.
        return false;
      }
      setTimeout(() => locks?.isOpen && locks.exec('ROLLBACK'), milliseconds);
      return locks !== undefined;
    },
    async close() {
      for (const line of lines) line.close();
      locks?.close();
      await store.close();
      await slack.stop();
      await discord.close();
      await dynamodb?.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
