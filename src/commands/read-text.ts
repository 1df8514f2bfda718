import type { Command } from './command.ts';

/** Words that stand between two concepts. */
const BETWEEN = /\s+(?:vs\.?|versus|or|and)\s+|\s*[,;]\s*/i;

/**
 * Reads what follows a typed command into its options. `name:value` sets an option by name (quotes hold spaces
 * together); a word that is one of an option's choices goes to it, and the first word to a person's option; the rest
 * goes to the options in their order: split at "vs", "or" and commas where several concepts
 * are asked for, else whole to the first.
 */
export function readText(command: Command, text: string): Record<string, string> {
  const options = new Map<string, string>();
  const names = new Set(command.options.map((option) => option.name));
  const rest = text
    .replace(
      /(?<!\S)([a-z]+):(?:"([^"]*)"|(\S+))/g,
      (whole: string, name: string, quoted?: string, word?: string) => {
        if (!names.has(name)) return whole;
        options.set(name, quoted ?? word ?? '');
        return ' ';
      },
    )
    .trim()
    .replace(/\S+/g, (word) => {
      const option = command.options.find(
        ({ name, kind, choices }) =>
          !options.has(name) && (kind === 'person' || choices?.includes(word.toLowerCase())),
      );
      if (!option) return word;
      options.set(option.name, option.kind === 'person' ? word.replace(/^@/, '') : word.toLowerCase());
      return '';
    })
    .trim();
  const open = command.options.filter((option) => !options.has(option.name));
  const concepts = open.filter((option) => option.suggests === 'concept');
  const pieces = concepts.length > 1 ? splitConcepts(rest, concepts.length) : [rest];
  pieces.forEach((piece, index) => {
    const option = open[index];
    if (option && piece) options.set(option.name, piece);
  });
  return Object.fromEntries(options);
}

function splitConcepts(text: string, most: number): string[] {
  const pieces = text.split(BETWEEN).filter(Boolean);
  return pieces.length > most ? [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(' ')] : pieces;
}
