import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  checkMessage,
  checkOptions,
  checkView,
  checkViewAnswer,
} from '../../../adapters/playground/slack/check.ts';
import { isObject, type JsonObject, parseJson, textOr } from '../../../adapters/playground/slack/json.ts';

const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (value: string) => ({ text: plain(value), value });
const options = (count: number) => many(count, (index) => option(`o${index}`));
const button = (more: JsonObject = {}) => ({ type: 'button', text: plain('Go'), ...more });
const select = (more: JsonObject = {}) => ({ type: 'static_select', options: options(2), ...more });
const actions = (...elements: JsonObject[]) => ({ type: 'actions', elements });
const section = (more: JsonObject = {}) => ({ type: 'section', text: mrkdwn('hi'), ...more });
const input = (element: JsonObject, more: JsonObject = {}) => ({
  type: 'input',
  label: plain('L'),
  element,
  ...more,
});
const textInput = (more: JsonObject = {}) => ({ type: 'plain_text_input', ...more });
const cell = (text: string) => ({ type: 'raw_text', text });
const table = (rows: number, cells: number, text = 'x') => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => cell(text))),
});
const rich = (...elements: JsonObject[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const message = (...blocks: JsonObject[]) => ({ text: 'Fallback', blocks });
const modal = (more: JsonObject = {}) => ({
  type: 'modal',
  title: plain('Title'),
  blocks: [section()],
  ...more,
});

/** Everything right, at the limits where there are any. */
const goodBlocks: Record<string, JsonObject[]> = {
  header: [{ type: 'header', text: plain(long(150)) }],
  section: [
    section({ block_id: long(255), text: mrkdwn(long(3000)) }),
    { type: 'section', fields: many(10, () => mrkdwn(long(20))) },
    section({ accessory: button({ style: 'danger', url: 'https://example.org/', value: long(2000) }) }),
    section({ accessory: { type: 'image', image_url: 'https://example.org/a.png', alt_text: 'A' } }),
    section({ accessory: { type: 'overflow', action_id: 'o', options: options(5) } }),
  ],
  actions: [
    actions(...many(25, (index) => button({ action_id: `a${index}` }))),
    actions(
      select({ options: options(100), placeholder: plain(long(150)), initial_option: option('o7') }),
      { type: 'external_select', min_query_length: 1 },
      { type: 'radio_buttons', options: options(10) },
      { type: 'checkboxes', options: [{ text: mrkdwn('*b*'), value: 'b', description: plain(long(75)) }] },
      { type: 'datepicker', initial_date: '2026-11-23' },
    ),
    actions(
      button({
        confirm: {
          title: plain(long(100)),
          text: mrkdwn(long(300)),
          confirm: plain(long(30)),
          deny: plain('No'),
        },
      }),
    ),
  ],
  context: [{ type: 'context', elements: many(10, (index) => mrkdwn(long(index === 0 ? 3000 : 9))) }],
  context_actions: [
    {
      type: 'context_actions',
      elements: many(5, (index) => ({
        type: 'icon_button',
        icon: 'trash',
        action_id: `i${index}`,
        text: plain('Delete'),
        accessibility_label: long(75),
      })),
    },
  ],
  alert: [{ type: 'alert', level: 'warning', text: mrkdwn(long(200)) }],
  divider: [{ type: 'divider' }],
  image: [
    { type: 'image', image_url: `https://a.example/${long(2982)}`, alt_text: long(2000), title: plain('A') },
  ],
  markdown: [{ type: 'markdown', text: `# ${long(11_998)}` }],
  table: [{ ...table(100, 20, 'xxxxx'), column_settings: [{ align: 'right', is_wrapped: true }] }],
  rich_text: [
    rich({ type: 'text', text: 'a', style: { bold: true } }, { type: 'link', url: 'https://example.org/' }),
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
        },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
        { type: 'rich_text_quote', elements: [{ type: 'user', user_id: 'U1' }] },
      ],
    },
  ],
  input: [input(textInput({ max_length: 3000 }), { hint: plain(long(2000)), optional: true })],
};

