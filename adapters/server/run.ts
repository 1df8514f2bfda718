import { createSimile } from '../../src/simile.ts';
import { loadCatalog } from '../files/catalog.ts';
import { chat } from '../terminal/chat.ts';
import { jsonLog } from './log.ts';
import type { Measure } from './measures.ts';
import { EX_CONFIG, type Settings } from './settings.ts';
import { openStore, SERVER_STORE, type StoreOptions } from './store.ts';

/** How often the clock looks for what is due, in milliseconds. */
const WAKE_EVERY = 1_000;

/** How long what is under way may take once the process is told to stop, in milliseconds; hosts kill after ten seconds. */
const PATIENCE = 4_500;

/** A container whose variables did not arrive would end at once and say nothing. */
const NOTHING_SET = `Simile has nobody to answer: no platform is set, and nobody types.
  For Slack set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET.
  For Discord set DISCORD_TOKEN and DISCORD_APPLICATION_ID.`;

/** The server on the platforms that are configured; without one, a conversation in the terminal. */
export async function run(settings: Settings, interactive: boolean): Promise<void> {
  const speaks = settings.slack !== undefined || settings.discord !== undefined;
  const now = Date.now;
  const log = jsonLog((line) => process.stderr.write(line), settings.logLevel, now);
  const { data, faults: contentFaults } = await loadCatalog(
    new Date(now()).toISOString().slice(0, 10),
    settings.content,
  );
  for (const fault of contentFaults)
    log(fault.severity === 'error' ? 'error' : 'warn', 'content', { ...fault });
  const metrics = speaks ? (await import('./metrics.ts')).createMetrics() : undefined;
  const address = settings.store ?? (speaks ? SERVER_STORE : { kind: 'memory' });
  const store = openStore(address, now, metrics ? watched(metrics.measure) : {});
  const simile = createSimile({
    catalog: data,
    store,
    random: Math.random,
    ...(settings.repository ? { repository: settings.repository } : {}),
    onError: (code, cause) =>
      log('error', code, { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
  });

  if (metrics) {
    const { serve } = await import('./serve.ts');
    const server = serve(settings, {
      simile,
      now,
      elapsed: () => performance.now(),
      log,
      metrics,
      wakeEvery: WAKE_EVERY,
    });
    let signals = 0;
    const stop = async (signal: string) => {
      signals += 1;
      // Who asks twice does not want to wait.
      if (signals > 1) process.exit(1);
      log('info', 'stopping', { signal });
      setTimeout(() => {
        log('error', 'stopped late', { afterMs: PATIENCE });
        process.exit(1);
      }, PATIENCE);
      await (await server).stop();
      await store.close();
      process.exit();
    };
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);
    await server;
  } else {
    const read = await chat(simile, { input: process.stdin, output: process.stdout, interactive }, now);
    await store.close();
    if (read > 0 || interactive) return;
    console.error(NOTHING_SET);
    process.exitCode = EX_CONFIG;
  }
}

/** What is measured of the store: its time, and how long what is due waited for somebody to look. */
function watched(measure: Measure): StoreOptions {
  return { measure, onDue: (waited) => measure('simile_queue_seconds', waited, {}) };
}
