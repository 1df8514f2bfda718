import { isGivenAway } from '../../quiz/question.ts';
import type { Fault } from '../fault.ts';
import type { Library } from '../library.ts';
import type { Located } from '../read.ts';
import { choiceKeys, type Entry } from '../schema.ts';

/** Questions that can be answered for the right reason only. */
export function questionRules(library: Library): Fault[] {
  return [...library.entries.flatMap(entryFaults), ...spreadDoubts(library)];
}

function entryFaults(entry: Located<Entry>): Fault[] {
  const seenIds = new Set<string>();
  const seenAsks = new Set<string>();
  return entry.value.questions.flatMap((question, index) => {
    const faults: Fault[] = [];
    const at = ['questions', index];
    if (seenIds.has(question.id))
      faults.push(entry.fault('S204', [...at, 'id'], `"${question.id}" is used twice.`));
    if (seenAsks.has(question.ask))
      faults.push(entry.fault('S205', [...at, 'ask'], 'The same question is asked twice.'));
    seenIds.add(question.id);
    seenAsks.add(question.ask);

    const texts = choiceKeys.map((key) => question.choices[key].text);
    if (new Set(texts.map((text) => text.toLowerCase())).size < texts.length)
      faults.push(entry.fault('S203', [...at, 'choices'], 'Two choices are the same.'));

    const right = question.choices[question.answer].text;
    const wrong = texts.toSpliced(choiceKeys.indexOf(question.answer), 1);
    if (isGivenAway(right, wrong)) {
      const longest = Math.max(...wrong.map(({ length }) => length));
      const why = `The right choice has ${right.length} characters and the longest wrong one ${longest}: its length gives it away.`;
      faults.push(entry.fault('S202', [...at, 'choices', question.answer, 'text'], why));
    }
    return faults;
  });
}

/** An entry of four questions or more whose right answers all sit in the same place teaches the place. */
function spreadDoubts(library: Library): Fault[] {
  return library.entries.flatMap((entry) => {
    const answers = entry.value.questions.map((question) => question.answer);
    const same = answers.length >= 4 && new Set(answers).size === 1;
    return same
      ? [entry.fault('S406', ['questions', 0, 'answer'], `Every right answer is "${answers[0]}".`)]
      : [];
  });
}
