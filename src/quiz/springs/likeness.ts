import type { Concept, Likeness } from '../../concepts/concept.ts';
import { build, type Choice, type Question, type Source } from '../question.ts';
import { nearTo, somethingElse, tells, threeOf } from './near.ts';

type Row = Likeness['rows'][number];

/** From a part of a likeness to what it stands for. A world has one name for each concept, so only one fits. */
export function likenessQuestions(concept: Concept, source: Source): Question[] {
  return concept.likenesses.flatMap((likeness) =>
    likeness.rows.flatMap((row) => rowQuestion(concept, likeness, row, source)),
  );
}

function rowQuestion(concept: Concept, likeness: Likeness, row: Row, source: Source): Question[] {
  const { catalog } = source;
  const right = row.concept === undefined ? undefined : catalog.concept(row.concept);
  const rows = likeness.rows.filter((other) => other.concept === row.concept);
  if (!right || rows.length > 1 || tells(`${likeness.title} ${row.likeness}`, right)) return [];
  const beside = new Map(
    likeness.rows.flatMap((other) => {
      const found = other.concept === undefined ? undefined : catalog.concept(other.concept);
      return found && found !== right && !tells(row.likeness, found)
        ? [[found, other.likeness] as const]
        : [];
    }),
  );
  const cast = catalog.world(likeness.world)?.cast ?? {};
  const others = nearTo(right, source).filter(
    (other) => cast[other.id] !== undefined && !beside.has(other) && !tells(row.likeness, other),
  );
  const wrong = threeOf(right, [...beside.keys(), ...others]);
  if (!wrong) return [];
  const explain = (other: Concept): Choice => {
    const part = beside.get(other);
    const noun = cast[other.id];
    const reason = part
      ? `Here that is another part: “${part}”.`
      : noun
        ? `In this world that would be the ${noun}. ${other.title}: ${other.summary}`
        : somethingElse(other);
    return { text: other.title, reason };
  };
  const ask = `In the likeness “${likeness.title}”, what does this stand for: “${row.likeness}”?`;
  const id = `${concept.id}/~like.${likeness.world}.${right.id}`;
  return [
    build(
      { id, concept: concept.id, spring: 'likeness', level: 'easy', ask: [ask] },
      { text: right.title, reason: `Right. In reality: ${row.reality}.` },
      wrong.map(explain),
    ),
  ];
}
