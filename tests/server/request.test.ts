import { describe, expect, onTestFinished, test } from 'vitest';
import { startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import { startSlack } from '../../adapters/playground/slack/slack.ts';
import { jsonLog } from '../../adapters/server/log.ts';
import { serve } from '../../adapters/server/serve.ts';
import type { Settings } from '../../adapters/server/settings.ts';
import { openStore } from '../../adapters/server/store.ts';
import { createSimile } from '../../src/simile.ts';
import { catalogData } from '../content.ts';
import { objectsWhere } from '../kit/seen.ts';

interface Line {
  event: string;
  request?: string;
}

/** A server whose log is read, and whose store cannot tell how people stand with concepts. */
async function listening(settings: Pick<Settings, 'slack' | 'discord'>) {
  const lines: Line[] = [];
  const connected = Promise.withResolvers<void>();
  const log = jsonLog(
    (line) => {
      lines.push(JSON.parse(line));
      if (lines.at(-1)?.event === 'connected') connected.resolve();
    },
    'info',
    Date.now,
  );
  const store = openStore({ kind: 'memory' }, Date.now);
  const broken = { ...store.progress, list: () => Promise.reject(new Error('The table is gone.')) };
  const simile = createSimile({
    catalog: catalogData,
    store: { ...store, progress: broken },
    random: () => 0.5,
    onError: (code, cause) => log('error', code, { cause: String(cause) }),
  });
  const server = await serve(
    { ...settings, host: '127.0.0.1', port: 0, logLevel: 'info' },
    { simile, now: Date.now, log },
  );
  onTestFinished(() => server.stop());
  await connected.promise;
  return { lines, port: server.port };
}

/** Asks two things at once on a way in. @returns what the platform calls the two requests, and the lines of the log */
const ways = {
  'Slack over HTTP': () => onSlack('http'),
  'Slack over Socket Mode': () => onSlack('socket'),
  'Discord over HTTP': () => onDiscord('http'),
  'Discord over the gateway': () => onDiscord('gateway'),
};

async function onSlack(way: 'http' | 'socket') {
  const slack = await startSlack();
  onTestFinished(() => slack.stop());
  const secret = way === 'http' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken };
  const { lines, port } = await listening({
    slack: { token: 'xoxb-stand-in', apiUrl: slack.apiUrl, ...secret },
  });
  if (way === 'http') slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  else await slack.socketMode.connected();
  await Promise.all([
    slack.type('ada', 'general', '/explain secret lambda'),
    slack.type('ben', 'general', '/me'),
  ]);
  const asked = objectsWhere(slack.exchanges, ({ trigger_id }) => typeof trigger_id === 'string');
  // Either may be answered first.
  const idOf = (typed: string) => String(asked.find(({ command }) => command === typed)?.trigger_id);
  return { lines, requests: ['/explain', '/me'].map(idOf) };
}

async function onDiscord(way: 'http' | 'gateway') {
  const discord = await startDiscord();
  onTestFinished(() => discord.close());
  const { lines, port } = await listening({
    discord: {
      token: discord.botToken,
      applicationId: discord.appId,
      apiUrl: discord.apiUrl,
      ...(way === 'http' ? { publicKey: discord.publicKey } : {}),
    },
  });
  if (way === 'http') await discord.useEndpoint(`http://127.0.0.1:${port}/discord/interactions`);
  const { ada, bo } = discord.world.people;
  const { general } = discord.world.channels;
  await Promise.all([
    discord.slash(ada.id, general.id, 'explain', { concept: 'secret lambda' }),
    discord.slash(bo.id, general.id, 'me'),
  ]);
  return { lines, requests: [...discord.state.interactions.values()].map(({ id }) => id) };
}

describe.each(Object.entries(ways))('%s', (_name, talk) => {
  test('GIVEN two requests at once, one of which fails inside WHEN the log is read THEN each line tells whose it is, and none what was typed', async () => {
    const { lines, requests } = await talk();
    const [explain = '', me = ''] = requests;
    const about = (request: string) =>
      lines.filter((line) => line.request === request).map(({ event }) => event);
    expect(about(explain)).toEqual(['answered']);
    expect(about(me)).toEqual(['command.me', 'answered']);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});
