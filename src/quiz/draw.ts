import type { Catalog } from '../concepts/catalog.ts';
import type { Random } from '../ports.ts';
import type { Question } from './question.ts';
import { bankOf } from './questions.ts';
import { shuffled } from './shuffle.ts';

/** Written questions ask for more than a name: of so many questions, this share is written. */
const WRITTEN = 0.6;

/**
 * Questions for a game, drawn by lot: each of another concept while there are enough, easy ones first.
 * @param lately ids of questions that are taken only where a concept has no others
 */
export function drawQuestions(
  catalog: Catalog,
  topic: string | undefined,
  count: number,
  random: Random,
  lately: readonly string[] = [],
): Question[] {
  const bank = bankOf(catalog);
  const concepts = shuffled(topic === undefined ? catalog.concepts : catalog.inTopic(topic), random);
  const chosen: Question[] = [];
  for (let turn = 0; chosen.length < count && turn < count * 4; turn += 1) {
    const concept = concepts[turn % concepts.length];
    if (!concept) break;
    const left = bank.of(concept).filter((question) => !chosen.includes(question));
    const fresh = left.filter(({ id }) => !lately.includes(id));
    const open = fresh.length > 0 ? fresh : left;
    const written = random() < WRITTEN;
    const [question] = [
      ...shuffled(
        open.filter((one) => (one.spring === 'written') === written),
        random,
      ),
      ...open,
    ];
    if (question) chosen.push(question);
  }
  const levels = { easy: 0, medium: 1, hard: 2 };
  return chosen.sort((a, b) => levels[a.level] - levels[b.level]);
}