describe('what Slack takes', () => {
  const schema = parseJson(
    readFileSync(new URL('../../contracts/official/slack-sdk.schema.json', import.meta.url), 'utf8'),
  );
  if (!isObject(schema)) throw new Error('no schema');
  const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(schema, 'slack');
  const definitions: Record<string, string> = {
    rich_text: 'RichTextBlock',
    context_actions: 'ContextActionsBlock',
  };
  const nameOf = (type: string) =>
    definitions[type] ?? `${type.charAt(0).toUpperCase()}${type.slice(1)}Block`;

  it.each(Object.entries(goodBlocks))('%s blocks, by these checks and by the official types', (_, blocks) => {
    for (const block of blocks) {
      expect(checkMessage(message(block))).toEqual([]);
      const valid = ajv.getSchema(`slack#/definitions/${nameOf(textOr(block.type))}`);
      expect([valid?.(block), valid?.errors ?? []]).toEqual([true, []]);
    }
  });

  it('a modal and a Home', () => {
    const asked = modal({ submit: plain('Ask'), blocks: [input(textInput()), section()] });
    expect(checkView(asked)).toEqual([]);
    expect(checkView({ type: 'home', blocks: many(100, () => section()) })).toEqual([]);
    expect(ajv.getSchema('slack#/definitions/ModalView')?.(asked)).toBe(true);
  });

  it('13,200 characters in the blocks of a message', () => {
    const upTo = (left: number) => [
      ...many(4, () => section({ text: mrkdwn(long(3000)) })),
      section({ text: mrkdwn(long(left)) }),
    ];
    expect(checkMessage(message(...upTo(1200)))).toEqual([]);
    expect(checkMessage(message(...upTo(1201))).map((problem) => problem.error)).toEqual([
      'msg_blocks_too_long',
    ]);
  });

  it('50 blocks and 40,000 characters of text', () => {
    expect(checkMessage({ text: long(40_000), blocks: many(50, () => ({ type: 'divider' })) })).toEqual([]);
  });
});

/** What was sent, then what Slack says about it and where. */
type Refused = [rule: string, blocks: JsonObject[], pointer: string, words: string];

