import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../adapters/discord/render.ts';
import { checkMessage as checkDiscord } from '../../adapters/playground/discord/check/message.ts';
import { checkMessage as checkSlack, checkView } from '../../adapters/playground/slack/check.ts';
import { renderBlocks, renderFallback } from '../../adapters/slack/render.ts';
import { answerView, homeView } from '../../adapters/slack/views.ts';
import { terminalInvocation } from '../../adapters/terminal/invocation.ts';
import type { Concept } from '../../src/concepts/concept.ts';
import { ACTION_LIMIT, decodeAction, encodeAction } from '../../src/replies/encoding.ts';
import type { Reply } from '../../src/replies/reply.ts';
import { bot } from '../content.ts';

const simile = bot('https://github.com/example/simile');

type Asked = [command: string, options: Record<string, string>];

/** Every view there is of a concept. */
function viewsOf(concept: Concept): Asked[] {
  const it = { concept: concept.id };
  return [
    ...concept.likenesses.flatMap(({ world }): Asked[] => [
      ['explain', { ...it, in: world }],
      ['share', { ...it, in: world }],
      ['walk', { ...it, in: world }],
    ]),
    ...['more', 'first', 'related', 'report', 'ask'].map((command): Asked => [command, it]),
    ...concept.questions.flatMap((question): Asked[] =>
      ['a', 'b', 'c', 'd'].map((pick) => ['ask', { ...it, question: question.id, pick }]),
    ),
    ...simile.catalog
      .confusions(concept)
      .map((pair): Asked => ['compare', { first: concept.id, second: pair.concept }]),
  ];
}

const others: Asked[] = [
  ['help', {}],
  ['topics', {}],
  ['topics', { topic: 'no such topic' }],
  ...simile.catalog.topics.map((topic): Asked => ['topics', { topic: topic.id }]),
  ['explain', {}],
  ['explain', { concept: 'CD' }],
  ['explain', { concept: 'zebra crossing paint' }],
  ['explain', { concept: 'ecs vs eks vs fargate' }],
  ['compare', { first: 'ecs' }],
  ['compare', { first: 'zebra', second: 'service' }],
  ['ask', { concept: 'gone' }],
  ['share', { concept: 'gone' }],
  ['no-such-command', {}],
];

function respond([command, options]: Asked): Promise<Reply> {
  return simile.respond(terminalInvocation(command, options, 0));
}

const slackSchema: object = JSON.parse(
  readFileSync(join(import.meta.dirname, '../contracts/official/slack-sdk.schema.json'), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(slackSchema, 'slack');

/** Each block against the definition of its own type: the schema's union of blocks admits anything. */
const blockDefinitions: Record<string, string> = {
  header: 'HeaderBlock',
  rich_text: 'RichTextBlock',
  table: 'TableBlock',
  context: 'ContextBlock',
  actions: 'ActionsBlock',
};

function schemaFaults(blocks: readonly { type: string }[]): unknown[] {
  return blocks.flatMap((block): unknown[] => {
    const validate = ajv.getSchema(`slack#/definitions/${blockDefinitions[block.type]}`);
    if (!validate) return [`No definition for ${block.type}`];
    return validate(block) ? [] : [{ block, errors: validate.errors }];
  });
}

function faultsOf(reply: Reply): unknown[] {
  const blocks = renderBlocks(reply);
  const discord = renderMessage(reply);
  return [
    ...checkSlack({ text: renderFallback(reply), blocks }),
    ...schemaFaults(blocks),
    ...checkView(answerView(simile, reply)),
    ...checkView(homeView(simile, reply)),
    ...checkDiscord(discord),
  ];
}

describe('GIVEN every concept in every view', () => {
  test.each(simile.catalog.concepts.map((concept) => [concept.id, concept] as const))(
    '%s: WHEN each is drawn on both platforms THEN nothing is refused and nothing is cut',
    async (_id, concept) => {
      for (const asked of viewsOf(concept)) {
        const reply = await respond(asked);
        expect(reply.outcome.kind, JSON.stringify(asked)).toBe('answer');
        expect(faultsOf(reply), JSON.stringify(asked)).toEqual([]);
        const drawn = JSON.stringify([renderBlocks(reply), renderMessage(reply)]);
        expect(drawn.includes('…'), `${JSON.stringify(asked)} is cut`).toBe(false);
      }
    },
  );

  test.each(others)(
    'WHEN /%s %j is asked THEN nothing of the answer is refused',
    async (command, options) => {
      expect(faultsOf(await respond([command, options]))).toEqual([]);
    },
  );

  test('WHEN a button is written THEN it fits, and reads back as what it was', async () => {
    for (const concept of simile.catalog.concepts) {
      for (const asked of viewsOf(concept)) {
        for (const part of (await respond(asked)).parts) {
          if (part.kind !== 'actions' && part.kind !== 'menu') continue;
          for (const action of part.actions) {
            if ('url' in action) continue;
            const encoded = encodeAction(action);
            expect(encoded.length).toBeLessThanOrEqual(ACTION_LIMIT);
            expect(decodeAction(encoded)).toEqual({ command: action.command, options: action.options });
          }
        }
      }
    }
  });
});
