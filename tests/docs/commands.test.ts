import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import { startSlack } from '../../adapters/playground/slack/slack.ts';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import { startDynamodb } from '../kit/dynamodb.ts';
import { CLI, type Ended, MAIN, run, startServer } from '../kit/process.ts';

/** Every command that the pages tell people to type is run here, or it is said why it cannot be. */

const ROOT = join(import.meta.dirname, '../..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
];

/** A line that somebody may type. */
const COMMAND = /^(?:[A-Z_]+=\S+ )*(?:npm|npx|docker|kubectl|sam|aws|simile|node) /;

function commandsIn(page: string): string[] {
  const found: string[] = [];
  const walk = (node: Nodes) => {
    if (node.type === 'inlineCode') found.push(node.value);
    if (node.type === 'code' && node.lang !== 'yaml')
      found.push(...node.value.replaceAll(/\\\n\s*/g, '').split('\n'));
    if ('children' in node) node.children.forEach(walk);
  };
  walk(fromMarkdown(readFileSync(join(ROOT, page), 'utf8')));
  return found
    .filter((line) => COMMAND.test(line))
    .map((line) => line.replace(/ {2,}.*$/, '').replace(/^npm run -s simile -- /, 'simile '));
}

/** An empty folder, as somebody's own. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'simile-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** Runs `simile` with the words of a line. */
function simile(line: string, environment: Record<string, string> = {}, cwd = ROOT): Promise<Ended> {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return run(CLI, words.slice(1), '', environment, cwd);
}

/** A server with these variables, up and told to stop. */
async function served(environment: Record<string, string>): Promise<Ended> {
  const server = await startServer({ SIMILE_STORE: 'memory:', ...environment });
  server.child.kill('SIGTERM');
  return server.ended;
}

async function onSlack(secret: 'SLACK_APP_TOKEN' | 'SLACK_SIGNING_SECRET'): Promise<Ended> {
  const slack = await startSlack();
  onTestFinished(() => slack.stop());
  const secrets = { SLACK_APP_TOKEN: slack.appToken, SLACK_SIGNING_SECRET: slack.signingSecret };
  return served({ SLACK_BOT_TOKEN: 'xoxb-x', SLACK_API_URL: slack.apiUrl, [secret]: secrets[secret] });
}

async function discordVariables(): Promise<Record<string, string>> {
  const discord = await startDiscord();
  onTestFinished(() => discord.close());
  const { botToken, appId, apiUrl } = discord;
  return { DISCORD_TOKEN: botToken, DISCORD_APPLICATION_ID: appId, DISCORD_API_URL: apiUrl };
}

/** Variables of an empty store in a file. */
async function storeVariables(path: string): Promise<Record<string, string>> {
  mkdirSync(join(path, 'data'));
  await openSqlite(join(path, 'data/simile.db'), Date.now).close();
  return { SIMILE_STORE: 'sqlite:data/simile.db' };
}

const NPM = 'installs what this test runs on';
const TESTS = 'is these tests';
const LONG = 'takes minutes; each part of it has tests of its own';
const CONTAINER =
  'needs a container engine; npm run check:container builds the image and runs it so, without one';
const AWS = 'needs an AWS account; the template and the bundle have tests of their own';

