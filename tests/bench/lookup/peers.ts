import uFuzzy from '@leeoniya/ufuzzy';
import { create, insertMultiple, search } from '@orama/orama';
import { Index } from 'flexsearch';
import Fuse from 'fuse.js';
import fuzzysort from 'fuzzysort';
import MiniSearch from 'minisearch';
import type { Catalog } from '../../../src/concepts/catalog.ts';
import { createLookup } from '../../../src/lookup/create.ts';

/** A matcher ready to be asked: the id of what it would show first, or nothing. */
export type Ask = (query: string) => string | undefined;

export interface Peer {
  name: string;
  /** It takes so long on a large catalog that only a few queries are timed. */
  slow?: true;
  /** Largest catalog that it is built for. */
  most?: number;
  build(catalog: Catalog): Ask | Promise<Ask>;
}

interface Named {
  id: string;
  names: string[];
}

function namesOf(catalog: Catalog): Named[] {
  return catalog.concepts.map(({ id, title, names, sharedNames, weakNames }) => ({
    id,
    names: [title, ...names, ...sharedNames, ...weakNames],
  }));
}

/** One line a name, and whose it is, for matchers that search a list of texts. */
function flat(catalog: Catalog): { texts: string[]; ids: string[] } {
  const all = namesOf(catalog).flatMap(({ id, names }) =>
    names.map((name) => ({ id, name: name.toLowerCase() })),
  );
  return { texts: all.map(({ name }) => name), ids: all.map(({ id }) => id) };
}

export const simile: Peer = {
  name: 'simile',
  build(catalog) {
    const lookup = createLookup(catalog);
    return (query) => {
      const found = lookup.find(query);
      return found.outcome === 'answer' ? found.concepts[0] : undefined;
    };
  },
};

function fuse(
  name: string,
  most: number,
  options: { threshold?: number; ignoreLocation?: boolean; useExtendedSearch?: boolean },
): Peer {
  return {
    name,
    slow: true,
    most,
    build(catalog) {
      const index = new Fuse(namesOf(catalog), { keys: ['names'], ...options });
      return (query) => index.search(query, { limit: 1 })[0]?.item.id;
    },
  };
}

/** Each as its documentation advises for names with misspellings; fuse.js in the two ways that did best, and untouched. */
export const peers: readonly Peer[] = [
  simile,
  fuse('fuse.js best (.35)', 100_000, { threshold: 0.35, ignoreLocation: true }),
  fuse('fuse.js extended', 10_000, { threshold: 0.35, ignoreLocation: true, useExtendedSearch: true }),
  fuse('fuse.js defaults', 10_000, {}),
  {
    name: 'minisearch',
    build(catalog) {
      const index = new MiniSearch<{ id: string; names: string }>({
        fields: ['names'],
        searchOptions: { prefix: true, fuzzy: 0.2 },
      });
      index.addAll(namesOf(catalog).map(({ id, names }) => ({ id, names: names.join(' \n ') })));
      return (query) => {
        const found: unknown = index.search(query)[0]?.id;
        return typeof found === 'string' ? found : undefined;
      };
    },
  },
  {
    name: 'uFuzzy',
    build(catalog) {
      const { texts, ids } = flat(catalog);
      const matcher = new uFuzzy({ intraMode: 1 });
      return (query) => {
        const [found, info, order] = matcher.search(texts, query.toLowerCase(), 1);
        const first = order?.[0];
        const place = first === undefined ? found?.[0] : info?.idx[first];
        return place === undefined ? undefined : ids[place];
      };
    },
  },
  {
    name: 'flexsearch',
    build(catalog) {
      const { texts, ids } = flat(catalog);
      const index = new Index({ tokenize: 'forward', encoder: 'LatinBalance' });
      for (const [place, text] of texts.entries()) index.add(place, text);
      return (query) => {
        const [place] = index.search(query, { limit: 1, suggest: true });
        return typeof place === 'number' ? ids[place] : undefined;
      };
    },
  },
  {
    name: 'orama',
    most: 10_000,
    async build(catalog) {
      const index = create({ schema: { id: 'string', names: 'string' } as const });
      await insertMultiple(
        index,
        namesOf(catalog).map(({ id, names }) => ({ id, names: names.join(' \n ') })),
      );
      return (query) => {
        const found = search(index, { term: query, tolerance: 1, limit: 1 });
        return 'hits' in found ? found.hits[0]?.document.id : undefined;
      };
    },
  },
  {
    name: 'fuzzysort',
    build(catalog) {
      const { texts, ids } = flat(catalog);
      const prepared = texts.map((text) => fuzzysort.prepare(text));
      const place = new Map(texts.map((text, at) => [text, at]));
      return (query) => {
        const [best] = fuzzysort.go(query, prepared, { limit: 1, threshold: 0.5 });
        return best ? ids[place.get(best.target) ?? -1] : undefined;
      };
    },
  },
];
