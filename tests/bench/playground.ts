import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, slack } from '../playground/page/kit/window.ts';

const ROOT = join(import.meta.dirname, '../..');
const STARTS = 5;

/**
 * `npm run bench -- playground [start|memory]`: the time from `npm start` to the first page, beside the terminal's first
 * answer from the same command, and the server's memory over 10,000 scripted messages.
 */
export async function bench(options: readonly string[]): Promise<void> {
  const [only] = options;
  if (only !== 'memory') await starts();
  if (only !== 'start') await memory();
}

async function starts(): Promise<void> {
  const browser = await launch();
  // A page of its own each time, but not the browser's own start.
  const rounds: { served: number; drawn: number; terminal: number }[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const port = await freePort();
    const begin = performance.now();
    const since = () => Math.round(performance.now() - begin);
    const child = spawn('npm', ['start', '--', '--playground'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: String(port) },
      detached: true,
      stdio: 'ignore',
    });
    const address = `http://localhost:${port}`;
    // Asked now and then, not all the time: it needs the processor itself.
    while (!(await isServed(address))) await sleep(20);
    const served = since();
    const page = await browser.newPage();
    await page.goto(address);
    await slack(page).waitFor();
    const drawn = since();
    await page.close();
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
    rounds.push({ served, drawn, terminal: await terminalAnswer() });
  }
  await browser.close();
  const median = (of: 'served' | 'drawn' | 'terminal') =>
    rounds.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(STARTS / 2)];
  console.log(`From npm start, milliseconds, median of ${STARTS}:`);
  console.log(`  page served                        ${median('served')}`);
  console.log(
    `  both workspaces drawn in Chromium  ${median('drawn')}  (all: ${rounds.map((one) => one.drawn).join(', ')})`,
  );
  console.log(`  peer: --terminal, first answer     ${median('terminal')}`);
}

async function isServed(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/main.js`)).ok;
  } catch {
    return false;
  }
}

function terminalAnswer(): Promise<number> {
  const begin = performance.now();
  const child = spawn('npm', ['start', '--', '--terminal'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answered = new Promise<number>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('AWS Lambda')) resolve(Math.round(performance.now() - begin));
    });
  });
  child.stdin.end('lambda\n');
  return answered;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** In a process of its own, whose memory is nobody else's. */
async function memory(): Promise<void> {
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, 'playground/memory.ts')], {
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) process.exitCode = 1;
}
