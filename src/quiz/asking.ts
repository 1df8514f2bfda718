import type { Action, Part } from '../replies/reply.ts';
import type { Inline } from '../replies/text.ts';
import type { Letter } from './letters.ts';
import type { Question, Shown } from './question.ts';

/** How a question and its answer are shown, wherever it is asked. */

/** The question and its choices, without a word on which one is right. */
export function questionParts(question: Question, shown: readonly Shown[]): Part[] {
  const lines = question.ask.slice(0, -1);
  return [
    ...lines.map((line): Part => ({ kind: 'prose', text: line })),
    { kind: 'prose', text: [{ bold: question.ask.at(-1) ?? '' }] },
    {
      kind: 'list',
      items: shown.map(({ letter, text }): Inline[] => [{ bold: letter.toUpperCase() }, ` ${text}`]),
    },
  ];
}

/** A button for each letter: it says what was picked and not whether it is right. */
export function pickActions(
  shown: readonly Shown[],
  command: string,
  options: Record<string, string>,
): Action[] {
  return shown.map(({ letter }) => ({
    label: letter.toUpperCase(),
    command,
    options: { ...options, p: letter },
  }));
}

export function choiceLine({ letter, text, reason }: Shown): Inline[] {
  return [{ bold: `${letter.toUpperCase()} ${text}` }, `: ${reason}`];
}

/** What was picked and what is right, each with its reason. */
export function verdictParts(question: Question, shown: readonly Shown[], pick: Letter): Part[] {
  const picked = shown.find((choice) => choice.letter === pick);
  const right = shown.find((choice) => choice.right);
  const lines = question.ask.slice(0, -1);
  return [
    ...lines.map((line): Part => ({ kind: 'prose', text: line })),
    { kind: 'prose', text: question.ask.at(-1) ?? '' },
    ...(picked ? [{ kind: 'prose' as const, text: choiceLine(picked) }] : []),
    ...(right && right !== picked ? [{ kind: 'prose' as const, text: choiceLine(right) }] : []),
  ];
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A time that somebody took, as 3.2 s. */
export function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
