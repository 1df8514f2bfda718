import { createSimile } from '../../src/simile.ts';
import { loadCatalog } from '../files/catalog.ts';
import { chat } from '../terminal/chat.ts';
import { jsonLog } from './log.ts';
import { serve } from './serve.ts';
import { describeSettingsFaults, readSettings } from './settings.ts';

/** The exit code for a configuration that cannot work (EX_CONFIG of sysexits.h). */
const EX_CONFIG = 78;

const { settings, faults } = readSettings(process.env);
if (faults.length > 0) {
  console.error(describeSettingsFaults(faults));
  process.exit(EX_CONFIG);
}

const now = Date.now;
const log = jsonLog((line) => process.stderr.write(line), settings.logLevel, now);
const { data, faults: contentFaults } = loadCatalog(
  new Date(now()).toISOString().slice(0, 10),
  settings.content,
);
for (const fault of contentFaults)
  log(fault.severity === 'error' ? 'error' : 'warn', 'content', { ...fault });
const simile = createSimile({
  catalog: data,
  ...(settings.repository ? { repository: settings.repository } : {}),
  onError: (code, cause) =>
    log('error', code, { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
});

if (settings.slack || settings.discord) {
  const server = await serve(settings, { simile, now, log });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.stop());
} else {
  await chat(
    simile,
    { input: process.stdin, output: process.stdout, interactive: process.stdin.isTTY === true },
    now,
  );
}
