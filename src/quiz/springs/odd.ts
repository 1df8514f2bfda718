import type { Catalog } from '../../concepts/catalog.ts';
import type { Concept } from '../../concepts/concept.ts';
import { plainText } from '../../replies/text.ts';
import { build, inOneLine, type Question, type Source } from '../question.ts';
import { hash } from '../shuffle.ts';
import { tells, threeOf } from './near.ts';

/** Three of one topic and one that has nothing to do with them. */
export function oddQuestions(concept: Concept, source: Source): Question[] {
  const { catalog } = source;
  const own = catalog.topic(concept.topic);
  const topic = catalog.topics
    .filter((one) => one.id !== concept.topic && !tells(one.title, concept))
    .filter((one) => catalog.inTopic(one.id).length >= 3 && isApart(concept, catalog.inTopic(one.id), source))
    .sort((a, b) => hash(`${concept.id} ${a.id}`) - hash(`${concept.id} ${b.id}`))[0];
  if (!own || !topic) return [];
  const members = catalog
    .inTopic(topic.id)
    .map((other) => ({ other, drawn: hash(`${concept.id} odd ${other.id}`) }))
    .sort((a, b) => a.drawn - b.drawn)
    .map(({ other }) => other);
  const wrong = threeOf(concept, members);
  if (!wrong) return [];
  return [
    build(
      {
        id: `${concept.id}/~odd`,
        concept: concept.id,
        spring: 'odd',
        level: 'medium',
        ask: [`Three of these belong to “${topic.title}”. Which one does not?`],
      },
      { text: concept.title, reason: `Right. It belongs to “${own.title}”: ${concept.summary}` },
      wrong.map((other) => ({
        text: other.title,
        reason: `${other.title} belongs to “${topic.title}”: ${other.summary}`,
      })),
    ),
  ];
}

/** Whether nothing ties it to any concept of a topic, so that nobody could say that it belongs there too. */
function isApart(concept: Concept, topic: readonly Concept[], source: Source): boolean {
  const tied = linked(concept, source.catalog);
  return topic.every(
    (other) =>
      !inOneLine(concept, other, source) &&
      !tied.has(other.id) &&
      !linked(other, source.catalog).has(concept.id) &&
      !mentions(concept, other) &&
      !mentions(other, concept),
  );
}

function linked(concept: Concept, catalog: Catalog): Set<string> {
  return new Set([
    ...catalog.confusions(concept).map((pair) => pair.other.id),
    ...concept.likenesses.flatMap((likeness) => likeness.rows.flatMap((row) => row.concept ?? [])),
  ]);
}

const proses = new WeakMap<Concept, string>();

function mentions(concept: Concept, other: Concept): boolean {
  const prose = proses.get(concept) ?? proseOf(concept);
  proses.set(concept, prose);
  return prose.includes(` ${other.title.toLowerCase()}`);
}

function proseOf({ summary, explanation }: Concept): string {
  const texts = explanation.map((block) =>
    block.kind === 'paragraph' ? plainText(block.text) : block.items.map(plainText).join(' '),
  );
  return ` ${[summary, ...texts].join(' ').toLowerCase()}`;
}
