import { type Answer, refused } from '../replies/reply.ts';
import type { Command } from './command.ts';

/** How a command is typed, as `/compare [first] [second]`. */
export function usage(command: Command): string {
  return [`/${command.name}`, ...command.options.map((option) => `[${option.name}]`)].join(' ');
}

/** Tells which options are missing or do not pass, and offers what works. */
export function explainUsage(command: Command, faulty: readonly string[]): Answer {
  const needed = command.options.filter((option) => faulty.includes(option.name));
  return refused([
    { kind: 'heading', text: `How to use /${command.name}` },
    { kind: 'prose', text: [`${command.description}: `, { code: usage(command) }] },
    { kind: 'list', items: needed.map((option) => [{ bold: option.name }, `: ${option.description}`]) },
    { kind: 'subheading', text: 'For instance' },
    {
      kind: 'list',
      items: command.examples.map((example) => [{ code: `/${command.name} ${example}`.trim() }]),
    },
    { kind: 'actions', actions: [{ label: 'Look through topics', command: 'topics', options: {} }] },
  ]);
}
