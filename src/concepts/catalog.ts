import { lazily } from '../lazily.ts';
import type { WrittenNames } from '../lookup/written.ts';
import type { CatalogData, Concept, Confusion } from './concept.ts';
import type { Topic, World } from './schema.ts';

/** The served concepts, with the questions that can be asked of them as a whole. */
export interface Catalog {
  /** In learning order. */
  concepts: readonly Concept[];
  topics: readonly Topic[];
  worlds: readonly World[];
  team: ReadonlySet<string>;
  names: WrittenNames;
  /** The concept of an id, a former id included. */
  concept(id: string): Concept | undefined;
  /** A topic's concepts, in learning order. */
  inTopic(topic: string): readonly Concept[];
  topic(id: string): Topic | undefined;
  world(id: string): World | undefined;
  /** What to know before it, in learning order. */
  requires(concept: Concept): readonly Concept[];
  /** What builds on it, in learning order. */
  leadsTo(concept: Concept): readonly Concept[];
  /** The pairs it is confused in, whichever entry wrote them down: the other concept, and what decides. */
  confusions(concept: Concept): readonly Pair[];
}

export function createCatalog(data: CatalogData): Catalog {
  const byId = new Map<string, Concept>();
  for (const concept of data.concepts) for (const old of concept.formerly) byId.set(old, concept);
  for (const concept of data.concepts) byId.set(concept.id, concept);
  const byTopic = lazily(() => Map.groupBy(data.concepts, (concept) => concept.topic));
  const pairs = lazily(() => pairsOf(data.concepts, byId));

  return {
    ...data,
    team: new Set(data.team),
    concept: (id) => byId.get(id),
    inTopic: (topic) => byTopic().get(topic) ?? [],
    topic: (id) => data.topics.find((topic) => topic.id === id),
    world: (id) => data.worlds.find((world) => world.id === id),
    requires: (concept) => concept.requires.flatMap((id) => byId.get(id) ?? []),
    leadsTo: (concept) => data.concepts.filter((other) => other.requires.includes(concept.id)),
    confusions: (concept) => pairs().get(concept.id) ?? [],
  };
}

type Pair = Confusion & { other: Concept };

function pairsOf(concepts: readonly Concept[], byId: ReadonlyMap<string, Concept>): Map<string, Pair[]> {
  const pairs = new Map<string, Pair[]>();
  const pair = (from: Concept, other: Concept, confusion: Confusion) =>
    pairs.set(from.id, [...(pairs.get(from.id) ?? []), { ...confusion, concept: other.id, other }]);
  for (const concept of concepts) {
    for (const confusion of concept.confusedWith) {
      const other = byId.get(confusion.concept);
      if (!other) continue;
      pair(concept, other, confusion);
      pair(other, concept, confusion);
    }
  }
  return pairs;
}
