import { parentPort } from 'node:worker_threads';
import { compile } from '../../src/concepts/concept.ts';
import { readLibrary } from '../../src/concepts/library.ts';
import { contentFiles } from '../files/content.ts';
import type { ContentAsked, ContentRead } from './content.ts';

/** Reads and checks content beside the bot, so that nobody waits for it. */

function read({ folder, team, today }: ContentAsked): ContentRead {
  const builtIn = readLibrary(contentFiles(folder), today);
  if (builtIn.faults.some(({ severity }) => severity === 'error')) return { faults: builtIn.faults };
  if (team === undefined) return { data: compile(builtIn.library), faults: builtIn.faults };
  const both = readLibrary(contentFiles(team), today, builtIn.library);
  const refused = both.faults.some(({ severity }) => severity === 'error');
  return {
    data: compile(refused ? builtIn.library : both.library),
    faults: [...builtIn.faults, ...both.faults],
  };
}

parentPort?.on('message', (asked: ContentAsked) => {
  try {
    parentPort?.postMessage(read(asked));
  } catch (cause) {
    parentPort?.postMessage({ faults: [], broken: cause instanceof Error ? cause.message : String(cause) });
  }
});
