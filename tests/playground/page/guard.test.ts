import { createServer, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Playground, startPlayground } from '../../../adapters/playground/main.ts';

interface Answered {
  status: number;
  body: string;
}

/** A request with whatever headers a stranger may send: `fetch` would not let them. */
function ask(
  address: string,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answered> {
  const { port } = new URL(address);
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
    let text = '';
    response.on('data', (chunk) => {
      text += chunk;
    });
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

describe('GIVEN a running playground', () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await startPlayground({ port: 0, log: () => {} });
  }, 30_000);
  afterAll(() => playground.stop());
  const act = JSON.stringify({
    person: 'ada',
    act: { kind: 'slack.type', channel: 'C0GENERAL1', text: '/help' },
  });
  const own = () => ({ origin: playground.address, 'content-type': 'application/json' });

  test('WHEN its own page asks THEN it is answered', async () => {
    const shown = await ask(playground.address, '/shown?person=bo', {
      headers: { host: new URL(playground.address).host },
    });
    expect(shown.status).toBe(200);
    expect(JSON.parse(shown.body)).toMatchObject({ person: 'bo', content: { faults: [] } });
    const host = new URL(playground.address).host;
    const done = await ask(playground.address, '/act', {
      method: 'POST',
      headers: { ...own(), host },
      body: act,
    });
    expect(done).toEqual({ status: 200, body: '{}' });
  });

  test.each<[string, { method?: string; headers: () => Record<string, string>; path?: string }]>([
    ['a name rebound to this machine', { headers: () => ({ host: 'evil.example:3000' }) }],
    ['the right name with another port', { headers: () => ({ host: 'localhost:1' }) }],
    ['a read from another site', { headers: () => ({ ...host(), origin: 'https://evil.example' }) }],
    ['an embedding by another site', { headers: () => ({ ...host(), 'sec-fetch-site': 'cross-site' }) }],
    [
      'an act from another site',
      { method: 'POST', headers: () => ({ ...own(), ...host(), origin: 'https://evil.example' }) },
    ],
    [
      'an act from another port of this machine',
      { method: 'POST', headers: () => ({ ...own(), ...host(), origin: 'http://localhost:1' }) },
    ],
    [
      'an act from nowhere',
      { method: 'POST', headers: () => ({ ...host(), 'content-type': 'application/json' }) },
    ],
    [
      'a form that needs no permission',
      { method: 'POST', headers: () => ({ ...own(), ...host(), 'content-type': 'text/plain' }) },
    ],
  ])('WHEN there comes %s THEN it is refused', async (_what, { method = 'GET', headers }) => {
    const before = playground.slack.exchanges.length;
    const path = method === 'POST' ? '/act' : '/shown?person=ada';
    const answered = await ask(playground.address, path, {
      method,
      headers: headers(),
      body: method === 'POST' ? act : '',
    });
    expect(answered.status).toBe(403);
    expect(playground.slack.exchanges.length).toBe(before);
  });

  test.each([
    ['no JSON', '{'],
    ['no act', '{"person":"ada","act":{"kind":"slack.burn"}}'],
    ['nobody of ours', '{"person":"eve","act":{"kind":"slack.home"}}'],
    [
      'a channel one is not in',
      '{"person":"cleo","act":{"kind":"slack.type","channel":"C0PLATFORM","text":"hi"}}',
    ],
    ['a clock that goes back', '{"person":"ada","act":{"kind":"clock.move","milliseconds":-1}}'],
  ])('WHEN an act names %s THEN it is refused in words', async (_what, body) => {
    const answered = await ask(playground.address, '/act', {
      method: 'POST',
      headers: { ...own(), ...host() },
      body,
    });
    expect(answered.status).toBe(409);
    expect(JSON.parse(answered.body)).toEqual({ error: expect.any(String) });
  });

  test('WHEN another address of this machine is tried THEN nobody listens there', async () => {
    const other = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    if (other === undefined) return;
    await expect(fetch(`http://${other}:${new URL(playground.address).port}/`)).rejects.toThrow();
  });

  test('WHEN its port is taken THEN another playground takes a free one', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    onTestFinished(() => void taken.close());
    const second = await startPlayground({ port, log: () => {} });
    onTestFinished(() => second.stop());
    expect(new URL(second.address).port).not.toBe(String(port));
    expect((await fetch(second.address)).status).toBe(200);
  }, 30_000);

  function host() {
    return { host: new URL(playground.address).host };
  }
});
