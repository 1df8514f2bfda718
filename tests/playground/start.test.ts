import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });
const ROOT = join(import.meta.dirname, '../..');

/** The program as `npm start` runs it, with no variable set but the port. */
function start(args: readonly string[], port = 0): ChildProcess & { said: () => string } {
  const child = spawn(process.execPath, ['adapters/server/main.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', PORT: String(port) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  return Object.assign(child, { said: () => text });
}

function addressIn(text: string): string | undefined {
  return /playground is at (http:\/\/localhost:\d+)/.exec(text)?.[1];
}

async function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}

describe('GIVEN the program with no platform configured', () => {
  test('WHEN the playground is asked for THEN it prints its address, serves the page, and ends when told', async () => {
    const program = start(['--playground']);
    const address = await vi.waitUntil(() => addressIn(program.said()), { timeout: 20_000 });
    const page = await fetch(address);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<title>Simile playground</title>');
    const over = ended(program);
    program.kill('SIGTERM');
    expect(await over).toBe(0);
  });

  test('WHEN its port is taken THEN it prints another', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const program = start(['--playground'], port);
    const address = await vi.waitUntil(() => addressIn(program.said()), { timeout: 20_000 });
    expect(address).not.toBe(`http://localhost:${port}`);
    expect((await fetch(address)).status).toBe(200);
  });

  test.each([['piped'], ['--terminal']])('WHEN input is %s THEN it is the terminal chat', async (way) => {
    const program = start(way === 'piped' ? [] : [way]);
    const over = ended(program);
    program.stdin?.end('lambda\n');
    expect(await over).toBe(0);
    expect(program.said()).toContain('AWS Lambda');
    expect(program.said()).not.toContain('playground');
  });
});
