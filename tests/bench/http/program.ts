import { execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DISCORD_PUBLIC_KEY, SLACK_SECRET } from './secrets.ts';

/** A server of its own process, as it runs in production. */
export interface Program {
  port: number;
  /** What it holds of the machine's memory now, in MB. */
  rss(): number;
  stop(): Promise<void>;
}

/** @param platforms where both platforms are called */
export async function startProgram(file: string, folder: string, platforms: string): Promise<Program> {
  const port = await freePort();
  const store = `sqlite:${join(folder, `${port}.db`)}`;
  const child = fork(file, { env: { ...settings(port, platforms), SIMILE_STORE: store } });
  const ended = once(child, 'exit');
  await serving(port);
  return {
    port,
    rss: () => rssOf(child.pid ?? 0),
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** With Docker or Podman, whichever is there; on the machine's own network, so that nothing stands between. */
export async function startContainer(image: string, platforms: string): Promise<Program> {
  const engine = ['docker', 'podman'].find(runs);
  if (!engine) throw new Error('Neither Docker nor Podman runs here. Leave out the image.');
  const port = await freePort();
  const name = `simile-load-${port}`;
  const variables = Object.entries(settings(port, platforms)).flatMap(([key, value]) => [
    '--env',
    `${key}=${value}`,
  ]);
  const hardened = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'all'];
  const options = ['run', '--rm', '--name', name, '--network', 'host', ...hardened, ...variables, image];
  const child = spawn(engine, options, { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = once(child, 'exit');
  await serving(port);
  const pid = Number(
    execFileSync(engine, ['inspect', '--format', '{{.State.Pid}}', name], { encoding: 'utf8' }),
  );
  return {
    port,
    rss: () => rssOf(pid),
    async stop() {
      execFileSync(engine, ['stop', name], { stdio: 'ignore' });
      await ended;
    },
  };
}

function settings(port: number, platforms: string): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SLACK_SECRET,
    SLACK_API_URL: platforms,
    DISCORD_TOKEN: 'x'.repeat(40),
    DISCORD_APPLICATION_ID: '1100000000000000001',
    DISCORD_PUBLIC_KEY,
    DISCORD_API_URL: platforms,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
  };
}

function runs(engine: string): boolean {
  try {
    execFileSync(engine, ['info'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function serving(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/healthz`);
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('It does not serve.');
}

function rssOf(pid: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1_000);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
