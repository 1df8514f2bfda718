import type { Concept } from '../../concepts/concept.ts';
import { build, type Question, type Source } from '../question.ts';
import { nearTo, somethingElse, tells, threeOf } from './near.ts';

/** "An AWS service that runs ...": then every choice must be one, or the words would give it away. */
const AWS_SERVICE = /^(?:An|The) AWS service that (.+)\.$/;

/** From the one line that says what it is to its name. */
export function nameQuestions(concept: Concept, source: Source): Question[] {
  if (tells(concept.summary, concept)) return [];
  const service = AWS_SERVICE.exec(concept.summary)?.[1];
  const pairs = new Map(source.catalog.confusions(concept).map((pair) => [pair.other.id, pair.difference]));
  const candidates = nearTo(concept, source).filter(
    (other) => !tells(concept.summary, other) && (!service || AWS_SERVICE.test(other.summary)),
  );
  const wrong = threeOf(concept, candidates);
  if (!wrong) return [];
  const ask = service ? `Which AWS service ${service}?` : `Which of these is it? “${concept.summary}”`;
  const [likeness] = concept.likenesses;
  const reason = likeness ? `Right. Its likeness is “${likeness.title}”.` : 'Right. That is its one line.';
  return [
    build(
      { id: `${concept.id}/~name`, concept: concept.id, spring: 'name', level: 'easy', ask: [ask] },
      { text: concept.title, reason },
      wrong.map((other) => ({ text: other.title, reason: pairs.get(other.id) ?? somethingElse(other) })),
    ),
  ];
}
