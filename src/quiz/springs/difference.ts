import type { Concept, Confusion } from '../../concepts/concept.ts';
import { build, type Choice, type Question, type Source } from '../question.ts';
import { hash } from '../shuffle.ts';

/**
 * "ECS or EKS?": the two halves of the line that tells a pair apart, each put to one of the two names, rightly or
 * not. Which of the four answers is right is drawn by the pair, so that none is right more often than another.
 */
export function differenceQuestions(concept: Concept, { catalog }: Source): Question[] {
  return concept.confusedWith.flatMap((pair) => {
    const other = catalog.concept(pair.concept);
    return other ? pairQuestion(concept, other, pair) : [];
  });
}

/** One half of the line: whom it is true of, and what it says with the name left out. */
interface Half {
  of: Concept;
  says: string;
}

function pairQuestion(concept: Concept, other: Concept, pair: Confusion): Question[] {
  const halves = pair.difference
    .replace(/\.$/, '')
    .split('; ')
    .map((text) => half(text, concept, other));
  const [first, second] = halves;
  if (halves.length !== 2 || !first || !second || first.of === second.of) return [];

  const drawn = hash(`${concept.id} or ${other.id}`);
  const firstTrue = (drawn & 1) === 0;
  const secondTrue = (drawn & 2) === 0;
  const swap = ({ of }: Half) => (of === concept ? other : concept);
  const lines = [
    { half: first, said: firstTrue ? first.of : swap(first), isTrue: firstTrue },
    { half: second, said: secondTrue ? second.of : swap(second), isTrue: secondTrue },
  ];
  const answers: readonly { text: string; claims: readonly boolean[] }[] = [
    { text: 'Only line 1', claims: [true, false] },
    { text: 'Only line 2', claims: [false, true] },
    { text: 'Both lines', claims: [true, true] },
    { text: 'Neither line', claims: [false, false] },
  ];
  const explain = (claims: readonly boolean[]): Choice['reason'] => {
    const wrong = lines.findIndex((line, index) => line.isTrue !== claims[index]);
    const line = lines[wrong];
    if (!line) return `Right. ${pair.difference} ${pair.choose}`;
    return line.isTrue
      ? `Line ${wrong + 1} is right: it is what sets ${line.half.of.title} apart.`
      : `Line ${wrong + 1} is not about ${line.said.title} but about ${line.half.of.title}.`;
  };
  const choices = answers.map(({ text, claims }) => ({ text, reason: explain(claims) }));
  const right = answers.findIndex(({ claims }) =>
    lines.every((line, index) => line.isTrue === claims[index]),
  );
  const [answer] = choices.splice(right, 1);
  if (!answer) return [];
  const ask = [
    ...lines.map((line, index) => `${index + 1}. ${line.said.title}: “${line.half.says}”`),
    `${concept.title} or ${other.title}? Which of the two lines are right?`,
  ];
  const id = `${concept.id}/~pair.${other.id}`;
  return [build({ id, concept: concept.id, spring: 'difference', level: 'hard', ask }, answer, choices)];
}

const ARTICLE = '(?:\\b(?:an?|the|one)\\s+)?';

/** Reads a half that names one of the two and not the other; nothing where it is told in another way. */
function half(text: string, one: Concept, other: Concept): Half | undefined {
  const found = [one, other].flatMap((of) => {
    const match = longest(text, of);
    return match ? [{ of, match }] : [];
  });
  // "Amazon ECS" stands inside "Amazon ECS task": the longer name is the one that is meant.
  const [best, rival] = found.sort((a, b) => b.match.length - a.match.length);
  if (!best) return undefined;
  const says = text.replace(new RegExp(`${ARTICLE}${quote(best.match)}(?![\\w-])`, 'i'), '…').trim();
  if (rival && longest(says, rival.of)) return undefined;
  // Said again, or in the plural, the name or its verb would give it away.
  return longest(says, best.of) || !says.includes('…') ? undefined : { of: best.of, says };
}

function longest(text: string, concept: Concept): string | undefined {
  return [concept.title, ...concept.names]
    .filter((name) => new RegExp(`(?<![\\w-])${quote(name)}(?![\\w-])`, 'i').test(text))
    .sort((a, b) => b.length - a.length)[0];
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
