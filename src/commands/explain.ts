import type { Catalog } from '../concepts/catalog.ts';
import type { Concept, Likeness } from '../concepts/concept.ts';
import type { Found } from '../lookup/lookup.ts';
import { once } from '../replies/once.ts';
import type { Action, Answer, Part } from '../replies/reply.ts';
import { answered } from '../replies/reply.ts';
import { declare, type Knowledge } from './command.ts';
import { ANY, keepWorld, likedWorld, worldNamed } from './liked-world.ts';
import { optional, textOption } from './option.ts';
import { card, explainAction, likenessIn } from './parts.ts';
import { suggestUrl } from './repository.ts';

export const explain = declare({
  name: 'explain',
  description: 'Explain a cloud concept by an everyday likeness',
  options: {
    concept: textOption({
      description: 'The concept, as you would say it: a name, an acronym or a question',
      suggests: 'concept',
    }),
    in: optional(
      textOption({
        description: 'The world to tell it in from now on, such as kitchen; "any" undoes it',
        suggests: 'world',
      }),
    ),
  },
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: ['lambda', 'ecs vs eks', 'container in:kitchen'],
  async run({ options, invocation }, knowledge) {
    const { concept, in: wanted } = options;
    if (wanted === undefined) {
      const id = await likedWorld(knowledge, invocation);
      return explained(concept, id === undefined ? undefined : { id, asked: false }, knowledge);
    }
    const none = wanted.toLowerCase() === ANY;
    const world = worldNamed(wanted, knowledge.catalog);
    const toldIn = none ? undefined : { id: world?.id ?? wanted, asked: true };
    const answer = await explained(concept, toldIn, knowledge);
    // A button names the world of one card; whoever types it likes it.
    if (invocation.pressed || (!none && !world)) return answer;
    const notes = await keepWorld(knowledge, invocation, world);
    return { ...answer, parts: [...notes, ...answer.parts] };
  },
});

/** The world to tell it in. Whoever asked for it just now is told when there is no likeness in it. */
interface Wanted {
  id: string;
  asked: boolean;
}

async function explained(asked: string, world: Wanted | undefined, knowledge: Knowledge): Promise<Answer> {
  const direct = knowledge.catalog.concept(asked);
  if (direct) return explanation(direct, world, knowledge);
  const found = await knowledge.lookup.find(asked);
  const concepts = found.concepts.flatMap((id) => knowledge.catalog.concept(id) ?? []);
  const [first] = concepts;
  if (found.outcome === 'none' || !first) return nothing(asked, knowledge);
  if (found.outcome === 'choice') {
    return {
      parts: choice('Which one do you mean?', concepts),
      outcome: { kind: 'choice', concepts: found.concepts, confidence: found.confidence },
    };
  }
  const answer =
    concepts.length > 1 ? await beside(concepts, knowledge) : explanation(first, world, knowledge);
  const too = namedToo(found, knowledge);
  const parts = too.length > 0 ? [...answer.parts, ...too] : answer.parts;
  return { parts, outcome: { ...answer.outcome, confidence: found.confidence } };
}

async function beside(concepts: readonly Concept[], knowledge: Knowledge): Promise<Answer> {
  const { sideBySide } = await import('./compare-run.ts');
  return sideBySide(concepts, knowledge);
}

/** What else the question named, and what a team's own concept of the same name hides. */
function namedToo(found: Found, { catalog }: Knowledge): Part[] {
  const offer = (text: string, ids: readonly string[]): Part[] => {
    const concepts = ids.flatMap((id) => catalog.concept(id) ?? []).slice(0, 5);
    const actions = concepts.map(explainAction);
    return actions.length > 0
      ? [
          { kind: 'note', text },
          { kind: 'actions', actions },
        ]
      : [];
  };
  return [
    ...offer('You also named:', found.also),
    ...offer('This is your team’s own entry. Simile’s own of the same name:', found.hidden),
  ];
}

function explanation(concept: Concept, world: Wanted | undefined, { catalog }: Knowledge): Answer {
  const likeness = likenessIn(concept, world?.id);
  const whole = wholeCard(catalog)(concept)(likeness);
  if (!world?.asked || likeness.world === world.id) return answered([concept.id], whole);
  const elsewhere = `There is no likeness for this in “${world.id.slice(0, 40)}” yet, so here is another.`;
  return answered([concept.id], [{ kind: 'note', text: elsewhere }, ...whole]);
}

/** The card of a likeness and where to go from it, made once: it is asked for again and again. */
export const wholeCard = once((catalog: Catalog) =>
  once((concept: Concept) =>
    once((likeness: Likeness): readonly Part[] => [
      ...card(concept, likeness, catalog),
      ...goOn(concept, likeness),
    ]),
  ),
);

/** Where to go from a card. */
function goOn(concept: Concept, shown: Likeness): Part[] {
  const worlds = concept.likenesses.map((likeness) => likeness.world);
  const next = worlds[(worlds.indexOf(shown.world) + 1) % worlds.length];
  const of = { concept: concept.id };
  const first: Action[] = [{ label: 'Tell me more', command: 'more', options: of, style: 'primary' }];
  if (next && next !== shown.world)
    first.push({ label: 'Another likeness', command: 'explain', options: { ...of, in: next } });
  first.push({ label: 'Check yourself', command: 'ask', options: of });
  first.push({ label: 'Share with the channel', command: 'share', options: { ...of, in: shown.world } });
  const second: Action[] = [{ label: 'Related', command: 'related', options: of }];
  if (concept.requires.length > 0) second.unshift({ label: 'Know first', command: 'first', options: of });
  second.push({ label: 'Report a mistake', command: 'report', options: of });
  return [
    { kind: 'actions', actions: first },
    { kind: 'actions', actions: second },
  ];
}

export function choice(heading: string, concepts: readonly Concept[]): Part[] {
  return [
    { kind: 'heading', text: heading },
    { kind: 'list', items: concepts.map((concept) => [{ bold: concept.title }, `: ${concept.summary}`]) },
    { kind: 'actions', actions: concepts.map(explainAction) },
  ];
}

/** The longest piece of a question that is said back. */
const ECHO = 60;

function nothing(asked: string, knowledge: Knowledge): Answer {
  const said = asked.length > ECHO ? `${asked.slice(0, ECHO).toWellFormed()}…` : asked;
  const suggest = suggestUrl(knowledge.repository, said);
  const parts: Part[] = [
    { kind: 'heading', text: 'I do not know that one yet' },
    {
      kind: 'prose',
      text: ['I have nothing for “', said, '”. Try a shorter name or an acronym, or look through a topic:'],
    },
    topicMenu(knowledge),
    { kind: 'actions', actions: suggest ? [{ label: 'Suggest this concept', url: suggest }] : [] },
  ];
  return { parts, outcome: { kind: 'none', concepts: [], confidence: 0 } };
}

/** A menu of all topics; a pick runs a command with the topic. */
export function topicMenu(knowledge: Knowledge, command = 'topics'): Part {
  const actions = knowledge.catalog.topics
    .filter((topic) => knowledge.catalog.inTopic(topic.id).length > 0)
    .map((topic) => ({ label: topic.title, command, options: { topic: topic.id } }));
  return { kind: 'menu', placeholder: 'Choose a topic', actions };
}
