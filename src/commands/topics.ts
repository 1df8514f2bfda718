import * as z from 'zod/mini';
import { normalize } from '../lookup/normalize.ts';
import { answered, type Part } from '../replies/reply.ts';
import { declare, type Knowledge, textOption } from './command.ts';
import { topicMenu } from './explain.ts';
import { explainAction } from './parts.ts';

export const topics = declare({
  name: 'topics',
  description: 'Look through what there is to learn, in learning order',
  options: {
    topic: z.optional(
      textOption({ description: 'A topic; leave it out to see them all', suggests: 'topic' }),
    ),
  },
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: ['', 'containers', 'security'],
  run({ options }, knowledge) {
    const topic = options.topic === undefined ? undefined : findTopic(options.topic, knowledge);
    if (!topic) return answered([], [...unknown(options.topic), ...overview(knowledge)]);
    const concepts = knowledge.catalog.inTopic(topic.id);
    return answered(
      concepts.map((concept) => concept.id),
      [
        { kind: 'heading', text: topic.title },
        { kind: 'prose', text: topic.summary },
        { kind: 'list', items: concepts.map((concept) => concept.title) },
        { kind: 'menu', placeholder: 'Choose a concept', actions: concepts.map(explainAction) },
        { kind: 'actions', actions: [{ label: 'All topics', command: 'topics', options: {} }] },
      ],
    );
  },
});

function findTopic(asked: string, { catalog }: Knowledge) {
  const wanted = normalize(asked);
  const names = (topic: { id: string; title: string }) => [normalize(topic.id), normalize(topic.title)];
  return (
    catalog.topics.find((topic) => names(topic).includes(wanted)) ??
    catalog.topics.find((topic) => names(topic).some((name) => name.includes(wanted) && wanted.length > 2))
  );
}

function unknown(asked: string | undefined): Part[] {
  if (asked === undefined) return [];
  return [
    {
      kind: 'prose',
      text: ['There is no topic “', asked.slice(0, 60).toWellFormed(), '”. These are there:'],
    },
  ];
}

function overview(knowledge: Knowledge): Part[] {
  const items = knowledge.catalog.topics
    .map((topic) => ({ topic, count: knowledge.catalog.inTopic(topic.id).length }))
    .filter(({ count }) => count > 0)
    .map(({ topic, count }) => [{ bold: topic.title }, ` (${count}): ${topic.summary}`]);
  return [{ kind: 'heading', text: 'What there is to learn' }, { kind: 'list', items }, topicMenu(knowledge)];
}
