import type { Text } from './text.ts';

/** What a button, a menu entry or a link does. A press runs a command like any other. */
export type Action =
  | {
      label: string;
      command: string;
      options: Readonly<Record<string, string>>;
      style?: 'primary' | 'danger';
    }
  | { label: string; url: string };

/** One part of a reply: what is meant, not how it looks. Each adapter shows it the native way. */
export type Part =
  | { kind: 'heading'; text: string }
  | { kind: 'subheading'; text: string }
  | { kind: 'prose'; text: Text }
  | { kind: 'list'; items: readonly Text[] }
  /** The rows of a likeness: a part of the story, and what it is in reality. */
  | { kind: 'likeness'; rows: readonly { likeness: string; reality: string }[] }
  /** Concepts side by side: a column each, a row for each thing they are compared in. */
  | {
      kind: 'comparison';
      columns: readonly string[];
      rows: readonly { label: string; cells: readonly string[] }[];
    }
  /** Shares of a whole beside each other; `share` is 0 to 1. */
  | { kind: 'bars'; rows: readonly { label: Text; share: number; says: string }[] }
  /** People in order; those who share a place have the same one. */
  | { kind: 'ranking'; rows: readonly { place: number; person: string; says: string }[] }
  /** Text to be copied as it stands. */
  | { kind: 'copy'; text: string }
  /** Small print. */
  | { kind: 'note'; text: Text }
  | { kind: 'actions'; actions: readonly Action[] }
  /** One of many, picked from a list that folds out. */
  | { kind: 'menu'; placeholder: string; actions: readonly Action[] };

/** What became of an invocation, for logs, metrics and `--batch`: never a word of what was typed. */
export interface Outcome {
  kind: 'answer' | 'choice' | 'none' | 'refused' | 'failed';
  /** Ids: the answer (several for a comparison), or the choices, best first. */
  concepts: readonly string[];
  /** 0 to 1. */
  confidence: number;
}

export type Visibility = 'private' | 'public';

export interface Reply {
  parts: readonly Part[];
  outcome: Outcome;
  visibility: Visibility;
  /** The reply takes the place of the message whose button was pressed. */
  replaces: boolean;
}

/** What a command makes; who sees it follows from the command's declaration. */
export type Answer = Pick<Reply, 'parts' | 'outcome'>;

export function answered(concepts: readonly string[], parts: readonly Part[]): Answer {
  return { parts, outcome: { kind: 'answer', concepts, confidence: 1 } };
}

/** An answer that tells somebody why what they asked was not done, and what to do instead. */
export function refused(parts: readonly Part[]): Answer {
  return { parts, outcome: { kind: 'refused', concepts: [], confidence: 0 } };
}
