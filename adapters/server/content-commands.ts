import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { describeFault } from '../../src/concepts/fault.ts';
import { createSimile } from '../../src/simile.ts';
import { terminalInvocation } from '../terminal/invocation.ts';
import { openStore } from './store.ts';

/** What writers do with content. Each loads what it needs when it is asked for: an explanation waits for none of it. */
export function addContentCommands(program: Command, now: () => number): void {
  const today = () => new Date(now()).toISOString().slice(0, 10);

  program
    .command('check')
    .description('check the content; faults fail, doubts are said')
    .argument('[folder]', 'content folder', 'content')
    .option('--report', 'what there is of each topic, as a table')
    .action((folder: string, options: { report?: true }) => check(folder, today(), options.report === true));

  program
    .command('schema')
    .description('write the JSON Schemas for editors into the content folder')
    .action(async () => {
      const { editorSchemas } = await import('./schemas.ts');
      const { builtInFolder } = await import('../files/library.ts');
      for (const [name, schema] of Object.entries(editorSchemas)) {
        writeFileSync(join(builtInFolder, name), `${JSON.stringify(schema, null, 2)}\n`);
      }
    });

  program
    .command('map')
    .description('draw what requires what into docs/concept-map.svg')
    .action(async () => {
      const { compileLibrary } = await import('../files/library.ts');
      const { createCatalog } = await import('../../src/concepts/catalog.ts');
      const { conceptMap } = await import('./content/concept-map.ts');
      const file = 'docs/concept-map.svg';
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, conceptMap(createCatalog(compileLibrary(today()).data)));
      console.log(`Drew ${file}.`);
    });

  program
    .command('new')
    .description('write the skeleton of a concept, for you to fill in')
    .argument('<title>', 'its name in full, such as "Dead-letter queue"')
    .action(writeNew);

  program
    .command('preview')
    .description('show the card of a concept’s file as Slack and Discord would')
    .argument('<file>', 'such as content/concepts/container.yaml')
    .argument('[world]', 'the world of the likeness to show; the first one otherwise')
    .action((file: string, world?: string) => preview(file, world, now()));
}

async function check(folder: string, today: string, report: boolean): Promise<void> {
  const { checkContent } = await import('../../src/concepts/check.ts');
  const { contentFiles } = await import('../files/content.ts');
  const { library, faults } = checkContent(contentFiles(folder), today);
  for (const fault of faults) console.log(`${describeFault(fault)}\n`);
  if (report) console.log(`${(await import('./content/coverage.ts')).coverage(library)}\n`);
  const errors = faults.filter((fault) => fault.severity === 'error').length;
  console.log(`${library.entries.length} concepts, ${errors} errors, ${faults.length - errors} doubts.`);
  if (errors > 0) {
    process.exitCode = 1;
    return;
  }
  const { countPool } = await import('../../src/quiz/check.ts');
  const { questions, written, least } = countPool(library);
  console.log(
    `${questions} questions (${written} written, the rest made from structure), at least ${least} a concept.`,
  );
}

async function writeNew(title: string): Promise<void> {
  const { idOf, skeleton } = await import('./content/skeleton.ts');
  const id = idOf(title);
  if (id === '' || id.length > 40) {
    const why = id === '' ? 'no Latin letter or digit' : `${id.length} of the 40 letters an id may have`;
    return refuse(
      `“${title}” makes no id: it has ${why}. Use a shorter name here and put the whole one in the file.`,
    );
  }
  const file = `content/concepts/${id}.yaml`;
  if (!existsSync(dirname(file)))
    return refuse(`There is no folder ${dirname(file)} here. Run this in the folder that holds the content.`);
  if (existsSync(file))
    return refuse(`${file} is there already, and stays as it is. Open that one, or use another name.`);
  writeFileSync(file, skeleton(title), { flag: 'wx' });
  console.log(
    [
      `Wrote ${file}.`,
      `Fill it in, and add "${id}" to its topic in content/topics.yaml, at its place in the learning order.`,
      'Then: npm run -s simile -- check',
    ].join('\n'),
  );
}

/** A file of the built-in content among all of it; any other file as a team's own, beside it. */
async function preview(file: string, world: string | undefined, at: number): Promise<void> {
  if (!existsSync(file)) return refuse(`There is no file ${file}. Give the path of a concept's YAML file.`);
  const { checkContent } = await import('../../src/concepts/check.ts');
  const { compile } = await import('../../src/concepts/concept.ts');
  const { contentFiles } = await import('../files/content.ts');
  const { builtInFolder, builtInLibrary } = await import('../files/library.ts');
  const today = new Date(at).toISOString().slice(0, 10);
  const path = relative('.', resolve(file)).replaceAll('\\', '/');
  const inside = !relative(builtInFolder, resolve(file)).startsWith('..');
  const { library, faults } = inside
    ? checkContent(contentFiles(builtInFolder), today)
    : checkContent([{ path, text: readFileSync(file, 'utf8') }], today, builtInLibrary(today));
  const own = faults.filter((fault) => fault.file === path);
  for (const fault of own) console.log(`${describeFault(fault)}\n`);
  if (own.some((fault) => fault.severity === 'error')) process.exitCode = 1;
  const entry = library.entries.find((one) => one.file === path)?.value;
  if (!entry) return refuse(`${path} cannot be drawn before that is mended.`);
  const simile = createSimile({
    catalog: compile(library),
    store: openStore({ kind: 'memory' }, () => at),
    random: () => 0,
    onError: (code, cause) => console.error(code, cause),
  });
  const options = { concept: entry.id, in: world ?? entry.likenesses[0]?.world ?? '' };
  const reply = await simile.respond(terminalInvocation('explain', options, at));
  const { slackPreview, discordPreview } = await import('./content/preview.ts');
  const width = Math.min(process.stdout.columns ?? 100, 100);
  const rule = (name: string) => `── ${name} ${'─'.repeat(width - name.length - 4)}\n`;
  console.log(
    `${rule('Slack')}\n${slackPreview(reply, width)}\n${rule('Discord')}\n${discordPreview(reply, width)}`,
  );
}

function refuse(why: string): void {
  console.error(why);
  process.exitCode = 1;
}
