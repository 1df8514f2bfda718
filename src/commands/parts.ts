import type { Catalog } from '../concepts/catalog.ts';
import type { Concept, Likeness } from '../concepts/concept.ts';
import type { Action, Part } from '../replies/reply.ts';
import type { Inline } from '../replies/text.ts';

/** Parts that several commands show. */

export function explainAction(concept: Concept): Action {
  return { label: concept.title, command: 'explain', options: { concept: concept.id } };
}

export function blocks(of: Concept['explanation']): Part[] {
  return of.map((block) =>
    block.kind === 'paragraph' ? { kind: 'prose', text: block.text } : { kind: 'list', items: block.items },
  );
}

/** A list under a small heading; nothing when there is nothing to list. */
export function titledList(title: string, items: readonly string[]): Part[] {
  return items.length === 0
    ? []
    : [
        { kind: 'subheading', text: title },
        { kind: 'list', items },
      ];
}

/** Concepts with their one line each, and a button for each. */
export function conceptList(title: string, concepts: readonly Concept[]): Part[] {
  if (concepts.length === 0) return [];
  const items = concepts.map((concept): Inline[] => [{ bold: concept.title }, `: ${concept.summary}`]);
  return [
    { kind: 'subheading', text: title },
    { kind: 'list', items },
    { kind: 'actions', actions: concepts.map(explainAction) },
  ];
}

export function sources(concept: Concept): Part {
  const links = concept.sources.flatMap((source, index): Inline[] => [
    index === 0 ? 'Sources: ' : ', ',
    { link: source.title, url: source.url },
  ]);
  const oldest = concept.sources.map((source) => source.checked).sort()[0];
  return { kind: 'note', text: [...links, `. Checked ${oldest}.`] };
}

/** The card: one line, the likeness part by part, and where it stops holding. */
export function card(concept: Concept, likeness: Likeness, catalog: Catalog): Part[] {
  const world = catalog.world(likeness.world)?.title;
  return [
    { kind: 'heading', text: concept.title },
    { kind: 'prose', text: [{ bold: concept.summary }] },
    { kind: 'subheading', text: `It is like: ${likeness.title}` },
    ...blocks(likeness.story),
    { kind: 'likeness', rows: likeness.rows },
    ...titledList('Where the likeness stops holding', likeness.stopsHolding),
    ...(world ? [{ kind: 'note' as const, text: `Told in the world: ${world}.` }] : []),
    sources(concept),
  ];
}

/** The likeness told in a world, or the entry's first. */
export function likenessIn(concept: Concept, world: string | undefined): Likeness {
  const [first] = concept.likenesses;
  if (!first) throw new Error(`The concept "${concept.id}" has no likeness.`);
  return concept.likenesses.find((likeness) => likeness.world === world) ?? first;
}
