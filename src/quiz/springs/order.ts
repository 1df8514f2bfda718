import type { Concept } from '../../concepts/concept.ts';
import { build, type Question, type Source } from '../question.ts';
import { hash } from '../shuffle.ts';
import { tells, threeOf } from './near.ts';

/** What has to be understood first. Only one choice is needed before it; what builds on it surely is not. */
export function orderQuestions(concept: Concept, source: Source): Question[] {
  const { catalog } = source;
  const needed = source.before(concept);
  const first = catalog
    .requires(concept)
    .find((one) => !tells(concept.title, one) && !tells(one.title, concept));
  if (!first) return [];
  const place = catalog.concepts.indexOf(concept);
  const later = catalog.concepts
    .slice(place + 1)
    .filter((other) => !needed.has(other.id) && !tells(concept.title, other))
    .map((other) => {
      const buildsOnIt = source.before(other).has(concept.id);
      const near = (buildsOnIt ? 2 : 0) + (other.topic === concept.topic ? 1 : 0);
      return { other, near, drawn: hash(`${concept.id} first ${other.id}`) };
    })
    .sort((a, b) => b.near - a.near || a.drawn - b.drawn)
    .map(({ other }) => other);
  const wrong = threeOf(first, later);
  if (!wrong) return [];
  const reason = (other: Concept) =>
    source.before(other).has(concept.id)
      ? `${other.title} comes later: it builds on ${concept.title}.`
      : `${other.title} can wait: ${concept.title} does not build on it.`;
  return [
    build(
      {
        id: `${concept.id}/~first`,
        concept: concept.id,
        spring: 'order',
        level: 'medium',
        ask: [`Which of these do you need to know first, to understand ${concept.title}?`],
      },
      { text: first.title, reason: `Right. ${concept.title} builds on it. ${first.title}: ${first.summary}` },
      wrong.map((other) => ({ text: other.title, reason: reason(other) })),
    ),
  ];
}
