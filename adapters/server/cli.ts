import { Command } from 'commander';
import { describeFault } from '../../src/concepts/fault.ts';
import { readLibrary } from '../../src/concepts/library.ts';
import { contentFiles } from '../files/content.ts';

const program = new Command('simile').description('Explains cloud concepts by likeness.');

program
  .command('check')
  .description('check the content; faults fail, doubts are said')
  .argument('[folder]', 'content folder', 'content')
  .action((folder: string) => {
    const { library, faults } = readLibrary(contentFiles(folder), new Date().toISOString().slice(0, 10));
    for (const fault of faults) console.log(`${describeFault(fault)}\n`);
    const errors = faults.filter((fault) => fault.severity === 'error').length;
    console.log(`${library.entries.length} concepts, ${errors} errors, ${faults.length - errors} doubts.`);
    if (errors > 0) process.exitCode = 1;
  });

program.parse();
