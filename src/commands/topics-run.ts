import { type Answer, answered, type Part } from '../replies/reply.ts';
import type { Asked, Knowledge } from './command.ts';
import { topicMenu } from './explain.ts';
import { findTopic, unknownTopic } from './find-topic.ts';
import { explainAction } from './parts.ts';
import { walks } from './walk-run.ts';

export function topics({ options }: Asked<{ topic: string | undefined }>, knowledge: Knowledge): Answer {
  const topic = options.topic === undefined ? undefined : findTopic(options.topic, knowledge);
  const unknown = options.topic === undefined ? [] : [unknownTopic(options.topic)];
  if (!topic) return answered([], [...unknown, ...overview(knowledge)]);
  const concepts = knowledge.catalog.inTopic(topic.id);
  return answered(
    concepts.map((concept) => concept.id),
    [
      { kind: 'heading', text: topic.title },
      { kind: 'prose', text: topic.summary },
      { kind: 'list', items: concepts.map((concept) => concept.title) },
      { kind: 'menu', placeholder: 'Choose a concept', actions: concepts.map(explainAction) },
      {
        kind: 'actions',
        actions: [...walks(topic, knowledge), { label: 'All topics', command: 'topics', options: {} }],
      },
    ],
  );
}

function overview(knowledge: Knowledge): Part[] {
  const items = knowledge.catalog.topics
    .map((topic) => ({ topic, count: knowledge.catalog.inTopic(topic.id).length }))
    .filter(({ count }) => count > 0)
    .map(({ topic, count }) => [{ bold: topic.title }, ` (${count}): ${topic.summary}`]);
  return [{ kind: 'heading', text: 'What there is to learn' }, { kind: 'list', items }, topicMenu(knowledge)];
}
