import { execFileSync, spawn } from 'node:child_process';
import { createHmac, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Metafile } from 'esbuild';
import { DISCORD_PUBLIC_KEY, discordKey, SLACK_SECRET } from './http/secrets.ts';

/**
 * A cold start as a whole: a new process, a signed `/explain` in, the full card out; beside Bolt's own Lambda receiver
 * that says hello, bundled the same way, in turns. The aims are for a concept asked for by a name; what needs more of
 * the look-up is shown beside it.
 */
const ROUNDS = 31;
const AIMS = { Slack: 0.4, Discord: 0.3 };
const NAME = 'lambda';

interface Contender {
  name: string;
  file: string;
  event(): unknown;
}

export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simile-cold-'));
  execFileSync(process.execPath, [join(import.meta.dirname, 'cold/build.ts'), folder], { stdio: 'inherit' });
  const metafile = (name: string): Metafile => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const [lambda, peer] = [metafile('lambda'), metafile('bolt-hello')];
  const http = join(folder, 'lambda/http.mjs');
  const contenders: Contender[] = [
    { name: 'Bolt hello', file: join(folder, 'bolt-hello.mjs'), event: () => slackEvent(NAME) },
    { name: 'Slack', file: http, event: () => slackEvent(NAME) },
    { name: 'Discord', file: http, event: () => discordEvent(NAME) },
    { name: 'Slack, misspelt', file: http, event: () => slackEvent('lamdba') },
    { name: 'Discord, misspelt', file: http, event: () => discordEvent('lamdba') },
    { name: 'Discord, asked', file: http, event: () => discordEvent('what is the point of lambda?') },
    { name: 'bare Node', file: join(import.meta.dirname, 'cold/nothing.mjs'), event: () => slackEvent(NAME) },
  ];
  const took = new Map(contenders.map(({ name }) => [name, { ms: [0], kilobytes: [0] }]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const contender of contenders) {
      const { ms, kilobytes } = await start(contender);
      // The first round only fills the file cache.
      if (round === 1) took.set(contender.name, { ms: [], kilobytes: [] });
      took.get(contender.name)?.ms.push(ms);
      took.get(contender.name)?.kilobytes.push(kilobytes);
    }
  }
  const median = (name: string, what: 'ms' | 'kilobytes') => middle(took.get(name)?.[what] ?? []);
  const whole = median('Bolt hello', 'ms');
  console.log(`Median of ${ROUNDS} rounds in turn; ${load()}`);
  for (const { name } of contenders) {
    const ms = median(name, 'ms');
    const aim = name === 'Slack' || name === 'Discord' ? `  aim ${AIMS[name]}` : '';
    console.log(
      `${name.padEnd(18)} ${ms.toFixed(0).padStart(5)} ms  ${(median(name, 'kilobytes') / 1000).toFixed(0).padStart(4)} MB  ${(ms / whole).toFixed(2)} of Bolt hello${aim}`,
    );
  }
  console.log(`\nBolt hello: ${kb(totalOf(peer))} KB. Ours: ${kb(totalOf(lambda))} KB in all; loaded:`);
  shares('Slack', lambda, ['adapters/lambda/http.ts', 'adapters/lambda/slack.ts']);
  shares('Discord', lambda, ['adapters/lambda/http.ts']);
  for (const file of ['catalog.json', 'names.json', 'concepts.jsonl'])
    console.log(`${file} ${kb(statSync(join(folder, 'lambda', file)).size)} KB`);
  rmSync(folder, { recursive: true });
}

function load(): string {
  return `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors, Node ${process.version}.`;
}

/** @throws when it does not answer as it should */
async function start({ name, file, event }: Contender): Promise<{ ms: number; kilobytes: number }> {
  const input = JSON.stringify(event());
  const begun = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cold/answer.mjs'), file], {
    env: {
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: SLACK_SECRET,
      DISCORD_TOKEN: 'x'.repeat(40),
      DISCORD_APPLICATION_ID: '1100000000000000001',
      DISCORD_PUBLIC_KEY,
      SIMILE_STORE: 'dynamodb:bench',
      SIMILE_QUEUE: 'http://127.0.0.1:1/queue',
      LOG_LEVEL: 'error',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  const out = await text(child.stdout);
  const ms = performance.now() - begun;
  const { statusCode, body, kilobytes }: { statusCode: number; body: string; kilobytes: number } = JSON.parse(
    out.slice(out.lastIndexOf('\n')),
  );
  const expected = name === 'Bolt hello' ? 'hello' : name === 'bare Node' ? '' : 'The assistant hired';
  if (statusCode !== 200 || !body.includes(expected)) throw new Error(`${name}: ${statusCode} ${body}`);
  return { ms, kilobytes };
}

function slackEvent(text: string) {
  const body = new URLSearchParams({
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U2',
    command: '/explain',
    text,
    trigger_id: '1.1',
    response_url: 'http://127.0.0.1:1/none',
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SLACK_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return urlEvent('/slack/events', body, {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  });
}

function discordEvent(value: string) {
  const sample = join(import.meta.dirname, '../contracts/samples/discord.command.guild.json');
  const { body: interaction } = JSON.parse(readFileSync(sample, 'utf8'));
  interaction.data.name = 'explain';
  interaction.data.options = [{ type: 3, name: 'concept', value }];
  const body = JSON.stringify(interaction);
  const timestamp = String(Math.floor(Date.now() / 1000));
  return urlEvent('/discord/interactions', body, {
    'content-type': 'application/json',
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), discordKey).toString('hex'),
  });
}

function urlEvent(path: string, body: string, headers: Record<string, string>) {
  const http = { method: 'POST', path };
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: { requestId: '1', stage: '$default', http },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
}

/** What a path loads, by package, largest first. */
function shares(name: string, { inputs, outputs }: Metafile, entries: readonly string[]): void {
  const loaded = new Set<string>();
  const follow = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const one of outputs[file]?.imports ?? []) {
      if (one.kind === 'import-statement' && !one.external) follow(one.path);
    }
  };
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint && entries.includes(entryPoint)) follow(file);
  }
  const bytes = new Map<string, number>();
  for (const file of loaded) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
      const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'Simile';
      bytes.set(owner, (bytes.get(owner) ?? 0) + bytesInOutput);
    }
  }
  const all = [...bytes].toSorted((a, b) => b[1] - a[1]);
  const total = all.reduce((sum, [, size]) => sum + size, 0);
  const inputCount = Object.keys(inputs).length;
  console.log(`  ${name}: ${kb(total)} KB of ${inputCount} modules`);
  for (const [owner, size] of all) {
    if (size > 1000)
      console.log(
        `    ${owner.padEnd(28)} ${kb(size).padStart(5)} KB  ${((size / total) * 100).toFixed(0)} %`,
      );
  }
}

function totalOf({ outputs }: Metafile): number {
  return Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0);
}

function kb(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
