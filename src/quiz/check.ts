import { createCatalog } from '../concepts/catalog.ts';
import type { CatalogData } from '../concepts/concept.ts';
import { isGivenAway, letters, type Question } from './question.ts';
import { bankOf } from './questions.ts';

/** Characters of a question with all its choices and reasons: then it fits into one message on either platform. */
const MOST = 3_500;
/** Questions that every concept should have at least. */
const LEAST = 3;

/** What is wrong with a question in itself; nothing for a good one. */
export function flaws(question: Question): string[] {
  const { ask, choices, right } = question;
  const texts = choices.map(({ text }) => text.trim());
  const wrong = texts.filter((_text, index) => index !== right);
  const length = [...ask, ...choices.flatMap(({ text, reason }) => [text, reason])].join('').length;
  const found: [boolean, string][] = [
    [ask.length === 0 || ask.some((line) => line.trim() === ''), 'it asks nothing'],
    [texts.length !== letters.length, `it has ${texts.length} choices`],
    [new Set(texts.map((text) => text.toLowerCase())).size < texts.length, 'two choices are the same'],
    [texts[right] === undefined, 'it has no right choice'],
    [choices.some(({ reason }) => reason.trim() === ''), 'a choice has no reason'],
    [isGivenAway(texts[right] ?? '', wrong), 'the length of the right choice gives it away'],
    [length > MOST, `it has ${length} characters`],
  ];
  return found.flatMap(([isSo, what]) => (isSo ? [what] : []));
}

export interface PoolReport {
  questions: number;
  written: number;
  /** The fewest of any concept. */
  least: number;
  faults: string[];
}

/** Checks every question of the content, the written ones and those that follow from it. */
export function checkPool(data: CatalogData): PoolReport {
  const catalog = createCatalog(data);
  const bank = bankOf(catalog);
  const pools = catalog.concepts.map((concept) => ({ concept, questions: bank.of(concept) }));
  const all = pools.flatMap(({ questions }) => questions);
  const twice = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  return {
    questions: all.length,
    written: all.filter(({ spring }) => spring === 'written').length,
    least: Math.min(...pools.map(({ questions }) => questions.length)),
    faults: [
      ...all.flatMap((question) => flaws(question).map((what) => `${question.id}: ${what}.`)),
      ...twice.map(({ id }) => `${id}: the id is used twice.`),
      ...pools.flatMap(({ concept, questions }) =>
        questions.length < LEAST
          ? [`${concept.id}: it has ${questions.length} questions; ${LEAST} are wanted.`]
          : [],
      ),
    ],
  };
}
