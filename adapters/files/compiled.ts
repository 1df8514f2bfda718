import { existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogData, Concept } from '../../src/concepts/concept.ts';
import type { Library } from '../../src/concepts/library.ts';
import { lazily } from '../../src/lazily.ts';

/** What the bot serves, ready to be served: how concepts are found by name, what else they go by, and they themselves, a line for each part. */
const CATALOG = 'catalog.json';
const NAMES = 'names.json';
const CONCEPTS = 'concepts.jsonl';
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

/** What of a concept is known from the start; of the rest, what lists show, and what its card shows. */
type Known = Pick<Concept, 'id' | 'formerly' | 'topic'>;
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
type Head = Omit<Concept, keyof Body | keyof Known>;

/** A concept in the index, with the bytes of its two lines. */
interface Listed extends Known {
  head: number;
  body: number;
}

type Names = CatalogData['names'];

interface Index extends Omit<CatalogData, 'concepts' | 'names'> {
  names: Pick<Names, 'strong'>;
  /** In the order of their lines. */
  concepts: Listed[];
}

export function writeCatalog(folder: string, { concepts, names, ...rest }: CatalogData): void {
  const isBody = (name: string) => BODY.some((one) => one === name);
  const lines = concepts.map(({ id: _id, formerly: _formerly, topic: _topic, ...concept }) =>
    [false, true].map((wanted) => {
      const part = Object.entries(concept).filter(([name]) => isBody(name) === wanted);
      return `${JSON.stringify(Object.fromEntries(part))}\n`;
    }),
  );
  const listed = concepts.map(({ id, formerly, topic }, place): Listed => {
    const [head = 0, body = 0] = lines[place]?.map((line) => Buffer.byteLength(line)) ?? [];
    return { id, formerly, topic, head, body };
  });
  const { strong, ...others } = names;
  const index: Index = { ...rest, names: { strong }, concepts: listed };
  writeFileSync(join(folder, CATALOG), JSON.stringify(index));
  writeFileSync(join(folder, NAMES), JSON.stringify(others));
  writeFileSync(join(folder, CONCEPTS), lines.flat().join(''));
}

export function writeLibrary(folder: string, { entries, topics, worlds }: Library): void {
  const written = <T>({ file, value }: Written<T>) => ({ file, value });
  const library = { entries: entries.map(written), topics: topics.map(written), worlds: worlds.map(written) };
  writeFileSync(join(folder, LIBRARY), JSON.stringify(library));
}

/** The catalog that the build put into this folder; nothing in the checkout, where the content itself is read. */
export function readCatalog(folder: string): CatalogData | undefined {
  const path = `${folder}/${CATALOG}`;
  if (!existsSync(path)) return undefined;
  // Our own build wrote it after every check, so it is what it says.
  const index: Index = JSON.parse(readFileSync(path, 'utf8'));
  const file = openSync(`${folder}/${CONCEPTS}`, 'r');
  let end = 0;
  const concepts = index.concepts.map((listed) => {
    const concept = new Compiled(listed, file, end);
    end += listed.head + listed.body;
    return concept;
  });
  return { ...index, names: namesWith(index.names.strong, folder), concepts };
}

/** All names; those that a question by name does not need are read when another one needs them. */
function namesWith(strong: Names['strong'], folder: string): Names {
  // Opened now: a build that replaces the files meanwhile counts places anew.
  const file = openSync(`${folder}/${NAMES}`, 'r');
  const others = lazily((): Omit<Names, 'strong'> => JSON.parse(readFileSync(file, 'utf8')));
  return {
    strong,
    get weak() {
      return others().weak;
    },
    get forms() {
      return others().forms;
    },
    get orders() {
      return others().orders;
    },
    get phrases() {
      return others().phrases;
    },
    get acronyms() {
      return others().acronyms;
    },
    get ofVendor() {
      return others().ofVendor;
    },
  };
}

/** A line of the file of concepts. Our own build wrote it, so it is what it says. */
function readLine<T>(file: number, from: number, bytes: number): T {
  const line = Buffer.allocUnsafe(bytes);
  if (readSync(file, line, 0, bytes, from) !== bytes) throw new Error(`${CONCEPTS} is cut off.`);
  return JSON.parse(line.toString('utf8'));
}

/** A concept whose parts are read at the first look: a cold start needs one, and all of them would take it 20 ms. */
class Compiled implements Concept {
  readonly id: string;
  readonly formerly: string[];
  readonly topic: string;
  readonly #file: number;
  readonly #from: number;
  readonly #bytes: Pick<Listed, 'head' | 'body'>;
  #headRead: Head | undefined;
  #bodyRead: Body | undefined;

  constructor(listed: Listed, file: number, from: number) {
    this.id = listed.id;
    this.formerly = listed.formerly;
    this.topic = listed.topic;
    this.#file = file;
    this.#from = from;
    this.#bytes = listed;
  }
  #head(): Head {
    this.#headRead ??= readLine<Head>(this.#file, this.#from, this.#bytes.head);
    return this.#headRead;
  }
  #body(): Body {
    const { head, body } = this.#bytes;
    this.#bodyRead ??= readLine<Body>(this.#file, this.#from + head, body);
    return this.#bodyRead;
  }
  get title() {
    return this.#head().title;
  }
  get names() {
    return this.#head().names;
  }
  get sharedNames() {
    return this.#head().sharedNames;
  }
  get weakNames() {
    return this.#head().weakNames;
  }
  get descriptions() {
    return this.#head().descriptions;
  }
  get summary() {
    return this.#head().summary;
  }
  get requires() {
    return this.#head().requires;
  }
  get confusedWith() {
    return this.#head().confusedWith;
  }
  get explanation() {
    return this.#body().explanation;
  }
  get likenesses() {
    return this.#body().likenesses;
  }
  get useWhen() {
    return this.#body().useWhen;
  }
  get avoidWhen() {
    return this.#body().avoidWhen;
  }
  get mistakes() {
    return this.#body().mistakes;
  }
  get sources() {
    return this.#body().sources;
  }
  get questions() {
    return this.#body().questions;
  }
}

/** The library that the build put into this folder, if it did. */
export function readWrittenLibrary(folder: string): WrittenLibrary | undefined {
  const path = join(folder, LIBRARY);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as WrittenLibrary) : undefined;
}
