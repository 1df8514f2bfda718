import { type WrittenNames, writtenNames } from '../lookup/written.ts';
import type { Block } from '../replies/text.ts';
import type { Library } from './library.ts';
import { parseMarkdown } from './markdown.ts';
import { learningOrder } from './rules/links.ts';
import type { Entry, Topic, World } from './schema.ts';

export type Question = Entry['questions'][number];
export type Confusion = Entry['confusedWith'][number];

export interface Likeness extends Omit<Entry['likenesses'][number], 'story'> {
  story: readonly Block[];
}

/** One concept as the bot serves it: an entry whose Markdown is already read. */
export interface Concept extends Omit<Entry, 'explanation' | 'likenesses'> {
  explanation: readonly Block[];
  likenesses: readonly Likeness[];
}

/** All that the bot knows, as plain data: what `simile build` compiles and what is served. */
export interface CatalogData extends Content {
  /** The names of its concepts, by places in their list. */
  names: WrittenNames;
}

interface Content {
  /** In learning order. */
  concepts: readonly Concept[];
  topics: readonly Topic[];
  worlds: readonly World[];
  /** Ids of concepts that come from a team's own folder. */
  team: readonly string[];
}

/** Reads the names of concepts, so that they can be served. */
export function named(content: Content): CatalogData {
  return { ...content, names: writtenNames(content.concepts, new Set(content.team)) };
}

/** Compiles a library that has passed its checks. */
export function compile(library: Library): CatalogData {
  const order = learningOrder(library);
  const topics = library.topics.flatMap((located) => located.value);
  const place = (concept: Concept): number => {
    const listed = order.get(concept.id);
    if (listed !== undefined) return listed;
    // A team's concept that no list names comes last in its topic.
    const last = topics.find((topic) => topic.id === concept.topic)?.concepts.at(-1) ?? '';
    return (order.get(last) ?? order.size) + 0.5;
  };
  const concepts = library.entries
    .map(
      ({ value }): Concept => ({
        ...value,
        explanation: parseMarkdown(value.explanation).blocks,
        likenesses: value.likenesses.map((likeness) => ({
          ...likeness,
          story: parseMarkdown(likeness.story).blocks,
        })),
      }),
    )
    .sort((a, b) => place(a) - place(b));
  return named({
    concepts,
    topics,
    worlds: library.worlds.map((located) => located.value),
    team: [...library.team],
  });
}
