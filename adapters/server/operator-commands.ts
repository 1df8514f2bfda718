import type { Command } from 'commander';
import { commands } from '../../src/commands/all.ts';
import { describeSettingsFaults, readSettings, type Settings } from './settings.ts';
import { openStore, SERVER_STORE } from './store.ts';

/** What operators do before and beside the server. Each loads what it needs when it is asked for. */
export function addOperatorCommands(program: Command, now: () => number): void {
  program
    .command('doctor')
    .description('ask each platform, the store and the clock how they are; changes nothing')
    .option('--url <address>', 'where the platforms reach the bot, as https://example.com')
    .action(async ({ url }: { url?: string }) => {
      const settings = settingsOrExit();
      const { describeFindings, examine } = await import('./doctor.ts');
      const store = openStore(settings.store ?? SERVER_STORE, now);
      const address = url ? { address: url } : {};
      const findings = await examine({ settings, commands, store, now, ...address });
      await store.close();
      console.log(describeFindings(findings));
      if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
    });

  program
    .command('discord')
    .description('what Discord needs to know')
    .command('register')
    .description('tell Discord of the commands; a server does so when it starts')
    .action(async () => {
      const { discord } = settingsOrExit();
      if (!discord) {
        console.error('Set DISCORD_TOKEN and DISCORD_APPLICATION_ID first.');
        process.exitCode = 1;
        return;
      }
      const { REST } = await import('@discordjs/rest');
      const { register } = await import('../discord/registration.ts');
      const rest = new REST(discord.apiUrl ? { api: discord.apiUrl } : {}).setToken(discord.token);
      const sent = await register(rest, discord.applicationId, commands);
      console.log(sent ? 'Discord knows the commands now.' : 'Discord knew the commands already.');
    });
}

function settingsOrExit(): Settings {
  const { settings, faults } = readSettings(process.env);
  if (faults.length === 0) return settings;
  console.error(describeSettingsFaults(faults));
  process.exit(1);
}
