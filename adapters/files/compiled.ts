import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogData, Concept } from '../../src/concepts/concept.ts';
import type { Library } from '../../src/concepts/library.ts';

/** What the bot serves, ready to be served. */
const CATALOG = 'catalog.jsonl';
/** What writers wrote, for a team's own content to be checked against. */
const LIBRARY = 'library.json';

/** A piece of content, and the file it came from. */
export interface Written<T> {
  file: string;
  value: T;
}

/** A library that can be written down: what its faults say is said already. */
export type WrittenLibrary = {
  [K in 'entries' | 'topics' | 'worlds']: Written<Library[K][number]['value']>[];
};

/** What of a concept is read only when somebody asks for it; the rest of it is how it is found and listed. */
const BODY = [
  'explanation',
  'likenesses',
  'useWhen',
  'avoidWhen',
  'mistakes',
  'sources',
  'questions',
] as const satisfies readonly (keyof Concept)[];
type Body = Pick<Concept, (typeof BODY)[number]>;
type Head = Omit<Concept, keyof Body>;

/** The first line holds what is needed to find and list concepts; then each has a line of its own, in the same order. */
export function writeCatalog(folder: string, { concepts, ...rest }: CatalogData): void {
  const isBody = (name: string) => BODY.some((one) => one === name);
  const part = (concept: Concept, wanted: boolean) =>
    JSON.stringify(Object.fromEntries(Object.entries(concept).filter(([name]) => isBody(name) === wanted)));
  const bodies = concepts.map((concept) => part(concept, true));
  const heads = concepts.map((concept) => part(concept, false));
  const lengths = bodies.map((body) => Buffer.byteLength(body) + 1);
  const index = `{"rest":${JSON.stringify(rest)},"lengths":${JSON.stringify(lengths)},"heads":[${heads.join(',')}]}`;
  writeFileSync(join(folder, CATALOG), `${[index, ...bodies].join('\n')}\n`);
}

export function writeLibrary(folder: string, { entries, topics, worlds }: Library): void {
  const written = <T>({ file, value }: Written<T>) => ({ file, value });
  const library = { entries: entries.map(written), topics: topics.map(written), worlds: worlds.map(written) };
  writeFileSync(join(folder, LIBRARY), JSON.stringify(library));
}

/** The catalog that the build put into this folder; nothing in the checkout, where the content itself is read. */
export function readCatalog(folder: string): CatalogData | undefined {
  const path = join(folder, CATALOG);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  let at = bytes.indexOf('\n') + 1;
  // Our own build wrote it after every check, so it is what it says.
  const index: { rest: Omit<CatalogData, 'concepts'>; lengths: number[]; heads: Head[] } = JSON.parse(
    bytes.toString('utf8', 0, at),
  );
  const concepts = index.heads.map((head, place) => {
    const from = at;
    at += index.lengths[place] ?? 0;
    return withBody(head, bytes.subarray(from, at));
  });
  return { ...index.rest, concepts };
}

/** Reads the body at the first look: a cold start needs one concept, and all of them would take it 15 ms. */
function withBody(head: Head, bytes: Buffer): Concept {
  let body: Body | undefined;
  const read = () => {
    body ??= JSON.parse(bytes.toString('utf8')) as Body;
    return body;
  };
  return {
    ...head,
    get explanation() {
      return read().explanation;
    },
    get likenesses() {
      return read().likenesses;
    },
    get useWhen() {
      return read().useWhen;
    },
    get avoidWhen() {
      return read().avoidWhen;
    },
    get mistakes() {
      return read().mistakes;
    },
    get sources() {
      return read().sources;
    },
    get questions() {
      return read().questions;
    },
  };
}

/** The library that the build put into this folder, if it did. */
export function readWrittenLibrary(folder: string): WrittenLibrary | undefined {
  const path = join(folder, LIBRARY);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as WrittenLibrary) : undefined;
}
