import type { Concept } from '../concepts/concept.ts';
import type { Topic, World } from '../concepts/schema.ts';
import { type Action, type Answer, answered, type Part } from '../replies/reply.ts';
import type { Asked, Knowledge } from './command.ts';
import { gone } from './concept-pages-run.ts';
import { wholeCard } from './explain.ts';
import { inSentence } from './liked-world.ts';
import { likenessIn } from './parts.ts';

export function walk({ options }: Asked<{ concept: string; in: string }>, { catalog }: Knowledge): Answer {
  const concept = catalog.concept(options.concept);
  const world = catalog.world(options.in);
  if (!concept || !world) return gone();
  const whole = wholeCard(catalog)(concept)(likenessIn(concept, world.id));
  const way = catalog.inTopic(concept.topic);
  const at = way.indexOf(concept);
  const topic = catalog.topic(concept.topic);
  const next = way[at + 1];
  const onward: Part[] = next
    ? [{ kind: 'actions', actions: [step(`Next in ${inSentence(world)}: ${next.title}`, next, world)] }]
    : [
        { kind: 'note', text: 'That was the last one of this topic.' },
        { kind: 'actions', actions: [{ label: 'All topics', command: 'topics', options: {} }] },
      ];
  const where = `${topic?.title ?? ''}, in ${inSentence(world)}: ${at + 1} of ${way.length}`;
  return answered([concept.id], [{ kind: 'note', text: where }, ...whole, ...onward]);
}

/** Where the walks through a topic begin: one for each world it can be walked in. */
export function walks(topic: Topic, { catalog }: Knowledge): Action[] {
  const [first] = catalog.inTopic(topic.id);
  if (!first) return [];
  return topic.worlds
    .flatMap((id) => catalog.world(id) ?? [])
    .map((world) => step(`Walk it in ${inSentence(world)}`, first, world));
}

function step(label: string, concept: Concept, world: World): Action {
  return { label, command: 'walk', options: { concept: concept.id, in: world.id } };
}
