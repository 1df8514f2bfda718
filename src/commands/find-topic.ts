import type { Topic } from '../concepts/schema.ts';
import { normalize } from '../lookup/normalize.ts';
import type { Part } from '../replies/reply.ts';
import type { Knowledge } from './command.ts';

/** The topic somebody means: its id or title, or a piece of them. */
export function findTopic(asked: string, { catalog }: Pick<Knowledge, 'catalog'>): Topic | undefined {
  const wanted = normalize(asked);
  const names = (topic: { id: string; title: string }) => [normalize(topic.id), normalize(topic.title)];
  return (
    catalog.topics.find((topic) => names(topic).includes(wanted)) ??
    catalog.topics.find((topic) => names(topic).some((name) => name.includes(wanted) && wanted.length > 2))
  );
}

/** The longest piece of what was typed that is said back. */
const ECHO = 60;

export function unknownTopic(asked: string): Part {
  const said = asked.slice(0, ECHO).toWellFormed();
  return { kind: 'prose', text: ['There is no topic “', said, '”. These are there:'] };
}
