import { card, likenessIn } from '../commands/parts.ts';
import type { Catalog } from '../concepts/catalog.ts';
import type { Concept, Question } from '../concepts/concept.ts';
import { type Action, type Answer, answered, type Part } from '../replies/reply.ts';
import type { Path } from './values.ts';

interface Today {
  concept: Concept;
  question: Question | undefined;
  path: Path;
  /** The date of the post; none for a preview, whose answers count for nothing. */
  day?: string;
}

/** One post: the card, what became of the last question, and today's question. */
export function dailyCard({ concept, question, path, day }: Today, catalog: Catalog): Answer {
  const [, ...rest] = card(concept, likenessIn(concept, undefined), catalog);
  const parts: Part[] = [
    { kind: 'heading', text: `Concept of the day: ${concept.title}` },
    ...rest,
    ...lastQuestion(path, catalog),
    ...(question ? todaysQuestion(concept, question, day) : []),
    {
      kind: 'note',
      text: [
        'Questions belong in this message’s thread. Whoever manages this channel can stop these posts with ',
        { code: '/daily off' },
        ' and change them with ',
        { code: '/daily' },
        '.',
      ],
    },
  ];
  return answered([concept.id], parts);
}

function lastQuestion(path: Path, catalog: Catalog): Part[] {
  const last = path.given.find((one) => one.day === path.upTo);
  const question = catalog.concept(last?.concept ?? '')?.questions.find((one) => one.id === last?.question);
  if (!last || !question) return [];
  const right = question.choices[question.answer];
  return [
    { kind: 'subheading', text: 'The last question' },
    { kind: 'prose', text: question.ask },
    { kind: 'prose', text: [{ bold: right.text }, `: ${right.reason}`] },
    { kind: 'note', text: howItWent(last.answers, last.right) },
  ];
}

function howItWent(answers: number, right: number): string {
  if (answers === 0) return 'Nobody here tried it.';
  const people = answers === 1 ? 'One of you tried it' : `${answers} of you tried it`;
  if (right === answers) return `${people}, and ${answers === 1 ? 'was' : 'all were'} right.`;
  return `${people}, and ${right === 0 ? 'nobody' : right} ${right > 1 ? 'were' : 'was'} right.`;
}

function todaysQuestion(concept: Concept, question: Question, day: string | undefined): Part[] {
  const choices = Object.entries(question.choices);
  const of = { concept: concept.id, question: question.id };
  return [
    { kind: 'subheading', text: 'Today’s question' },
    { kind: 'prose', text: [{ bold: question.ask }] },
    { kind: 'list', items: choices.map(([key, choice]) => [{ bold: key.toUpperCase() }, ` ${choice.text}`]) },
    {
      kind: 'actions',
      actions: choices.map(
        ([pick]): Action => ({
          label: pick.toUpperCase(),
          ...(day === undefined
            ? { command: 'ask', options: { ...of, pick } }
            : { command: 'daily-answer', options: { day, pick } }),
        }),
      ),
    },
  ];
}
