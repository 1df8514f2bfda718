/** What a text was found to mean: never less than three outcomes. */
export type Found =
  /** One concept, or several for a comparison. */
  | ({ outcome: 'answer'; concepts: readonly string[] } & Sure)
  /** Two to five, best first, for the person to choose from. */
  | ({ outcome: 'choice'; concepts: readonly string[] } & Sure)
  | ({ outcome: 'none'; concepts: readonly [] } & Sure);

interface Sure {
  /** How often such a finding is right, from 0 to 1: of answers given with 0.9, about nine in ten are. */
  confidence: number;
  /** Other concepts that the text names, in the order it names them. */
  also: readonly string[];
  /** Built-in concepts of the same name that are not meant, because the team has a concept of its own by it. */
  hidden: readonly string[];
}

export interface Lookup {
  find(text: string): Found;
  /** Concepts that a text names as they are written, in order: for a text that is no question. */
  named(text: string): readonly string[];
  /** What a text that is still being typed may become: ids, best first. Nothing typed gives the first to learn. */
  complete(text: string, most: number): readonly string[];
}

/** The same, with an answer that may have to wait until the code for it is loaded. */
export interface LazyLookup {
  find(text: string): Promise<Found>;
  named(text: string): Promise<readonly string[]>;
  complete(text: string, most: number): Promise<readonly string[]>;
}
