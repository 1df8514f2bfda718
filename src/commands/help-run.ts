import { type Action, type Answer, answered } from '../replies/reply.ts';
import type { Inline } from '../replies/text.ts';
import type { Asked, Command, Knowledge } from './command.ts';
import { usage } from './usage.ts';

export function help(_asked: Asked<unknown>, { commands }: Knowledge): Answer {
  const listed = commands.filter((command) => command.listed);
  return answered(
    [],
    [
      { kind: 'heading', text: 'Simile explains cloud concepts by likeness' },
      {
        kind: 'prose',
        text: 'Ask as you would ask a colleague. Answers are for you alone until you share them.',
      },
      { kind: 'list', items: listed.map(line) },
      { kind: 'actions', actions: TRY },
      {
        kind: 'note',
        text: 'What Simile says is written by people, with sources. It reads only what you send it.',
      },
    ],
  );
}

function line(command: Command): Inline[] {
  const examples = command.examples.filter(Boolean).map((example) => `/${command.name} ${example}`);
  const trial = examples[0] ? [', for instance ', { code: examples[0] }] : [];
  return [{ code: usage(command) }, ` ${command.description}`, ...trial, '.'];
}

const TRY: Action[] = [
  { label: 'Explain Lambda', command: 'explain', options: { concept: 'aws-lambda' }, style: 'primary' },
  { label: 'Look through topics', command: 'topics', options: {} },
];
