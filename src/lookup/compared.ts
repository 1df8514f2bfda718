import type { Catalog } from '../concepts/catalog.ts';
import { type Misspelt, SLIP_IN_SENTENCE } from './alike.ts';
import { partsOf } from './comparison.ts';
import type { Described } from './described.ts';
import { inProducts } from './english.ts';
import { isLoose } from './everyday.ts';
import { type Evidence, evidence } from './evidence.ts';
import type { Meter } from './meter.ts';
import type { createNames } from './names.ts';
import type { Owners } from './owners.ts';
import { compounds, focus, type Mention, type Related } from './sentence.ts';
import type { Question } from './words.ts';

interface Resolved {
  owners: Owners;
  likeness: number;
}

interface Sources {
  catalog: Catalog;
  names: ReturnType<typeof createNames>;
  misspelt: Misspelt;
  described: Described;
  related: Related;
  /** Whether people are known to ask for the difference of two. */
  rivals: Related;
  meter: Meter;
}

/** Reads a question that puts concepts beside each other: each part, and what one lends the other. */
export function createCompared({ catalog, names, misspelt, described, related, rivals, meter }: Sources) {
  return comparison;

  function comparison(
    question: Question,
    mentions: readonly Mention[],
    likeness: number,
  ): Evidence | undefined {
    const { words } = question;
    const parts = partsOf(question, mentions);
    if (!parts) return sideBySide(question, mentions, likeness);
    const runs = parts.ranges.map(([from, to]) => words.slice(from, to));
    const resolved = parts.ranges.map(([from, to], at): Resolved | undefined => {
      const run = runs[at] ?? [];
      const inside = mentions.filter((mention) => mention.from >= from && mention.to <= to);
      const asWritten = names.find(run, true, meter);
      if (asWritten && asWritten.way !== 'form' && asWritten.owners.concepts.length === 1)
        return { owners: asWritten.owners, likeness: 1 };
      // "horizontal vs vertical scaling", "ecs task vs service": one part lends the other its words.
      const lent = [
        [...run, ...(at < runs.length - 1 ? (runs.at(-1) ?? []).slice(1) : [])],
        [...(at > 0 ? (runs[0] ?? []).slice(0, -1) : []), ...run],
      ];
      const unsure = inside.every((one) => one.owners.concepts.length > 1);
      for (const words of lent) {
        const named = unsure && words.length > run.length ? names.find(words, true, meter) : undefined;
        if (named?.owners.concepts.length === 1) return { owners: named.owners, likeness: 1 };
      }
      const head = compounds(question, inside, rivals)[0]?.at(-1);
      if (head) {
        const part = { words: ['what', ...run], parted: [false, ...run.map(() => false)] };
        const moved = inside.map((one) => ({ ...one, from: one.from - from + 1, to: one.to - from + 1 }));
        return { owners: head.owners, likeness: focus(part, [moved], moved, described, related) };
      }
      if (asWritten) return { owners: asWritten.owners, likeness: 1 };
      const [alike] = run.length <= 4 ? misspelt.find(run, true, meter) : [];
      return alike && alike.likeness >= SLIP_IN_SENTENCE
        ? { owners: alike.owners, likeness: alike.likeness }
        : undefined;
    });
    const known = together(resolved.filter((one) => one !== undefined));
    // "is fargate good or bad": the second part asks, and names nothing that could be unknown.
    const unknown = resolved.filter((one, at) => one === undefined && !(runs[at] ?? []).every(saysNothing));
    if (known.length === 0 || (unknown.length > 0 && !parts.announced)) return undefined;
    const all = [...new Set(known.flatMap((one) => one.owners.concepts))];
    const hidden = known.flatMap((one) => one.owners.hidden);
    if (unknown.length > 0) {
      // One side is not held: the other is offered with what it is often compared with.
      const choices = all.length < 2 ? neighbours(all) : all;
      return { ...evidence('comparison', 1, { concepts: all, hidden }), choices, ambiguous: true };
    }
    if (all.length < 2) return undefined;
    const score = Math.min(likeness, ...known.map((one) => one.likeness));
    return {
      ...evidence('comparison', score, { concepts: all, hidden }),
      answer: all.slice(0, 4),
      ambiguous: false,
    };
  }

  /** Of the owners of a shared name, those of the topic that the other parts are from. */
  function together(parts: readonly Resolved[]): Resolved[] {
    const topics = parts.flatMap(({ owners }) =>
      owners.concepts.length === 1 ? owners.concepts.map(topicOf) : [],
    );
    return parts.flatMap((part) => {
      if (part.owners.concepts.length === 1) return [part];
      const meant = part.owners.concepts.filter((concept) => topics.includes(topicOf(concept)));
      return meant.length === 0 ? [part] : [{ ...part, owners: { ...part.owners, concepts: meant } }];
    });
  }

  function topicOf(concept: number): string {
    return catalog.concepts[concept]?.topic ?? '';
  }

  /** Two names and nothing between them that compares, of which people are known to ask the difference: "ecs eks". */
  function sideBySide(
    question: Question,
    mentions: readonly Mention[],
    likeness: number,
  ): Evidence | undefined {
    const [first, second, ...more] = mentions;
    if (!first || !second || more.length > 0 || first.to !== second.from || first.from > 0) return undefined;
    const concepts = [...first.owners.concepts, ...second.owners.concepts];
    const [a, b] = concepts;
    if (concepts.length !== 2 || a === undefined || b === undefined || !rivals(a, b)) return undefined;
    const score =
      likeness *
      focus(
        { words: ['which', ...question.words], parted: [false, ...question.parted] },
        [[moved(first)], [moved(second)]],
        [moved(first)],
        described,
        related,
      );
    return {
      route: 'comparison',
      score,
      answer: concepts,
      choices: concepts,
      ambiguous: false,
      also: [],
      hidden: [],
    };
  }

  function neighbours(concepts: readonly number[]): number[] {
    const near = concepts.flatMap((one) => {
      const concept = catalog.concepts[one];
      return concept ? catalog.confusions(concept).map((pair) => catalog.concepts.indexOf(pair.other)) : [];
    });
    return [...new Set([...concepts, ...near])].slice(0, 4);
  }
}

function moved(mention: Mention): Mention {
  return { ...mention, from: mention.from + 1, to: mention.to + 1 };
}

function saysNothing(word: string): boolean {
  return isLoose(word) && !inProducts.has(word);
}
