import type { Concept } from '../concepts/concept.ts';
import { type Answer, answered, type Part, refused } from '../replies/reply.ts';
import type { Asked, Knowledge } from './command.ts';
import { blocks, card, conceptList, explainAction, likenessIn, sources, titledList } from './parts.ts';
import { reportUrl } from './repository.ts';

interface OfConcept {
  concept: string;
}

/** Runs what is shown of one concept, or says that the concept is gone. */
function page(id: string, knowledge: Knowledge, show: (concept: Concept) => readonly Part[]): Answer {
  const found = knowledge.catalog.concept(id);
  return found ? answered([found.id], show(found)) : gone();
}

export function gone(): Answer {
  return refused([
    { kind: 'heading', text: 'That concept is no longer here' },
    {
      kind: 'prose',
      text: 'The button is from an older version of Simile. Look the concept up again, or go through the topics.',
    },
    { kind: 'actions', actions: [{ label: 'Look through topics', command: 'topics', options: {} }] },
  ]);
}

function back(to: Concept): Part {
  return { kind: 'actions', actions: [{ ...explainAction(to), label: 'Back to the likeness' }] };
}

export function more({ options }: Asked<OfConcept>, knowledge: Knowledge): Answer {
  return page(options.concept, knowledge, (it) => [
    { kind: 'heading', text: it.title },
    ...blocks(it.explanation),
    ...titledList('Use it when', it.useWhen),
    ...titledList('Better not when', it.avoidWhen),
    ...titledList('Common mistakes', it.mistakes),
    sources(it),
    back(it),
  ]);
}

export function first({ options }: Asked<OfConcept>, knowledge: Knowledge): Answer {
  return page(options.concept, knowledge, (it) => [
    { kind: 'heading', text: `Before ${it.title}` },
    ...conceptList('Know first', knowledge.catalog.requires(it)),
    ...(it.requires.length === 0
      ? [{ kind: 'prose' as const, text: 'Nothing: you can start with this one.' }]
      : []),
    back(it),
  ]);
}

export function related({ options }: Asked<OfConcept>, knowledge: Knowledge): Answer {
  return page(options.concept, knowledge, (it) => {
    const { catalog } = knowledge;
    const pairs = catalog.confusions(it).slice(0, 5);
    const near = [...catalog.leadsTo(it), ...catalog.inTopic(it.topic)]
      .filter((other, index, all) => other !== it && all.indexOf(other) === index)
      .slice(0, 5);
    const compared = pairs.map((pair) => ({
      label: `${it.title} or ${pair.other.title}`,
      command: 'compare',
      options: { first: it.id, second: pair.other.id },
    }));
    return [
      { kind: 'heading', text: `Around ${it.title}` },
      ...titledList(
        'Often confused with it',
        pairs.map((pair) => `${pair.other.title}: ${pair.difference}`),
      ),
      { kind: 'actions', actions: compared },
      ...conceptList('Where to go on', near),
      back(it),
    ];
  });
}

export function share(
  { options, invocation }: Asked<OfConcept & { in: string | undefined }>,
  knowledge: Knowledge,
): Answer {
  return page(options.concept, knowledge, (it) => [
    ...card(it, likenessIn(it, options.in), knowledge.catalog),
    {
      kind: 'note',
      text: [
        'Shared by ',
        { person: invocation.person.id },
        '. Ask for your own with ',
        { code: '/explain' },
        '.',
      ],
    },
    {
      kind: 'actions',
      actions: [
        { label: 'Tell me more', command: 'more', options: { concept: it.id } },
        { label: 'Check yourself', command: 'ask', options: { concept: it.id } },
      ],
    },
  ]);
}

export function report({ options }: Asked<OfConcept>, knowledge: Knowledge): Answer {
  return page(options.concept, knowledge, (it) => {
    const url = reportUrl(knowledge.repository, it.id);
    const text = url
      ? 'Thank you for looking closely. Say what is wrong, and what is right if you know; a source helps most.'
      : 'Thank you for looking closely. This is counted for the people who run Simile here; tell them what is wrong.';
    const actions = url ? [{ label: 'Describe the mistake', url }] : [];
    return [
      { kind: 'heading', text: `A mistake in ${it.title}?` },
      { kind: 'prose', text },
      { kind: 'actions', actions },
      back(it),
    ];
  });
}
