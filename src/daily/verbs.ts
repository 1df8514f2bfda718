/** What `/daily` can do with a channel's daily concept. */
export const VERBS = ['on', 'off', 'pause', 'resume', 'skip', 'preview', 'show'] as const;
export type Verb = (typeof VERBS)[number];

/** The first word, and what follows on it. */
export function readVerb(text: string): { verb: Verb | undefined; rest: string } {
  const [, first = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
  return { verb: VERBS.find((verb) => verb === first.toLowerCase()), rest };
}