const block = '/blocks/0';
const refusedBlocks: Refused[] = [
  ['an unknown block', [{ type: 'hero' }], `${block}/type`, 'unsupported type: hero'],
  ['a block without a type', [{}], block, 'missing required field: type'],
  ['a block this stand-in cannot judge', [{ type: 'carousel' }], `${block}/type`, 'not covered'],
  ['an unknown element', [actions({ type: 'lever' })], `${block}/elements/0/type`, 'unsupported type: lever'],
  ['an input among actions', [actions(textInput())], `${block}/elements/0/type`, 'unsupported type'],
  ['a button in an input', [input(button())], `${block}/element/type`, 'unsupported type: button'],
  [
    'a field nobody knows',
    [section({ colour: 'red' })],
    `${block}/colour`,
    'invalid additional property: colour',
  ],
  ['a missing field', [{ type: 'header' }], block, 'missing required field: text'],
  ['over 50 blocks', many(51, () => ({ type: 'divider' })), '/blocks', 'no more than 50 items allowed'],
  ['a section of nothing', [{ type: 'section' }], block, 'must define either `text` or `fields`'],
  ['a section over 3,000', [section({ text: mrkdwn(long(3001)) })], `${block}/text/text`, 'less than 3001'],
  ['empty text', [section({ text: mrkdwn('') })], `${block}/text/text`, 'more than 0 characters'],
  ['eleven fields', [section({ fields: many(11, () => mrkdwn('f')) })], `${block}/fields`, 'no more than 10'],
  [
    'a field over 2,000',
    [section({ fields: [mrkdwn(long(2001))] })],
    `${block}/fields/0/text`,
    'less than 2001',
  ],
  [
    'a header in mrkdwn',
    [{ type: 'header', text: mrkdwn('*h*') }],
    `${block}/text/type`,
    'unsupported type: mrkdwn',
  ],
  ['a header over 150', [{ type: 'header', text: plain(long(151)) }], `${block}/text/text`, 'less than 151'],
  [
    'eleven in a context',
    [{ type: 'context', elements: many(11, () => mrkdwn('c')) }],
    `${block}/elements`,
    'than 10',
  ],
  [
    'a context over 3,000',
    [{ type: 'context', elements: [mrkdwn(long(3001))] }],
    `${block}/elements/0/text`,
    '3001',
  ],
  [
    'a long description',
    [actions(select({ options: [{ ...option('o'), description: plain(long(76)) }] }))],
    `${block}/elements/0/options/0/description/text`,
    '76',
  ],
  ['no actions', [actions()], `${block}/elements`, 'no fewer than 1'],
  ['26 actions', [actions(...many(26, () => button()))], `${block}/elements`, 'no more than 25'],
  [
    'a long label',
    [actions(button({ text: plain(long(76)) }))],
    `${block}/elements/0/text/text`,
    'less than 76',
  ],
  [
    'a mrkdwn label',
    [actions(button({ text: mrkdwn('x') }))],
    `${block}/elements/0/text/type`,
    'unsupported',
  ],
  ['a long value', [actions(button({ value: long(2001) }))], `${block}/elements/0/value`, 'less than 2001'],
  [
    'a long action_id',
    [actions(button({ action_id: long(256) }))],
    `${block}/elements/0/action_id`,
    'less than 256',
  ],
  ['a long block_id', [section({ block_id: long(256) })], `${block}/block_id`, 'less than 256'],
  ['an unknown style', [actions(button({ style: 'loud' }))], `${block}/elements/0/style`, 'valid enum value'],
  [
    'a script as url',
    [actions(button({ url: 'javascript:alert(1)' }))],
    `${block}/elements/0/url`,
    'http or https',
  ],
  ['words as url', [actions(button({ url: 'see here' }))], `${block}/elements/0/url`, 'http or https'],
  [
    'an over-long url',
    [actions(button({ url: `https://a.example/${long(3000)}` }))],
    `${block}/elements/0/url`,
    '3001',
  ],
  [
    '101 options',
    [actions(select({ options: options(101) }))],
    `${block}/elements/0/options`,
    'no more than 100',
  ],
  [
    'a select of nothing',
    [actions(select({ options: undefined }))],
    `${block}/elements/0`,
    '`option_groups`',
  ],
  ['options and groups', [actions(select({ option_groups: [] }))], `${block}/elements/0`, 'not both'],
  [
    'an initial option not offered',
    [actions(select({ initial_option: option('z') }))],
    `${block}/elements/0`,
    'match',
  ],
  [
    'a long placeholder',
    [actions(select({ placeholder: plain(long(151)) }))],
    `${block}/elements/0/placeholder/text`,
    '151',
  ],
  [
    'a long option',
    [actions(select({ options: [{ text: plain(long(76)), value: 'v' }] }))],
    `${block}/elements/0/options/0/text/text`,
    'less than 76',
  ],
  [
    'a long option value',
    [
      actions(
        select({ options: [option(long(151)), option('a')].map((each) => ({ ...each, text: plain('t') })) }),
      ),
    ],
    `${block}/elements/0/options/0/value`,
    'less than 151',
  ],
  [
    'an option in mrkdwn',
    [actions(select({ options: [{ text: mrkdwn('t'), value: 'v' }] }))],
    `${block}/elements/0/options/0/text/type`,
    'unsupported',
  ],
  [
    'six in an overflow',
    [actions({ type: 'overflow', options: options(6) })],
    `${block}/elements/0/options`,
    'no more than 5',
  ],
  [
    'eleven checkboxes',
    [actions({ type: 'checkboxes', options: options(11) })],
    `${block}/elements/0/options`,
    'no more than 10',
  ],
  [
    'a long confirm title',
    [actions(button({ confirm: { title: plain(long(101)), text: plain('t') } }))],
    `${block}/elements/0/confirm/title/text`,
    'less than 101',
  ],
  [
    'a long confirm button',
    [actions(button({ confirm: { text: plain('t'), deny: plain(long(31)) } }))],
    `${block}/elements/0/confirm/deny/text`,
    'less than 31',
  ],
  [
    'a long confirm text',
    [actions(button({ confirm: { text: plain(long(301)) } }))],
    `${block}/elements/0/confirm/text/text`,
    'less than 301',
  ],
  ['a confirm of nothing', [actions(button({ confirm: {} }))], `${block}/elements/0/confirm`, 'field: text'],
  [
    'a date not a date',
    [actions({ type: 'datepicker', initial_date: '23.11.' })],
    `${block}/elements/0/initial_date`,
    'date',
  ],
  [
    'max_length over 3,000',
    [input(textInput({ max_length: 3001 }))],
    `${block}/element/max_length`,
    '1 to 3000',
  ],
  ['min over max', [input(textInput({ min_length: 9, max_length: 3 }))], `${block}/element`, 'not be over'],
  [
    'an input without label',
    [{ type: 'input', element: textInput() }],
    block,
    'missing required field: label',
  ],
  [
    'an image without alt text',
    [{ type: 'image', image_url: 'https://a.example/' }],
    block,
    'field: alt_text',
  ],
  [
    'an image from a file',
    [{ type: 'image', image_url: 'file:///etc/x', alt_text: 'a' }],
    `${block}/image_url`,
    'http',
  ],
  [
    'an alt text over 2,000',
    [{ type: 'image', image_url: 'https://a.example/', alt_text: long(2001) }],
    `${block}/alt_text`,
    '2001',
  ],
  [
    'an image url over 3,000',
    [{ type: 'image', image_url: `https://a.example/${long(2983)}`, alt_text: 'a' }],
    `${block}/image_url`,
    '3001',
  ],
  [
    'an input label over 2,000',
    [input(textInput(), { label: plain(long(2001)) })],
    `${block}/label/text`,
    '2001',
  ],
  ['an alert over 200', [{ type: 'alert', text: mrkdwn(long(201)) }], `${block}/text/text`, 'less than 201'],
  [
    'a long label for screen readers',
    [actions(button({ accessibility_label: long(76) }))],
    `${block}/elements/0/accessibility_label`,
    '76',
  ],
  [
    'six context actions',
    [{ type: 'context_actions', elements: many(6, () => ({})) }],
    `${block}/elements`,
    'no more than 5',
  ],
  ['markdown over 12,000', [{ type: 'markdown', text: long(12_001) }], `${block}/text`, 'less than 12001'],
  [
    'markdown over 12,000 in all',
    many(2, () => ({ type: 'markdown', text: long(6001) })),
    '/blocks',
    '12001 characters in all',
  ],
  ['101 rows', [table(101, 1)], `${block}/rows`, 'no more than 100'],
  ['no rows', [table(0, 1)], `${block}/rows`, 'no fewer than 1'],
  ['21 cells', [table(1, 21)], `${block}/rows/0`, 'no more than 20'],
  ['an empty cell', [table(1, 1, '')], `${block}/rows/0/0/text`, 'more than 0'],
  ['a table over 10,000', [table(5, 20, long(101))], block, 'less than 10001 characters over all cells'],
  [
    'a cell in mrkdwn',
    [{ type: 'table', rows: [[mrkdwn('c')]] }],
    `${block}/rows/0/0/type`,
    'unsupported type: mrkdwn',
  ],
  [
    'a column aligned nowhere',
    [{ ...table(1, 1), column_settings: [{ align: 'middle' }] }],
    `${block}/column_settings/0/align`,
    'enum',
  ],
  [
    'an unknown rich element',
    [rich({ type: 'shout' })],
    `${block}/elements/0/elements/0/type`,
    'unsupported type: shout',
  ],
  [
    'a rich link elsewhere',
    [rich({ type: 'link', url: 'data:text/html,x' })],
    `${block}/elements/0/elements/0/url`,
    'http',
  ],
  [
    'a block_id twice',
    [section({ block_id: 'a' }), section({ block_id: 'a' })],
    '/blocks/1/block_id',
    'already exists',
  ],
  [
    'an action_id twice in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    `${block}/elements/1/action_id`,
    'already exists',
  ],
  [
    'two elements in focus',
    many(2, () => input(textInput({ focus_on_load: true }))),
    '/blocks',
    'only one element may set `focus_on_load`',
  ],
];