const table: Record<string, string | ((line: string) => Promise<Ended>)> = {
  'npm ci': NPM,
  'npm ci && npm start': NPM,
  'npm ci && npm run build': NPM,
  'npm cit': TESTS,
  'npm test': TESTS,
  'npm start': () => run(MAIN, [], 'what is a container?\n'),
  'npm start -- --terminal': () => run(MAIN, ['--terminal'], 'what is a container?\n'),
  'npm run build': 'is what the tests on the bundle begin with (tests/kit/function.ts)',
  'npm run bench': LONG,
  'npm run bench -- cold': LONG,
  'npm run bench -- load': LONG,
  'npm run bench -- memory': LONG,
  'npm run bench -- daily': LONG,
  'npm run chaos': LONG,
  'npm run chaos -- daily': LONG,
  'npm run check:container': 'needs Debian and root',
  'SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… npm start': () => onSlack('SLACK_APP_TOKEN'),
  'SLACK_BOT_TOKEN=xoxb-… SLACK_SIGNING_SECRET=… npm start': () => onSlack('SLACK_SIGNING_SECRET'),
  'DISCORD_TOKEN=… DISCORD_APPLICATION_ID=… npm start': async () => served(await discordVariables()),
  'simile explain "what is a container?"': simile,
  'simile slack manifest': simile,
  'simile slack manifest --url https://YOUR-FUNCTION-URL': simile,
  'simile discord register': async (line) => simile(line, await discordVariables()),
  'simile doctor': (line) => simile(line, { SIMILE_STORE: 'memory:' }),
  'simile doctor --url https://YOUR-FUNCTION-URL':
    'asks an address of your own (tests/server/doctor.test.ts)',
  'simile map': (line) => simile(line, {}, folder()),
  'simile check': 'is run in tests/server/process.test.ts',
  'simile check --report': simile,
  'simile new "Dead-letter queue"': (line) => {
    const path = folder();
    mkdirSync(join(path, 'content/concepts'), { recursive: true });
    return simile(line, {}, path);
  },
  'simile preview content/concepts/dead-letter-queue.yaml': simile,
  'simile preview content/concepts/YOURS.yaml': 'stands for any file, as the one above',
  'simile forget --user ID': async (line) => {
    const path = folder();
    return simile(line, await storeVariables(path), path);
  },
  'simile backup FILE': async (line) => {
    const path = folder();
    return simile(line, await storeVariables(path), path);
  },
  'simile move --from sqlite:data/simile.db --to dynamodb:simile': async (line) => {
    const [path, dynamodb] = [folder(), await startDynamodb()];
    onTestFinished(() => dynamodb.stop());
    await Promise.all([storeVariables(path), dynamodb.create('simile')]);
    const account = { AWS_REGION: 'local', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    return simile(line, { ...account, AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint }, path);
  },
  'docker build --tag simile .': CONTAINER,
  'docker compose -f deploy/compose.yaml up --detach': CONTAINER,
  'docker compose -f deploy/compose.yaml exec simile /nodejs/bin/node simile.mjs doctor': CONTAINER,
  'docker run --detach --name simile --env-file deploy/.env --volume simile:/data --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges --init simile':
    CONTAINER,
  "docker run --rm simile -p \"require('node:fs').readFileSync('sbom.json', 'utf8')\"": CONTAINER,
  'kubectl create secret generic simile --from-env-file=.env': 'needs a cluster',
  'aws ssm put-parameter --overwrite --type SecureString --name /simile/prod/SLACK_BOT_TOKEN --value xoxb-...':
    AWS,
  'aws ssm put-parameter --overwrite --type SecureString --name /simile/prod/SLACK_SIGNING_SECRET --value ...':
    AWS,
  'aws ssm put-parameter --overwrite --type SecureString --name /simile/prod/DISCORD_TOKEN --value ...': AWS,
  'sam delete --stack-name simile': AWS,
  'sam deploy --template-file deploy/template.yaml --stack-name simile --resolve-s3 --capabilities CAPABILITY_IAM':
    AWS,
};

describe('The pages', () => {
  test('GIVEN every command they tell people to type THEN each is run here or left out for a reason, and none is made up', () => {
    const told = new Set(pages.filter((page) => page.endsWith('.md')).flatMap(commandsIn));
    expect([...told].sort()).toEqual(Object.keys(table).sort());
  });

  const runs = Object.entries(table).flatMap(([line, way]) =>
    typeof way === 'function' ? [{ line, way }] : [],
  );
  test.each(runs)('WHEN "$line" is typed THEN it does what it should', async ({ line, way }) => {
    const { code, out, err } = await way(line);
    expect(`${code} ${out}${err}`).toMatch(/^0 ./);
  });
});
