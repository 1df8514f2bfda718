import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../adapters/discord/render.ts';
import { checkMessage as checkDiscord } from '../../adapters/playground/discord/check/message.ts';
import { checkMessage as checkSlack, checkView } from '../../adapters/playground/slack/check.ts';
import { readLine, readMention, readPress, readSlash } from '../../adapters/slack/invocation.ts';
import { renderBlocks, renderFallback } from '../../adapters/slack/render.ts';
import { answerView } from '../../adapters/slack/views.ts';
import { terminalInvocation } from '../../adapters/terminal/invocation.ts';
import { renderTerminal } from '../../adapters/terminal/render.ts';
import type { Part, Reply } from '../../src/replies/reply.ts';
import { bot } from '../content.ts';
import { stringsAt } from '../kit/seen.ts';

const simile = bot('https://github.com/example/simile');
const SEED = 20261122;

/** Text as somebody hostile, or somebody's cat, may type it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    '',
    ' ',
    '<!channel>',
    '<@U123> & <#C1|general>',
    '@everyone @here',
    '*_~`|>#',
    '\u202Eabc\u202C',
    '\uD800',
    '__proto__',
    'constructor',
    'in:__proto__',
    '{"type":"button"}',
    '\u0000\u0007\u001B[31m',
    'https://evil.example/x',
    '[lambda](https://evil.example)',
    'a'.repeat(10_000),
    '😀'.repeat(3_000),
    'lambda '.repeat(2_000),
  ),
);

function faults(reply: Reply): unknown[] {
  renderTerminal(reply);
  return [
    ...checkSlack({ text: renderFallback(reply), blocks: renderBlocks(reply) }),
    ...checkView(answerView(simile, reply)),
    ...checkDiscord(renderMessage(reply)),
  ];
}

describe('GIVEN any text at all', () => {
  test.each(simile.commands.map((command) => command.name))(
    'WHEN it is every option of /%s THEN there is a valid reply on every surface',
    async (name) => {
      const options = simile.commands.find((command) => command.name === name)?.options ?? [];
      const given = fc.dictionary(fc.constantFrom(...options.map((option) => option.name), 'other'), anyText);
      await fc.assert(
        fc.asyncProperty(given, async (asked) => {
          const reply = await simile.respond(terminalInvocation(name, asked, 0));
          expect(reply.outcome.kind).not.toBe('failed');
          expect(faults(reply)).toEqual([]);
        }),
        { seed: SEED, numRuns: 60 },
      );
    },
  );

  test('WHEN it is typed after any command, said to the bot or pressed THEN it is read without a throw and answered', async () => {
    const names = simile.commands.map((command) => command.name);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names, 'simile', 'nonsense'), anyText, async (name, text) => {
        const all = [
          readSlash(simile, name, text),
          readLine(simile, text),
          readMention(simile, text),
          readPress(text),
        ];
        for (const { command, options } of all) {
          const reply = await simile.respond(terminalInvocation(command, options, 0));
          expect(reply.outcome.kind).not.toBe('failed');
          expect(faults(reply)).toEqual([]);
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test('WHEN it is completed THEN at most as many suggestions come as were asked for', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        expect((await simile.suggest('concept', text, 25)).length).toBeLessThanOrEqual(25);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

/** A reply that says back what a person typed, in every kind of part that can. */
function echo(text: string): Reply {
  const parts: Part[] = [
    { kind: 'heading', text },
    { kind: 'subheading', text },
    { kind: 'prose', text: ['said: ', text] },
    { kind: 'prose', text },
    { kind: 'list', items: [text, [{ bold: text }, { italic: text }, { code: text }]] },
    { kind: 'likeness', rows: [{ likeness: text, reality: text }] },
    { kind: 'comparison', columns: [text, text], rows: [{ label: text, cells: [text, text] }] },
    { kind: 'note', text: ['note ', text] },
    { kind: 'actions', actions: [{ label: text, command: 'help', options: {} }] },
  ];
  return {
    parts,
    outcome: { kind: 'answer', concepts: [], confidence: 1 },
    visibility: 'public',
    replaces: false,
  };
}

describe('GIVEN a reply that says any text back', () => {
  test('WHEN Slack draws it THEN nothing in it can mention, link or format', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reply = echo(text.toWellFormed());
        const blocks = renderBlocks(reply);
        expect(checkSlack({ text: renderFallback(reply), blocks })).toEqual([]);
        const parsed = blocks.filter((block) => block.type === 'context' || block.type === 'section');
        for (const mrkdwn of [renderFallback(reply), ...stringsAt(parsed, new Set(['text']))]) {
          expect(mrkdwn).not.toMatch(/<[!@#]|<http/);
        }
        for (const mrkdwn of stringsAt(parsed, new Set(['text'])))
          expect(mrkdwn).not.toMatch(/(?<!\u2060)[*_~`]/);
        expect(JSON.stringify(blocks)).not.toMatch(/"type":"(user|usergroup|broadcast|channel|link)"/);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('WHEN Discord draws it THEN every mark is escaped and nobody is mentioned', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const message = renderMessage(echo(text.toWellFormed()));
        expect(checkDiscord(message)).toEqual([]);
        expect(message.allowed_mentions).toEqual({ parse: [] });
        for (const content of stringsAt(message.components, new Set(['content']))) {
          const outsideCode = content.replace(/(?<!\\)`[^`\n]*`/g, '');
          expect(outsideCode).not.toMatch(/@(everyone|here)/);
          expect(outsideCode).not.toMatch(/(?<!\\)<[@#:!t]/);
          expect(outsideCode).not.toMatch(/https?:\/\//);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
