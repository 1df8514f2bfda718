import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMarkdown } from '../../../adapters/discord/markdown.ts';
import { readMarkdown } from '../../../adapters/playground/page/discord/markdown.ts';
import { readMrkdwn } from '../../../adapters/playground/page/slack/mrkdwn.ts';
import { renderBlocks } from '../../../adapters/slack/render.ts';

const names = { U1: 'Ada', C1: 'general', '42': 'Bo' };

/** Every word of what was read, without its form. */
function words(read: unknown): string {
  if (typeof read === 'string') return read;
  if (Array.isArray(read)) return read.map(words).join('');
  if (typeof read !== 'object' || read === null) return '';
  return 'inside' in read ? words(read.inside) : 'text' in read ? words(read.text) : '';
}

const shown = (text: string) => text.replaceAll('\u2060', '');

describe('GIVEN mrkdwn as Slack reads it', () => {
  test.each([
    ['*bold* and _it_', [{ kind: 'bold', inside: ['bold'] }, ' and ', { kind: 'italic', inside: ['it'] }]],
    ['~gone~ `a*b*`', [{ kind: 'strike', inside: ['gone'] }, ' ', { kind: 'code', text: 'a*b*' }]],
    ['2*3*4 snake_case_name', ['2*3*4 snake_case_name']],
    ['* no *', ['* no *']],
    [
      '<https://a.example/?a=1&amp;b|here>',
      [{ kind: 'link', url: 'https://a.example/?a=1&b', inside: ['here'] }],
    ],
    [
      '<@U1> in <#C1>',
      [{ kind: 'mention', inside: ['@Ada'] }, ' in ', { kind: 'mention', inside: ['#general'] }],
    ],
    ['&lt;b&gt; &amp;lt;', ['<b> &lt;']],
    ['```x &lt; y```', [{ kind: 'block', text: 'x < y' }]],
    ['*bold _and more_*', [{ kind: 'bold', inside: ['bold ', { kind: 'italic', inside: ['and more'] }] }]],
  ])('WHEN it reads %j THEN its runs are right', (text, runs) => {
    expect(readMrkdwn(text, names)).toEqual(runs);
  });

  test('WHEN people’s text goes through the bot’s small print THEN it is read as the plain text it was', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'*_~`<>&|:@#! a/\\-0\n'),
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        text.filter((some) => some.trim() !== ''),
        (typed) => {
          const [block] = renderBlocks({ parts: [{ kind: 'note', text: typed }] });
          const element = block?.type === 'context' ? block.elements[0] : undefined;
          const runs = readMrkdwn(element?.type === 'mrkdwn' ? element.text : '', names);
          expect(runs.every((run) => typeof run === 'string')).toBe(true);
          expect(shown(words(runs))).toBe(typed);
        },
      ),
    );
  });
});

describe('GIVEN Markdown as Discord reads it', () => {
  test.each([
    ['## Title', [{ kind: 'heading', level: 2, inside: ['Title'] }]],
    ['-# small', [{ kind: 'small', inside: ['small'] }]],
    ['- **a** → b', [{ kind: 'item', level: 0, inside: [{ kind: 'bold', inside: ['a'] }, ' → b'] }]],
    ['  - deep', [{ kind: 'item', level: 1, inside: ['deep'] }]],
    ['3. third', [{ kind: 'item', level: 0, number: 3, inside: ['third'] }]],
    ['> said', [{ kind: 'quote', inside: ['said'] }]],
    ['\\*not\\* \\# this', [{ kind: 'line', inside: ['*', 'not', '*', ' ', '#', ' this'] }]],
    [
      '[a\\]b](<https://x.example>)',
      [{ kind: 'line', inside: [{ kind: 'link', url: 'https://x.example', inside: ['a', ']', 'b'] }] }],
    ],
    [
      '||secret|| __u__ ~~s~~',
      [
        {
          kind: 'line',
          inside: [
            { kind: 'spoiler', inside: ['secret'] },
            ' ',
            { kind: 'underline', inside: ['u'] },
            ' ',
            { kind: 'strike', inside: ['s'] },
          ],
        },
      ],
    ],
    [
      '<@42> </explain:7>',
      [
        {
          kind: 'line',
          inside: [{ kind: 'mention', inside: ['@Bo'] }, ' ', { kind: 'mention', inside: ['/explain'] }],
        },
      ],
    ],
    ['snake_case_name 2*3', [{ kind: 'line', inside: ['snake_case_name 2*3'] }]],
    [
      '```js\nx *y*\n```',
      [
        { kind: 'line', inside: [] },
        { kind: 'code', text: 'x *y*' },
      ],
    ],
  ])('WHEN it reads %j THEN its blocks are right', (text, blocks) => {
    const read = readMarkdown(text, names);
    expect(read.filter((block) => block.kind !== 'line' || words(block) !== '')).toEqual(
      blocks.filter((block) => words(block) !== ''),
    );
  });

  test('WHEN people’s text goes through the bot’s escapes THEN it is read as the plain text it was', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'*_~`<>|[]()#-+.@:/\\ a1'),
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        text.filter((some) => some.trim() !== ''),
        (typed) => {
          const blocks = readMarkdown(toMarkdown(typed), names);
          const runs = blocks.flatMap((block) => ('inside' in block ? block.inside : ['code!']));
          expect(runs.every((run) => typeof run === 'string')).toBe(true);
          expect(shown(words(runs)).trim()).toBe(typed.trim());
        },
      ),
    );
  });

  test('WHEN a message is made of nothing but marks THEN it is read in a moment', () => {
    for (const mark of ['**', '[', '||', '\\', '`', '_a', '<@', '~~'])
      expect(words(readMarkdown(mark.repeat(4000 / mark.length), names)).length).toBeGreaterThan(0);
  });
});
