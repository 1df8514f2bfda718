import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Catalog } from '../../../src/concepts/catalog.ts';
import type { Found } from '../../../src/lookup/lookup.ts';
import { normalize } from '../../../src/lookup/normalize.ts';

const folder = join(import.meta.dirname, '../../lookup');

export interface Case {
  kind: string;
  query: string;
  expect: 'answer' | 'choice' | 'none';
  /** For each concept expected, the ids that count as it. */
  ids: readonly (readonly string[])[];
  /** Put aside: the tuning must not read it. */
  held: boolean;
}

const file = z.strictObject({
  kind: z.string(),
  expect: z.enum(['answer', 'choice', 'none']),
  /** They were looked at while the look-up was made, so that none of them can be put aside. */
  seen: z.boolean().default(false),
  cases: z.array(z.array(z.string()).min(1)),
});

/** One third of all texts, the same ones for ever (FNV-1a). */
export function isHeld(query: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < query.length; at++) hash = Math.imul(hash ^ query.charCodeAt(at), 0x01000193) >>> 0;
  return (hash >>> 3) % 3 === 0;
}

/** All golden questions, and the names of real technology that the catalog does not hold, bare and in a question. */
export function goldenCases(catalog: Catalog): Case[] {
  const files = readdirSync(join(folder, 'golden'))
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const written = files.flatMap((name) => {
    const { kind, expect, seen, cases } = file.parse(
      parse(readFileSync(join(folder, 'golden', name), 'utf8')),
    );
    return cases.map(
      ([query = '', ...ids]): Case => ({
        kind,
        query,
        expect,
        ids: ids.map((id) => id.split('|')),
        held: !seen && isHeld(query),
      }),
    );
  });
  return [...written, ...technology(catalog)];
}

const technologyFile = z.object({ names: z.array(z.string()) });
const wordings = [
  'what is NAME',
  'explain NAME',
  'NAME',
  'how does NAME work',
  'when should i use NAME',
  'whats NAME?',
];

/** A name that an entry claims as its own is what the content says; the look-up only believes it. */
function technology(catalog: Catalog): Case[] {
  const claimed = new Set(
    catalog.concepts.flatMap((one) => {
      const names = [one.id, one.title, ...one.names, ...one.sharedNames, ...one.weakNames].map(normalize);
      const ofVendor = names.some((name) => /^(aws|amazon) /.test(name));
      const bare = names.map((name) => name.replace(/^(aws|amazon) /, ''));
      return ofVendor ? bare.flatMap((name) => [name, `aws ${name}`, `amazon ${name}`]) : names;
    }),
  );
  const { names } = technologyFile.parse(JSON.parse(readFileSync(join(folder, 'technology.json'), 'utf8')));
  const cases = new Map<string, Case>();
  for (const [at, name] of names.entries()) {
    if (claimed.has(normalize(name))) continue;
    const asked = (wordings[at % wordings.length] ?? 'NAME').replace('NAME', name);
    for (const query of [name, asked]) {
      cases.set(query, { kind: 'not-held-names', query, expect: 'none', ids: [], held: isHeld(query) });
    }
  }
  return [...cases.values()];
}

/** How a finding compares with what was expected, the best first. */
export type Verdict =
  /** As expected. */
  | 'right'
  /** A choice with the right one first, or a choice where nothing was expected. */
  | 'offered'
  /** A choice that holds the right one. */
  | 'listed'
  /** Nothing, or a choice without it. */
  | 'missed'
  /** An answer that is another concept, or an answer where none was to be given. */
  | 'wrong';

export function judge({ expect, ids, kind }: Case, found: Found): Verdict {
  const holds = (accepted: readonly string[]) =>
    accepted.some((id) => found.concepts.some((other) => other === id));
  if (expect === 'none')
    return found.outcome === 'answer' ? 'wrong' : found.outcome === 'none' ? 'right' : 'offered';
  if (expect === 'choice') {
    if (found.outcome === 'choice') return ids.every(holds) ? 'right' : 'missed';
    return found.outcome === 'answer' ? 'wrong' : 'missed';
  }
  const whole = kind === 'comparison' ? ids.length : 1;
  const first = ids[0]?.includes(found.concepts[0] ?? '') ?? false;
  if (found.outcome === 'answer') {
    const fits = kind === 'comparison' ? ids.every(holds) : first;
    return fits && found.concepts.length === whole ? 'right' : 'wrong';
  }
  if (found.outcome === 'none') return 'missed';
  if (kind === 'comparison') return ids.every(holds) ? 'listed' : 'missed';
  return first ? 'offered' : ids.every(holds) ? 'listed' : 'missed';
}
