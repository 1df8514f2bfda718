import { createCatalog } from '../concepts/catalog.ts';
import { compile } from '../concepts/concept.ts';
import type { Fault } from '../concepts/fault.ts';
import type { Library } from '../concepts/library.ts';
import { letters } from './letters.ts';
import { isGivenAway, type Question } from './question.ts';
import { bankOf } from './questions.ts';

/** Characters of a question with all its choices and reasons: then it fits into one message on either platform. */
const MOST = 3_500;
/** Questions that every concept should have at least, those made from structure included. */
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

/** Checks every question that can be asked, those made from structure too. The library must have no error. */
export function poolRule(library: Library, questionsOf = pools(library)): Fault[] {
  return library.entries.flatMap((entry) => {
    const questions = questionsOf(entry.value.id);
    const ids = questions.map(({ id }) => id);
    const faulty = questions.flatMap((question, index) => {
      const twice = ids.indexOf(question.id) < index ? ['its id is used twice'] : [];
      return [...flaws(question), ...twice].map((what) =>
        entry.fault('S207', ['questions'], `“${question.ask.at(-1) ?? ''}” (${question.id}): ${what}.`),
      );
    });
    if (questions.length >= LEAST) return faulty;
    const why = `There are ${questions.length} questions about it, with those made from its structure; ${LEAST} are wanted.`;
    return [entry.fault('S206', ['questions'], why), ...faulty];
  });
}

function pools(library: Library): (concept: string) => readonly Question[] {
  const catalog = createCatalog(compile(library));
  return (id) => {
    const concept = catalog.concept(id);
    return concept ? bankOf(catalog).of(concept) : [];
  };
}

/** How many questions there are. */
export function countPool(library: Library): { questions: number; written: number; least: number } {
  const questionsOf = pools(library);
  const all = library.entries.map(({ value }) => questionsOf(value.id));
  return {
    questions: all.flat().length,
    written: all.flat().filter(({ spring }) => spring === 'written').length,
    least: Math.min(...all.map(({ length }) => length)),
  };
}
