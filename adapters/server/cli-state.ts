import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type { Clock } from '../../src/ports.ts';
import { move } from './move.ts';
import { describeSettingsFaults, readSettings, readStore, type StoreAddress } from './settings.ts';
import { openEngine, openStore, SERVER_STORE } from './store.ts';

/** What operators do with what is kept: back it up, move it, delete all about a person. */
export function addStateCommands(program: Command, now: Clock): void {
  program
    .command('backup')
    .description('copy the SQLite store into a new file, also while the bot runs')
    .argument('<file>', 'the new file')
    .action((file: string) =>
      orExplain(async () => {
        const address = configured();
        if (address.kind === 'dynamodb')
          throw new Error(
            'A DynamoDB table is backed up by AWS (point-in-time recovery), or copied with "simile move".',
          );
        if (address.kind === 'memory')
          throw new Error('What is kept in memory cannot be backed up. Name a file in SIMILE_STORE.');
        const { backupSqlite } = await import('../sqlite/backup.ts');
        backupSqlite(address.path, file);
        console.log(`Backed up ${address.path} to ${file}.`);
      }),
    );

  program
    .command('move')
    .description('copy everything from one store to another; broken off, it goes on where it stopped')
    .requiredOption('--from <store>', 'as in SIMILE_STORE: sqlite:PATH or dynamodb:TABLE')
    .requiredOption('--to <store>', 'an empty one')
    .action(({ from, to }: { from: string; to: string }) =>
      orExplain(() => moveAll(address(from), address(to), now)),
    );

  program
    .command('forget')
    .description('delete all that is kept about a person')
    .requiredOption('--user <id>', 'the id that Slack or Discord has for them')
    .option('--workspace <id>', 'only in this workspace or server')
    .action(({ user, workspace }: { user: string; workspace?: string }) =>
      orExplain(async () => {
        const store = openStore(configured(), now);
        const removed = await store.forget(user, workspace);
        await store.close();
        console.log(`Deleted ${removed} ${removed === 1 ? 'record' : 'records'}.`);
      }),
    );
}

/** @throws when SIMILE_STORE names no store: another one must not be taken for it */
function configured(): StoreAddress {
  const { settings, faults } = readSettings(process.env);
  const wrong = faults.filter(({ variable }) => variable === 'SIMILE_STORE');
  if (wrong.length > 0) throw new Error(describeSettingsFaults(wrong));
  return settings.store ?? SERVER_STORE;
}

function address(text: string): StoreAddress {
  const read = readStore(text);
  if (!read) throw new Error(`"${text}" names no store. Use sqlite:PATH or dynamodb:TABLE.`);
  return read;
}

async function moveAll(from: StoreAddress, to: StoreAddress, now: Clock): Promise<void> {
  const [source, target] = [await openEngine(from, now), await openEngine(to, now)];
  const bar = new SingleBar({ format: '{bar} {value} of {total} records', hideCursor: true });
  bar.start(0, 0);
  try {
    const kinds = await move(source, target, (moved, all) => {
      bar.setTotal(all);
      bar.update(moved);
    });
    bar.stop();
    for (const kind of kinds) console.log(`${kind.kind}: ${kind.from} there, ${kind.to} here`);
    if (kinds.some((kind) => kind.from !== kind.to))
      throw new Error('The counts differ. Was the bot running? Stop it and move again into an empty store.');
    console.log('Everything is there. Now name the new store in SIMILE_STORE.');
  } finally {
    bar.stop();
    await Promise.all([source.close(), target.close()]);
  }
}

async function orExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  }
}
