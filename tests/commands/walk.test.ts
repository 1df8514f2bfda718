import { describe, expect, test } from 'vitest';
import { terminalInvocation } from '../../adapters/terminal/invocation.ts';
import type { Action, Reply } from '../../src/replies/reply.ts';
import { bot } from '../content.ts';

const simile = bot();

const press = (action: Action | undefined): Promise<Reply> => {
  if (!action || !('command' in action)) throw new Error('There is no such button.');
  return simile.respond(terminalInvocation(action.command, action.options, 0, true));
};
const buttons = ({ parts }: Reply): readonly Action[] =>
  parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
const button = (reply: Reply, label: string) => buttons(reply).find((one) => one.label.startsWith(label));

describe('GIVEN the page of a topic', () => {
  test.each(
    simile.catalog.topics.flatMap((topic) => topic.worlds.map((world) => [topic.id, world] as const)),
  )(
    '%s: WHEN somebody walks it in the world %s THEN each concept comes in order, told there, to the last',
    async (topic, world) => {
      const title = simile.catalog.world(world)?.title ?? '';
      const page = await simile.respond(terminalInvocation('topics', { topic }, 0));
      let reply = await press(button(page, `Walk it in ${title.charAt(0).toLowerCase()}${title.slice(1)}`));
      const seen: string[] = [];
      for (;;) {
        seen.push(...reply.outcome.concepts);
        expect(JSON.stringify(reply.parts)).toContain(`Told in the world: ${title}.`);
        const next = button(reply, 'Next in ');
        if (!next) break;
        reply = await press(next);
      }
      expect(seen).toEqual(simile.catalog.inTopic(topic).map(({ id }) => id));
      expect(button(reply, 'All topics')).toBeDefined();
    },
  );

  test('Every topic can be walked in a world at least', () => {
    expect(simile.catalog.topics.filter((topic) => topic.worlds.length === 0)).toEqual([]);
    expect(simile.catalog.topics.length).toBeGreaterThan(10);
  });

  test('WHEN a step is from another version THEN she is led back to the topics', async () => {
    const reply = await simile.respond(
      terminalInvocation('walk', { concept: 'gone', in: 'kitchen' }, 0, true),
    );
    expect(reply.outcome.kind).toBe('refused');
  });
});
