import type { CatalogData, Concept, Confusion } from './concept.ts';
import type { Topic, World } from './schema.ts';

/** The served concepts, with the questions that can be asked of them as a whole. */
export interface Catalog {
  /** In learning order. */
  concepts: readonly Concept[];
  topics: readonly Topic[];
  worlds: readonly World[];
  team: ReadonlySet<string>;
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
  confusions(concept: Concept): readonly (Confusion & { other: Concept })[];
}

export function createCatalog(data: CatalogData): Catalog {
  const byId = new Map<string, Concept>();
  for (const concept of data.concepts) for (const old of concept.formerly) byId.set(old, concept);
  for (const concept of data.concepts) byId.set(concept.id, concept);
  const byTopic = Map.groupBy(data.concepts, (concept) => concept.topic);
  const topics = new Map(data.topics.map((topic) => [topic.id, topic]));
  const worlds = new Map(data.worlds.map((world) => [world.id, world]));

  const pairs = new Map<string, (Confusion & { other: Concept })[]>();
  const pair = (from: Concept, other: Concept, confusion: Confusion) =>
    pairs.set(from.id, [...(pairs.get(from.id) ?? []), { ...confusion, concept: other.id, other }]);
  for (const concept of data.concepts) {
    for (const confusion of concept.confusedWith) {
      const other = byId.get(confusion.concept);
      if (!other) continue;
      pair(concept, other, confusion);
      pair(other, concept, confusion);
    }
  }

  return {
    ...data,
    team: new Set(data.team),
    concept: (id) => byId.get(id),
    inTopic: (topic) => byTopic.get(topic) ?? [],
    topic: (id) => topics.get(id),
    world: (id) => worlds.get(id),
    requires: (concept) => concept.requires.flatMap((id) => byId.get(id) ?? []),
    leadsTo: (concept) => data.concepts.filter((other) => other.requires.includes(concept.id)),
    confusions: (concept) => pairs.get(concept.id) ?? [],
  };
}
