import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundled } from '../kit/bundle.ts';
import { isHttpResult } from '../kit/function.ts';
import { type LambdaFunction, startFunction } from '../kit/runtime.ts';
import { isObject } from '../kit/seen.ts';

const SECRET = 'a-signing-secret-of-tests';
const keys = generateKeyPairSync('ed25519');
const publicKey = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');

const env = {
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_SIGNING_SECRET: SECRET,
  DISCORD_TOKEN: 'a-token-of-the-tests-only',
  DISCORD_APPLICATION_ID: '1100000000000000001',
  DISCORD_PUBLIC_KEY: publicKey,
  SIMILE_STORE: 'dynamodb:simile',
  SIMILE_QUEUE: 'http://127.0.0.1:1/000000000000/simile',
};

interface Sample {
  path: string;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

/** A sample event of AWS with its signature filled in, over the bytes as the platform sent them. */
function signedSample(name: string, secret = SECRET): Sample {
  const file = join(import.meta.dirname, `../contracts/samples/${name}.json`);
  const { event }: { event: Sample } = JSON.parse(readFileSync(file, 'utf8'));
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  const seconds = String(Math.floor(Date.now() / 1000));
  const slack = createHmac('sha256', secret)
    .update(`v0:${seconds}:${bytes.toString('utf8')}`)
    .digest('hex');
  const values: Record<string, string> = {
    'x-slack-request-timestamp': seconds,
    'x-slack-signature': `v0=${slack}`,
    'x-signature-timestamp': seconds,
    'x-signature-ed25519': sign(null, Buffer.concat([Buffer.from(seconds), bytes]), keys.privateKey).toString(
      'hex',
    ),
  };
  const headers = Object.entries(event.headers).map(([key, value]) => [
    key,
    values[key.toLowerCase()] ?? value,
  ]);
  return { ...event, headers: Object.fromEntries(headers) };
}

async function ask(one: LambdaFunction, event: unknown): Promise<{ status: number; body: string }> {
  const result = await one.invoke(event);
  if (!isHttpResult(result)) throw new Error(`No answer: ${JSON.stringify(result)}`);
  return { status: result.statusCode, body: result.body };
}

describe('A function of 128 MB under AWS’s own runtime client', () => {
  let one: LambdaFunction;
  beforeAll(async () => {
    one = await startFunction({ folder: await bundled('lambda'), handler: 'http.handler', env, memory: 128 });
  }, 120_000);
  afterAll(() => one.stop());

  test.each([
    'aws.function-url.slack-slash-command.base64',
    'aws.apigw-v1.slack-slash-command',
    'aws.apigw-v2.slack-slash-command',
  ])('GIVEN the event %s, signed, WHEN it arrives THEN what was typed is answered', async (name) => {
    const { status, body } = await ask(one, signedSample(name));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_type: 'ephemeral' });
    expect(body).toContain('CAP theorem');
  });

  test('GIVEN Discord’s check of the address WHEN it arrives THEN it is answered with a pong', async () => {
    expect(await ask(one, signedSample('aws.function-url.discord-ping'))).toEqual({
      status: 200,
      body: '{"type":1}',
    });
  });

  test.each(['aws.function-url.slack-slash-command.base64', 'aws.function-url.discord-ping'])(
    'GIVEN the event %s with a byte changed WHEN it arrives THEN it is refused with 401',
    async (name) => {
      const event = signedSample(name);
      const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
      const changed = Buffer.concat([bytes, Buffer.from(' ')]);
      const body = changed.toString(event.isBase64Encoded ? 'base64' : 'utf8');
      expect((await ask(one, { ...event, body })).status).toBe(401);
    },
  );

  test('GIVEN an answer WHEN the function is frozen and thawed THEN the next event is answered the same', async () => {
    const answers = [];
    for (let time = 0; time < 3; time++)
      answers.push(await ask(one, signedSample('aws.apigw-v2.slack-slash-command')));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(one.memory()).toBeLessThan(128);
  });

  test('GIVEN a path that is none WHEN it is asked for THEN it is not found, and nothing is told', async () => {
    const event = { ...signedSample('aws.apigw-v2.slack-slash-command'), rawPath: '/.env' };
    expect(await ask(one, event)).toEqual({ status: 404, body: 'Nothing here.' });
  });

