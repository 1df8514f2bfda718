import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Outcome } from '../../src/replies/reply.ts';
import type { Simile } from '../../src/simile.ts';
import { terminalInvocation } from './invocation.ts';

/** One line of `--json` and `--batch`. */
export interface BatchLine {
  query: string;
  outcome: 'answer' | 'choice' | 'none';
  concepts: readonly string[];
  confidence: number;
}

/** Asks through the same command as a slash command does. */
export async function askOnce(simile: Simile, query: string, at: number): Promise<BatchLine> {
  const { outcome } = await simile.respond(terminalInvocation('explain', simile.read('explain', query), at));
  return { query, outcome: known(outcome), concepts: outcome.concepts, confidence: outcome.confidence };
}

function known({ kind }: Outcome): BatchLine['outcome'] {
  return kind === 'answer' || kind === 'choice' ? kind : 'none';
}

/** One question a line in, one JSON object a line out, an empty line included. */
export async function batch(
  simile: Simile,
  input: Readable,
  output: Writable,
  now: () => number,
): Promise<void> {
  for await (const query of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    output.write(`${JSON.stringify(await askOnce(simile, query, now()))}\n`);
  }
}

export interface ListedConcept {
  id: string;
  title: string;
  names: readonly string[];
  topic: string;
}

/** Every concept held, with all the names that lead to it. */
export function listConcepts(simile: Simile): ListedConcept[] {
  return simile.catalog.concepts.map(({ id, title, names, sharedNames, weakNames, topic }) => {
    const all = new Set([...names, ...sharedNames, ...weakNames]);
    all.delete(title);
    return { id, title, names: [...all], topic };
  });
}
