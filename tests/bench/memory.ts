import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildAll } from '../../adapters/build/bundle.ts';
import { type Discord, startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import { type Slack, startSlack } from '../../adapters/playground/slack/slack.ts';
import { bundlePeer } from './http/peer.ts';

/**
 * Memory at rest with both platforms on: the built server on Socket Mode and the gateway, beside a bundle of bare Bolt
 * and discord.js that says hello, each a process of its own, in turns before the same stand-ins.
 */
const ROUNDS = 7;
/** How long a program is left alone once it is connected, in milliseconds. */
const REST = 2_000;

type Memory = Pick<NodeJS.MemoryUsage, 'rss' | 'heapUsed' | 'external'>;

export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simile-memory-'));
  const [app] = (await buildAll(folder)).filter(({ program }) => program === 'app');
  if (!app) throw new Error('There is no bundle to measure.');
  const programs = {
    Simile: join(app.folder, 'server.mjs'),
    'Bolt and discord.js': await bundlePeer(join(import.meta.dirname, 'memory/hello.ts'), folder),
  };
  const [slack, discord] = [await startSlack(), await startDiscord()];
  const seen: Record<string, Memory[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, file] of Object.entries(programs)) {
      seen[name] ??= [];
      seen[name].push(await atRest(file, slack, discord));
    }
  }
  await Promise.all([slack.stop(), discord.close()]);
  rmSync(folder, { recursive: true });

  console.log(`Both platforms on, at rest, after a collection; median of ${ROUNDS} in turns, MB:`);
  for (const [name, all] of Object.entries(seen)) {
    const of = (what: keyof Memory) => (middle(all.map((one) => one[what])) / 1e6).toFixed(1).padStart(6);
    console.log(`${name.padEnd(20)} RSS ${of('rss')}  heap ${of('heapUsed')}  outside it ${of('external')}`);
  }
}

async function atRest(file: string, slack: Slack, discord: Discord): Promise<Memory> {
  const child = fork(file, {
    execArgv: ['--expose-gc', '--import', join(import.meta.dirname, 'memory/probe.mjs')],
    env: {
      SLACK_BOT_TOKEN: slack.workspace.bot.token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.botToken,
      DISCORD_APPLICATION_ID: discord.appId,
      DISCORD_API_URL: discord.apiUrl,
      SIMILE_STORE: 'sqlite::memory:',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  });
  try {
    await discord.until(() => discord.gateway.connected > 0);
    await sleep(REST);
    child.send('memory');
    const memory: Memory = (await once(child, 'message'))[0];
    return memory;
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