  test('GIVEN what was asked and answered WHEN the log is read THEN it says what and how, and never the words or a token', async () => {
    await ask(one, signedSample('aws.apigw-v2.slack-slash-command'));
    const lines = one
      .logs()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): unknown => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ event: 'answered', command: 'explain' }));
    const metrics = lines.filter((line) => isObject(line) && '_aws' in line);
    expect(metrics).toContainEqual(
      expect.objectContaining({ simile_answers_total: 1, command: 'explain', outcome: 'none' }),
    );
    expect(one.logs()).not.toMatch(/CAP|theorem|xoxb|a-token-of/i);
  });
});

describe('A function that cannot start', () => {
  test.each([
    ['no variable at all', {}, ['SLACK_BOT_TOKEN', 'SIMILE_STORE', 'SIMILE_QUEUE']],
    ['a Slack token alone', { SLACK_BOT_TOKEN: 'xoxb-test' }, ['SLACK_SIGNING_SECRET']],
    [
      'a socket token, which no function can use',
      { ...env, SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-test' },
      ['SLACK_SIGNING_SECRET'],
    ],
    ['Discord without its key', { ...env, DISCORD_PUBLIC_KEY: '' }, ['DISCORD_PUBLIC_KEY']],
    ['a file to keep state in', { ...env, SIMILE_STORE: 'sqlite:/tmp/x.db' }, ['SIMILE_STORE', 'dynamodb:']],
  ])('GIVEN %s WHEN it starts THEN the reason names what is missing', async (_given, given, named) => {
    const starting = startFunction({ folder: await bundled('lambda'), handler: 'http.handler', env: given });
    const failure = await starting.then(
      async (started) => {
        await started.stop();
        return 'It started.';
      },
      (cause: unknown) => String(cause),
    );
    for (const name of named) expect(failure).toContain(name);
    expect(failure).not.toContain('xoxb-test');
  });
});

describe('A function with its secrets in the Parameter Store', () => {
  /** The Parameter Store, as far as reading a path goes. */
  async function parameterStore(answer: (asked: unknown) => { status: number; body: unknown }) {
    const asked: unknown[] = [];
    const server = createServer(async (request, response) => {
      const one: unknown = JSON.parse(await text(request));
      asked.push(one);
      const { status, body } = answer(one);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const given = { SIMILE_SECRETS: '/simile/prod', AWS_ENDPOINT_URL_SSM: endpoint };
    const { SIMILE_STORE, SIMILE_QUEUE } = env;
    return { asked, env: { ...given, SIMILE_STORE, SIMILE_QUEUE }, stop: () => server.close() };
  }

  test('GIVEN secrets below its path WHEN it starts and is asked twice THEN it read them once and answers', async () => {
    const { SIMILE_STORE: _, SIMILE_QUEUE: __, ...secrets } = env;
    const Parameters = Object.entries(secrets).map(([name, Value]) => ({
      Name: `/simile/prod/${name}`,
      Value,
      Type: 'SecureString',
    }));
    const parameters = await parameterStore(() => ({ status: 200, body: { Parameters } }));
    const one = await startFunction({
      folder: await bundled('lambda'),
      handler: 'http.handler',
      env: parameters.env,
    });
    for (let time = 0; time < 2; time++)
      expect((await ask(one, signedSample('aws.apigw-v2.slack-slash-command'))).status).toBe(200);
    expect(parameters.asked).toEqual([{ Path: '/simile/prod', WithDecryption: true }]);
    await one.stop();
    parameters.stop();
  });

  test('GIVEN a role that may not read them WHEN it starts THEN the reason names the right and the path', async () => {
    const denied = { __type: 'AccessDeniedException', message: 'not authorized' };
    const parameters = await parameterStore(() => ({ status: 400, body: denied }));
    const starting = startFunction({
      folder: await bundled('lambda'),
      handler: 'http.handler',
      env: parameters.env,
    });
    await expect(starting).rejects.toThrow(/below \/simile\/prod cannot be read.*ssm:GetParametersByPath/);
    parameters.stop();
  });
});
