import { enableCompileCache } from 'node:module';
import { jsonLog } from '../server/log.ts';
import type { Settings } from '../server/settings.ts';

/** The playground as a program: until it is interrupted. */
export async function runPlayground(settings: Settings): Promise<void> {
  // Kept in the system's folder for temporary files: from the second start on it saves a third of the time.
  enableCompileCache();
  const { startPlayground } = await import('./main.ts');
  // What is asked and answered is on the page; here only what went wrong.
  const log = jsonLog((line) => process.stderr.write(line), 'warn', Date.now);
  const playground = await startPlayground({
    port: settings.port,
    log,
    ...(settings.content ? { team: settings.content } : {}),
    ...(settings.repository ? { repository: settings.repository } : {}),
  });
  console.log(`Simile's playground is at ${playground.address}`);
  console.log('Both platforms are played on this machine, and nothing leaves it. Ctrl+C ends.');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void playground.stop());
}