describe('what Slack refuses in blocks', () => {
  it.each(refusedBlocks)('%s', (_, blocks, pointer, words) => {
    const problems = checkMessage(message(...blocks));
    expect(problems).toContainEqual({
      error: 'invalid_blocks',
      pointer,
      message: expect.stringContaining(words),
    });
  });

  it('but one action_id may stand in two blocks', () => {
    expect(checkMessage(message(...many(2, () => actions(button({ action_id: 'a' })))))).toEqual([]);
  });
});

describe('what Slack refuses in a message', () => {
  it.each([
    ['no text at all', {}, 'no_text'],
    ['blocks without text (our stricter rule)', { blocks: [section()] }, 'no_text'],
    ['blank text', { text: ' ' }, 'no_text'],
    ['text over 40,000', { text: long(40_001) }, 'msg_too_long'],
    ['text that is no text', { text: 7 }, 'invalid_arguments'],
    ['blocks that are no list', { text: 't', blocks: 'x' }, 'invalid_blocks_format'],
    ['two tables', message(table(1, 1), table(1, 1)), 'invalid_attachments'],
    [
      'more text in blocks than was ever taken',
      message(...many(5, () => section({ text: mrkdwn(long(2700)) }))),
      'msg_blocks_too_long',
    ],
    ['metadata without a payload', { text: 't', metadata: { event_type: 'e' } }, 'invalid_metadata_format'],
    ['attachments', { text: 't', attachments: [] }, 'invalid_attachments'],
    ['a list', [], 'invalid_arguments'],
  ])('%s', (_, payload, error) => {
    expect(checkMessage(payload).map((problem) => problem.error)).toContain(error);
  });
});

