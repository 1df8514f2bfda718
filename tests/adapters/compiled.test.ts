import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCatalog, writeCatalog } from '../../adapters/files/compiled.ts';
import type { Concept } from '../../src/concepts/concept.ts';
import { catalogData } from '../content.ts';

const folder = mkdtempSync(join(tmpdir(), 'simile-compiled-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeCatalog(folder, catalogData);

/** Every field that is asked for, whether it is kept or read at the first look. */
function readWhole(concept: Concept, like: Concept): Record<string, unknown> {
  return Object.fromEntries(Object.keys(like).map((name) => [name, Reflect.get(concept, name)]));
}

describe('GIVEN the content as a build wrote it', () => {
  test('WHEN it is read, in any order and twice, THEN all of it is what was compiled', () => {
    const read = readCatalog(folder);
    const { concepts, ...rest } = catalogData;
    expect({ ...read, concepts: read?.concepts.length }).toEqual({ ...rest, concepts: concepts.length });
    for (const _again of [1, 2])
      for (const [place, concept] of [...concepts.entries()].reverse()) {
        const served = read?.concepts[place];
        expect(served && readWhole(served, concept)).toEqual(concept);
      }
  });

  test('WHEN its file of concepts was cut off THEN what is missing is no concept with holes but an error', () => {
    const cut = mkdtempSync(join(folder, 'cut-'));
    writeCatalog(cut, catalogData);
    truncateSync(join(cut, 'concepts.jsonl'), 1_000);
    const read = readCatalog(cut);
    expect(() => read?.concepts.at(-1)?.title).toThrow();
  });
});
