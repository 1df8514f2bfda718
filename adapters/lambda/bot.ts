import { writeSync } from 'node:fs';
import type { Clock, Log } from '../../src/ports.ts';
import { createSimile, type Simile } from '../../src/simile.ts';
import type { Patience } from '../dynamodb/engine.ts';
import { readCatalog } from '../files/compiled.ts';
import { jsonLog } from '../server/log.ts';
import type { Measure } from '../server/measures.ts';
import { observed } from '../server/observed.ts';
import {
  describeSettingsFaults,
  readSettings,
  type Settings,
  type SettingsFault,
} from '../server/settings.ts';
import { openStore } from '../server/store.ts';
import { embeddedMetrics } from './metrics.ts';
import { withSecrets } from './secrets.ts';
import { createWakes, type Wakes } from './wakes.ts';

/** What every handler stands on. */
export interface Bot {
  settings: Settings;
  simile: Simile;
  /** The address of the queue that "work" reads. */
  queue: string;
  /** What was saved with a due time; sent before a handler answers, because nothing runs behind an answer. */
  wakes: Wakes;
  measure: Measure;
  now: Clock;
  log: Log;
}

/**
 * Starts the bot of one function instance.
 * @param patience with the table, where somebody waits for the answer
 * @throws when a setting is missing or wrong, naming all of them: Lambda shows it as the reason of a failed start
 */
export async function startBot(
  environment: Readonly<Record<string, string | undefined>>,
  patience?: Patience,
): Promise<Bot> {
  // No function can hold a socket open, so the token for one is nothing to it.
  const given: Readonly<Record<string, string | undefined>> = {
    ...(await withSecrets(environment)),
    SLACK_APP_TOKEN: undefined,
    SIMILE_CONTENT: undefined,
  };
  const { settings, faults } = readSettings(given);
  const all = [...faults, ...missingHere(settings, given)];
  if (all.length > 0) throw new Error(describeSettingsFaults(all));
  const now = Date.now;
  // Lambda reads the file descriptor; the stream around it would cost a cold start some 10 ms.
  const write = (line: string) => void writeSync(1, line);
  const log = jsonLog(write, settings.logLevel, now);
  const measure = embeddedMetrics(write, now);
  const catalog = readCatalog(import.meta.dirname);
  if (!catalog) throw new Error('The bundle has no catalog.json beside it; "npm run build" makes both.');
  const queue = given.SIMILE_QUEUE ?? '';
  const wakes = createWakes(queue, now, log);
  const simile = createSimile({
    catalog,
    store: openStore(settings.store ?? { kind: 'memory' }, now, {
      measure,
      onSaved: wakes.note,
      ...(patience ? { patience } : {}),
    }),
    random: Math.random,
    ...(settings.repository ? { repository: settings.repository } : {}),
    onError: (code, cause) =>
      log('error', code, { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
  });
  return { settings, simile: observed(simile, measure, log, now), queue, wakes, measure, now, log };
}

/** What a function needs beyond what the server does. */
function missingHere(
  { slack, discord, store }: Settings,
  given: Readonly<Record<string, string | undefined>>,
): SettingsFault[] {
  const faults: SettingsFault[] = [];
  if (discord && !discord.publicKey && !given.DISCORD_PUBLIC_KEY)
    faults.push({
      variable: 'DISCORD_PUBLIC_KEY',
      problem: 'is missing: Discord reaches a function over signed HTTP only',
      fix: 'Copy the Public Key from "General Information" in the Discord Developer Portal.',
    });
  if (!slack && !discord && !given.SLACK_BOT_TOKEN)
    faults.push({
      variable: 'SLACK_BOT_TOKEN',
      problem: 'is missing, and so is all of Discord: there is nobody to answer',
      fix: 'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or DISCORD_TOKEN, DISCORD_APPLICATION_ID and DISCORD_PUBLIC_KEY.',
    });
  if (store?.kind !== 'dynamodb')
    faults.push({
      variable: 'SIMILE_STORE',
      problem: 'names no DynamoDB table: a function’s own disk and memory are gone with it',
      fix: 'Use dynamodb:TABLE, as in dynamodb:simile.',
    });
  if (!given.SIMILE_QUEUE)
    faults.push({
      variable: 'SIMILE_QUEUE',
      problem: 'is missing: what is due at a time goes through a queue',
      fix: 'Set it to the address of the SQS queue that "work" reads.',
    });
  return faults;
}
