import type { Concept, Question } from '../concepts/concept.ts';
import type { Letter } from '../quiz/letters.ts';
import { type Answer, answered, type Part, refused } from '../replies/reply.ts';
import type { Asked, Knowledge } from './command.ts';
import { explainAction } from './parts.ts';

interface Wanted {
  concept: string;
  question: string | undefined;
  pick: Letter | undefined;
}

export function ask({ options }: Asked<Wanted>, { catalog }: Knowledge): Answer {
  const concept = catalog.concept(options.concept);
  const question = concept?.questions.find((one) => one.id === options.question) ?? concept?.questions[0];
  if (!concept || !question) return questionGone();
  const parts = options.pick ? verdict(concept, question, options.pick) : asking(concept, question);
  return answered([concept.id], parts);
}

function questionGone(): Answer {
  return refused([
    { kind: 'heading', text: 'That question is no longer here' },
    {
      kind: 'prose',
      text: 'The button is from an older version of Simile. Look the concept up again to get a new one.',
    },
    { kind: 'actions', actions: [{ label: 'Look through topics', command: 'topics', options: {} }] },
  ]);
}

function asking(concept: Concept, question: Question): Part[] {
  const choices = Object.entries(question.choices);
  return [
    { kind: 'heading', text: concept.title },
    { kind: 'prose', text: [{ bold: question.ask }] },
    { kind: 'list', items: choices.map(([key, choice]) => [{ bold: key.toUpperCase() }, ` ${choice.text}`]) },
    {
      kind: 'actions',
      actions: choices.map(([pick]) => ({
        label: pick.toUpperCase(),
        command: 'ask',
        options: { concept: concept.id, question: question.id, pick },
      })),
    },
  ];
}

function verdict(concept: Concept, question: Question, pick: Question['answer']): Part[] {
  const picked = question.choices[pick];
  const right = question.choices[question.answer];
  const correct = pick === question.answer;
  const next =
    question === concept.questions.at(-1)
      ? undefined
      : concept.questions[concept.questions.indexOf(question) + 1];
  const actions = [{ ...explainAction(concept), label: 'Explain this' }];
  return [
    { kind: 'heading', text: correct ? 'That is right' : 'Not quite' },
    { kind: 'prose', text: question.ask },
    { kind: 'prose', text: [{ bold: `${pick.toUpperCase()} ${picked.text}` }, `: ${picked.reason}`] },
    ...(correct
      ? []
      : [
          {
            kind: 'prose' as const,
            text: [{ bold: `${question.answer.toUpperCase()} ${right.text}` }, `: ${right.reason}`],
          },
        ]),
    {
      kind: 'actions',
      actions: next
        ? [
            {
              label: 'Next question',
              command: 'ask',
              options: { concept: concept.id, question: next.id },
              style: 'primary',
            },
            ...actions,
          ]
        : actions,
    },
  ];
}
