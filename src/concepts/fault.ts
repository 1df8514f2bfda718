/**
 * Every rule of `simile check`: its number, how hard it is, and how to mend what breaks it.
 * An error keeps content out of service; a doubt is said and does not fail.
 */
export const rules = {
  S001: {
    severity: 'error',
    fix: 'Mend the YAML at this place; quote text that contains ": " or starts with a sign.',
  },
  S002: { severity: 'error', fix: 'Take the field out, or spell it as one of the fields that are allowed.' },
  S003: { severity: 'error', fix: 'Add the field.' },
  S004: { severity: 'error', fix: 'Shorten it, or add what is missing, until it fits.' },
  S005: { severity: 'error', fix: 'Write it in the form that is asked for.' },
  S006: {
    severity: 'error',
    fix: 'Use paragraphs, "- " lists, **bold**, *italic*, `code` and https links only.',
  },
  S007: { severity: 'error', fix: 'Write plain text here; Markdown is shown as it stands in this field.' },
  S008: { severity: 'error', fix: 'Give the file the name of the id, or the id the name of the file.' },
  S101: {
    severity: 'error',
    fix: 'Give one of the two another id. Ids, old ones included, belong to one entry.',
  },
  S102: { severity: 'error', fix: 'Name a concept that exists, or write its entry.' },
  S103: { severity: 'error', fix: 'Take one of these requirements out: nothing can come before itself.' },
  S104: {
    severity: 'error',
    fix: 'Keep the name in the entry that means it, or move it to "sharedNames" in both.',
  },
  S105: {
    severity: 'error',
    fix: 'Declare the name in "sharedNames" of the other concept too, or move it to "names".',
  },
  S106: { severity: 'error', fix: 'Name a topic of topics.yaml.' },
  S107: {
    severity: 'error',
    fix: 'Add the concept to its topic in topics.yaml, at its place in the learning order.',
  },
  S108: {
    severity: 'error',
    fix: 'Keep the pair in the later of the two entries, and take it out of the other.',
  },
  S109: { severity: 'error', fix: 'Write the entry, or take the id out of topics.yaml.' },
  S201: { severity: 'error', fix: 'Set "answer" to the key of the right choice: a, b, c or d.' },
  S202: {
    severity: 'error',
    fix: 'Make the choices of like length: shorten the right one or fill out the others.',
  },
  S203: { severity: 'error', fix: 'Write four different choices.' },
  S204: { severity: 'error', fix: 'Give each question of the entry an id of its own.' },
  S205: { severity: 'error', fix: 'Ask it once.' },
  S206: { severity: 'error', fix: 'Write more questions, or more rows that stand for concepts.' },
  S207: {
    severity: 'error',
    fix: 'Word the part it is made from in another way; if that does not help, report it: Simile should not make it.',
  },
  S301: { severity: 'error', fix: 'Name a world of content/worlds, or add a file for it.' },
  S302: {
    severity: 'error',
    fix: 'Use the name from the world’s cast in this row, or change the cast in every entry.',
  },
  S303: { severity: 'error', fix: 'Add one line to the cast: the concept, and what this world calls it.' },
  S304: { severity: 'error', fix: 'Tell each likeness of an entry in a world of its own.' },
  S305: { severity: 'error', fix: 'Give the two concepts different names in this world.' },
  S306: { severity: 'error', fix: 'Add a likeness in this world, or take the world off the topic.' },
  S307: { severity: 'error', fix: 'Tell one of the two in another way.' },
  S401: { severity: 'doubt', fix: 'Say it in plainer words, or leave the word out.' },
  S402: { severity: 'doubt', fix: 'Read the source again and set the day.' },
  S403: { severity: 'doubt', fix: 'Use shorter sentences and plainer words.' },
  S404: { severity: 'doubt', fix: 'Write a second likeness, told in another world.' },
  S405: { severity: 'doubt', fix: 'If the team means this one, all is well: its entry is shown first.' },
  S406: { severity: 'doubt', fix: 'Spread the right answers over a, b, c and d.' },
} as const satisfies Record<string, { severity: 'error' | 'doubt'; fix: string }>;

export type RuleId = keyof typeof rules;

export interface Fault {
  rule: RuleId;
  severity: 'error' | 'doubt';
  file: string;
  /** From 1. */
  line: number;
  /** The offending line as it stands. */
  excerpt: string;
  why: string;
  fix: string;
}

/** A fault as people read it: where, the line, why, and the fix. */
export function describeFault(fault: Fault): string {
  return [
    `${fault.file}:${fault.line}  ${fault.severity} ${fault.rule}`,
    `    ${fault.excerpt.trim().slice(0, 160)}`,
    `    Why: ${fault.why}`,
    `    Fix: ${fault.fix}`,
  ].join('\n');
}
