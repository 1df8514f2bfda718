import { describeSettingsFaults, EX_CONFIG, readSettings } from './settings.ts';

const { settings, faults } = readSettings(process.env);
if (faults.length > 0) {
  console.error(describeSettingsFaults(faults));
  process.exit(EX_CONFIG);
}

const speaks = settings.slack !== undefined || settings.discord !== undefined;
const asked = new Set(process.argv.slice(2));
const interactive = process.stdin.isTTY === true;
// The built program comes without the page: that is for whoever has the sources.
const hasPage = import.meta.filename.endsWith('.ts');
if (hasPage && !speaks && !asked.has('--terminal') && (interactive || asked.has('--playground'))) {
  const { runPlayground } = await import('../playground/run.ts');
  await runPlayground(settings);
} else {
  const { run } = await import('./run.ts');
  await run(settings, interactive);
}