describe('what Slack refuses in a view', () => {
  it.each([
    ['another type', modal({ type: 'dialog' }), '/view/type', 'enum'],
    ['no title', modal({ title: undefined }), '/view', 'field: title'],
    ['a title over 24', modal({ title: plain(long(25)) }), '/view/title/text', 'less than 25'],
    ['a submit over 24', modal({ submit: plain(long(25)) }), '/view/submit/text', 'less than 25'],
    ['a close over 24', modal({ close: plain(long(25)) }), '/view/close/text', 'less than 25'],
    ['no blocks', modal({ blocks: undefined }), '/view', 'field: blocks'],
    ['101 blocks', modal({ blocks: many(101, () => section()) }), '/view/blocks', 'no more than 100'],
    ['inputs without submit', modal({ blocks: [input(textInput())] }), '/view', 'field: submit'],
    [
      'private_metadata over 3,000',
      modal({ private_metadata: long(3001) }),
      '/view/private_metadata',
      '3001',
    ],
    ['a callback_id over 255', modal({ callback_id: long(256) }), '/view/callback_id', '256'],
    [
      'a title on a Home',
      { type: 'home', title: plain('t'), blocks: [] },
      '/view/title',
      'additional property',
    ],
    [
      'a table in a modal',
      modal({ blocks: [table(1, 1)] }),
      '/view/blocks/0/type',
      'unsupported type: table',
    ],
    [
      'markdown in a Home',
      { type: 'home', blocks: [{ type: 'markdown', text: 'm' }] },
      '/view/blocks/0/type',
      'unsupported',
    ],
    ['nothing', null, '/view', 'must be an object'],
  ])('%s', (_, view, pointer, words) => {
    expect(checkView(view)).toContainEqual({
      error: 'invalid_arguments',
      pointer,
      message: expect.stringContaining(words),
    });
  });

  it('a view over 250 kB', () => {
    const blocks = many(90, () => section({ text: mrkdwn(long(3000)) }));
    expect(checkView(modal({ blocks })).map((problem) => problem.error)).toContain('view_too_large');
  });
});

describe('what Slack refuses in answers', () => {
  it.each([
    ['no options', {}],
    ['options and groups', { options: [], option_groups: [] }],
    ['101 options', { options: options(101) }],
    ['a long label', { options: [{ text: plain(long(76)), value: 'v' }] }],
    ['a group without a label', { option_groups: [{ options: options(1) }] }],
  ])('to block_suggestion: %s', (_, answer) => {
    expect(checkOptions(answer)).not.toEqual([]);
  });

  const blocks = [
    { ...input(textInput()), block_id: 'q' },
    { ...section(), block_id: 's' },
  ];
  it.each([
    ['an unknown response_action', { response_action: 'dance' }],
    ['errors for no block', { response_action: 'errors', errors: { z: 'no' } }],
    ['errors for a block that is no input', { response_action: 'errors', errors: { s: 'no' } }],
    ['no errors', { response_action: 'errors', errors: {} }],
    ['a faulty view', { response_action: 'update', view: modal({ title: plain(long(25)) }) }],
    ['no view', { response_action: 'push' }],
  ])('to view_submission: %s', (_, answer) => {
    expect(checkViewAnswer(answer, blocks)).not.toEqual([]);
  });

  it('but takes an empty answer, options and errors of input blocks', () => {
    expect(checkViewAnswer({}, blocks)).toEqual([]);
    expect(checkViewAnswer({ response_action: 'errors', errors: { q: 'no' } }, blocks)).toEqual([]);
    expect(checkOptions({ options: options(100) })).toEqual([]);
  });
});
