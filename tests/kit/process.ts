import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bundled } from './bundle.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Processes are of the bundle, as they are shipped: it starts in a third of the time that the sources take. */
const app = await bundled('app');
export const MAIN = join(app, 'server.mjs');
export const CLI = join(app, 'simile.mjs');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a program as its own process, with no variable of this one but the path. */
export function start(
  file: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  cwd = ROOT,
) {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const text = { out: '', err: '' };
  const waiting: { pattern: RegExp; resolve: (match: RegExpExecArray) => void }[] = [];
  const look = () => {
    for (const { pattern, resolve } of waiting) {
      const match = pattern.exec(text.err);
      if (match) resolve(match);
    }
  };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.err += chunk;
    look();
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...text })));
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve) => {
      waiting.push({ pattern, resolve });
      look();
    });
  return { child, ended, says };
}

export function run(
  file: string,
  args: readonly string[],
  input = '',
  environment: Record<string, string> = {},
  cwd = ROOT,
): Promise<Ended> {
  const { child, ended } = start(file, args, environment, cwd);
  child.stdin.end(input);
  return ended;
}

/** A server on its own port. @returns it, and its address */
export async function startServer(environment: Record<string, string>) {
  const server = start(MAIN, [], { HOST: '127.0.0.1', PORT: '0', ...environment });
  const [, port] = await server.says(/"event":"listening".*?"port":(\d+)/);
  await server.says(/"event":"connected"/);
  return { ...server, url: `http://127.0.0.1:${port}` };
}
