import type { Catalog } from '../concepts/catalog.ts';
import type { Concept } from '../concepts/concept.ts';
import { once } from '../replies/once.ts';
import type { Answer, Part } from '../replies/reply.ts';
import { answered } from '../replies/reply.ts';
import type { Inline } from '../replies/text.ts';
import type { Asked, Knowledge } from './command.ts';
import { explainAction, likenessIn } from './parts.ts';

/** As many as fit beside each other. */
const MOST = 3;

type Pair = ReturnType<Catalog['confusions']>[number];

interface Sides {
  first: string;
  second: string | undefined;
  third: string | undefined;
}

export async function compare({ options }: Asked<Sides>, knowledge: Knowledge): Promise<Answer> {
  const asked = [options.first, options.second, options.third].filter((text) => text !== undefined);
  const found = await Promise.all(asked.map(async (text) => ({ text, ...(await findOne(text, knowledge)) })));
  const concepts = [...new Set(found.flatMap((one) => (one.outcome === 'answer' ? one.concepts : [])))].slice(
    0,
    MOST,
  );
  const open = found.filter((one) => one.outcome !== 'answer');
  if (open.length === 0 && concepts.length > 1) return sideBySide(concepts, knowledge);
  return incomplete(concepts, open, knowledge);
}

interface Side {
  outcome: 'answer' | 'choice' | 'none';
  concepts: readonly Concept[];
}

async function findOne(text: string, { catalog, lookup }: Knowledge): Promise<Side> {
  const direct = catalog.concept(text);
  if (direct) return { outcome: 'answer', concepts: [direct] };
  const found = await lookup.find(text);
  return { outcome: found.outcome, concepts: found.concepts.flatMap((id) => catalog.concept(id) ?? []) };
}

/** Says which side is not clear, and offers each reading of it together with the side that is. */
function incomplete(
  known: readonly Concept[],
  open: readonly (Side & { text: string })[],
  { catalog }: Knowledge,
): Answer {
  const [anchor] = known;
  const parts: Part[] = [{ kind: 'heading', text: 'What should stand beside each other?' }];
  for (const side of open) {
    const said = side.text.slice(0, 60).toWellFormed();
    const text =
      side.outcome === 'none'
        ? ['I have nothing for “', said, '”.']
        : ['“', said, '” can mean several things.'];
    parts.push({ kind: 'prose', text });
  }
  const offered = open.flatMap((side) => side.concepts).filter((concept) => concept !== anchor);
  if (anchor && open.length === 0) {
    parts.push({
      kind: 'prose',
      text: ['Name a second concept to put beside ', { bold: anchor.title }, '.'],
    });
    offered.push(...catalog.confusions(anchor).map((pair) => pair.other));
  }
  const actions = offered.slice(0, 5).map((concept) =>
    anchor
      ? {
          label: `${anchor.title} or ${concept.title}`,
          command: 'compare',
          options: { first: anchor.id, second: concept.id },
        }
      : explainAction(concept),
  );
  parts.push({ kind: 'actions', actions }, { kind: 'note', text: 'For instance: /compare ecs vs eks' });
  const kind = actions.length > 0 ? 'choice' : 'none';
  return {
    parts,
    outcome: { kind, concepts: offered.slice(0, 5).map((concept) => concept.id), confidence: 0 },
  };
}

/** Concepts beside each other, and what decides between each two of them. */
export function sideBySide(all: readonly Concept[], { catalog }: Knowledge): Answer {
  const concepts = all.slice(0, MOST);
  const [first, ...others] = concepts;
  const pair = first && catalog.confusions(first).find(({ other }) => other === others[0]);
  const parts = pair && others.length === 1 ? knownPair(catalog)(pair) : comparison(concepts, catalog);
  return answered(
    concepts.map((concept) => concept.id),
    parts,
  );
}

/** Two that are often confused, made once for each order of them: they are asked for again and again. */
const knownPair = once((catalog: Catalog) => {
  const owners = new Map(
    catalog.concepts.flatMap((concept) => catalog.confusions(concept).map((pair) => [pair, concept])),
  );
  return once((pair: Pair): readonly Part[] => {
    const owner = owners.get(pair);
    return owner ? comparison([owner, pair.other], catalog) : [];
  });
});

function comparison(concepts: readonly Concept[], catalog: Catalog): readonly Part[] {
  const world = commonWorld(concepts);
  const row = (label: string, cell: (concept: Concept) => string) => ({ label, cells: concepts.map(cell) });
  return [
    { kind: 'heading', text: concepts.map((concept) => concept.title).join(' or ') },
    ...decisions(concepts, catalog.confusions),
    {
      kind: 'comparison',
      columns: concepts.map((concept) => concept.title),
      rows: [
        row('What it is', (concept) => concept.summary),
        row('It is like', (concept) => likenessIn(concept, world).title),
        row('Use it when', (concept) => concept.useWhen[0] ?? ''),
        row('Better not when', (concept) => concept.avoidWhen[0] ?? ''),
      ],
    },
    { kind: 'actions', actions: concepts.map(explainAction) },
  ];
}

function decisions(concepts: readonly Concept[], confusions: Catalog['confusions']): Part[] {
  const known = concepts.flatMap((concept, index) =>
    confusions(concept).filter((pair) => concepts.indexOf(pair.other) > index),
  );
  if (known.length === 0)
    return [{ kind: 'prose', text: 'These are not often taken for one another. This is what each is for:' }];
  return [
    {
      kind: 'subheading',
      text: known.length > 1 ? 'The differences that matter' : 'The difference that matters',
    },
    ...known.map(
      (pair): Part => ({
        kind: 'prose',
        text: [pair.difference, ' ', { bold: pair.choose }] satisfies Inline[],
      }),
    ),
  ];
}

function commonWorld(concepts: readonly Concept[]): string | undefined {
  const [first, ...others] = concepts.map((concept) => concept.likenesses.map((likeness) => likeness.world));
  return first?.find((world) => others.every((worlds) => worlds.includes(world)));
}
