import { Command } from 'commander';
import { commands } from '../../src/commands/all.ts';
import { describeFault } from '../../src/concepts/fault.ts';
import { createSimile, type Simile } from '../../src/simile.ts';
import { loadCatalog } from '../files/catalog.ts';
import { manifest } from '../slack/manifest.ts';
import { askOnce, batch, listConcepts } from '../terminal/batch.ts';
import { terminalInvocation } from '../terminal/invocation.ts';
import { renderTerminal } from '../terminal/render.ts';
import { addStateCommands } from './cli-state.ts';
import { addContentCommands } from './content-commands.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { readSettings } from './settings.ts';
import { openStore } from './store.ts';

/** The `simile` command: the bot's own commands in the terminal, and what operators and writers need. */

const program = new Command('simile')
  .description('Explains cloud concepts by likeness.')
  .showHelpAfterError();
const now = Date.now;
const today = () => new Date(now()).toISOString().slice(0, 10);

async function open(): Promise<Simile> {
  const { settings } = readSettings(process.env);
  const { data, faults } = await loadCatalog(today(), settings.content);
  for (const fault of faults) console.error(describeFault(fault));
  return createSimile({
    catalog: data,
    store: openStore(settings.store ?? { kind: 'memory' }, now),
    random: Math.random,
    ...(settings.repository ? { repository: settings.repository } : {}),
    onError: (code, cause) => console.error(code, cause),
  });
}

async function say(command: string, text: string): Promise<void> {
  const simile = await open();
  const reply = await simile.respond(terminalInvocation(command, simile.read(command, text), now()));
  console.log(renderTerminal(reply).text);
}

program
  .command('explain')
  .description('explain a concept, or two beside each other')
  .argument('[question...]')
  .option('--json', 'one JSON object instead of text')
  .option('--batch', 'one question a line on standard input, one JSON object a line out')
  .action(async (words: string[], { json, batch: many }: { json?: true; batch?: true }) => {
    if (many) return batch(await open(), process.stdin, process.stdout, now);
    const question = words.join(' ');
    if (json) return console.log(JSON.stringify(await askOnce(await open(), question, now())));
    return say('explain', question);
  });

for (const name of ['compare', 'topics']) {
  program
    .command(name)
    .description(
      name === 'compare' ? 'show concepts side by side: ecs vs eks' : 'look through what there is to learn',
    )
    .argument('[words...]')
    .action((words: string[]) => say(name, words.join(' ')));
}

program
  .command('list')
  .description('every concept held, in learning order')
  .option('--json', 'as JSON, with id, title, other names and topic')
  .action(async ({ json }: { json?: true }) => {
    const concepts = listConcepts(await open());
    console.log(
      json
        ? JSON.stringify(concepts, null, 1)
        : concepts.map(({ id, title }) => `${id}  ${title}`).join('\n'),
    );
  });

program
  .command('slack')
  .description('what Slack needs to know')
  .command('manifest')
  .description('print the app manifest, to paste at api.slack.com/apps')
  .option('--url <address>', 'public https address, for signed HTTP instead of Socket Mode')
  .action((options: { url?: string }) => console.log(JSON.stringify(manifest(commands, options), null, 2)));

addContentCommands(program, now);
addStateCommands(program, now);
addOperatorCommands(program, now);

await program.parseAsync();
