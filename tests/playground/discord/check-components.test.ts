import { describe, expect, it } from 'vitest';
import type { Json } from '../../../adapters/playground/discord/check/checker.ts';
import { checkMessage } from '../../../adapters/playground/discord/check/message.ts';
import { long, ofEach, times } from './kit.ts';

const V2 = 32_768;
const words = (content: unknown = 'words') => ({ type: 10, content });
const button = (more: Json = {}) => ({ type: 2, style: 1, label: 'More', custom_id: 'more', ...more });
const link = (more: Json = {}) => ({ type: 2, style: 5, label: 'Read', url: 'https://example.org', ...more });
const row = (...components: unknown[]) => ({ type: 1, components });
const option = (value: unknown, more: Json = {}) => ({ label: 'An option', value, ...more });
const select = (more: Json = {}) => ({
  type: 3,
  custom_id: 'pick',
  options: [option('a'), option('b')],
  ...more,
});
const section = (more: Json = {}) => ({ type: 9, components: [words()], accessory: button(), ...more });
const container = (...components: unknown[]) => ({ type: 17, components });
const v2 = (...components: unknown[]) => ({ flags: V2, components });

describe('components that Discord refuses', () => {
  it.each<[string, unknown, string, string]>([
    // rows and buttons
    [
      'six rows',
      { content: 'a', components: times(6, (i) => row(button({ custom_id: `${i}` }))) },
      'components',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'six buttons in a row',
      v2(row(...times(6, (i) => button({ custom_id: `${i}` })))),
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['an empty row', v2(row()), 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
    [
      'two selects in a row',
      v2(row(select(), select({ custom_id: 'b' }))),
      'components.0.components.1',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'a button beside a select',
      v2(row(select(), button())),
      'components.0.components.1',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    ['text in a row', v2(row(words())), 'components.0.components.0', 'UNION_TYPE_CHOICES'],
    ['a bare button at the top', v2(button()), 'components.0', 'UNION_TYPE_CHOICES'],
    ['a component of no known type', v2({ type: 99 }), 'components.0', 'UNION_TYPE_CHOICES'],
    [
      'a label of 81',
      v2(row(button({ label: long(81) }))),
      'components.0.components.0.label',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a button without label or emoji',
      v2(row(button({ label: '' }))),
      'components.0.components.0',
      'BUTTON_COMPONENT_NO_LABEL',
    ],
    [
      'a button without custom_id',
      v2(row(button({ custom_id: undefined }))),
      'components.0.components.0.custom_id',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'an empty custom_id',
      v2(row(button({ custom_id: '' }))),
      'components.0.components.0.custom_id',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a custom_id of 101',
      v2(row(button({ custom_id: long(101) }))),
      'components.0.components.0.custom_id',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a custom_id used twice',
      v2(row(button()), section()),
      'components.1.accessory.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'an id used twice',
      v2({ ...words(), id: 7 }, { ...words(), id: 7 }),
      'components.1.id',
      'COMPONENT_ID_DUPLICATED',
    ],
    [
      'a style that is none',
      v2(row(button({ style: 7 }))),
      'components.0.components.0.style',
      'BASE_TYPE_CHOICES',
    ],
    [
      'a link button without url',
      v2(row(link({ url: undefined }))),
      'components.0.components.0.url',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a link button with custom_id',
      v2(row(link({ custom_id: 'a' }))),
      'components.0.components.0.custom_id',
      'BUTTON_COMPONENT_INVALID_FIELD',
    ],
    [
      'a link to a script',
      v2(row(link({ url: 'javascript:alert(1)' }))),
      'components.0.components.0.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a link of 513',
      v2(row(link({ url: `https://example.org/${long(493)}` }))),
      'components.0.components.0.url',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a plain button with url',
      v2(row(button({ url: 'https://example.org' }))),
      'components.0.components.0.url',
      'BUTTON_COMPONENT_INVALID_FIELD',
    ],
    [
      'an emoji that is none',
      v2(row(button({ emoji: { name: 'dice' } }))),
      'components.0.components.0.emoji.name',
      'COMPONENT_INVALID_EMOJI',
    ],
    // selects
    [
      '26 options',
      v2(row(select({ options: times(26, (i) => option(`${i}`)) }))),
      'components.0.components.0.options',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'no options',
      v2(row(select({ options: [] }))),
      'components.0.components.0.options',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option label of 101',
      v2(row(select({ options: [option('a', { label: long(101) })] }))),
      'components.0.components.0.options.0.label',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option value of 101',
      v2(row(select({ options: [option(long(101))] }))),
      'components.0.components.0.options.0.value',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option description of 101',
      v2(row(select({ options: [option('a', { description: long(101) })] }))),
      'components.0.components.0.options.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a value offered twice',
      v2(row(select({ options: [option('a'), option('a')] }))),
      'components.0.components.0.options.1.value',
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'a placeholder of 151',
      v2(row(select({ placeholder: long(151) }))),
      'components.0.components.0.placeholder',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'more choices than options',
      v2(row(select({ max_values: 3 }))),
      'components.0.components.0.max_values',
      'SELECT_COMPONENT_MAX_VALUES',
    ],
    [
      'a least over the most',
      v2(row(select({ min_values: 2 }))),
      'components.0.components.0.min_values',
      'SELECT_COMPONENT_MIN_OVER_MAX',
    ],
    [
      'two defaults where one may be chosen',
      v2(row(select({ options: [option('a', { default: true }), option('b', { default: true })] }))),
      'components.0.components.0.options',
      'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
    ],
    // components v2
    [
      'v2 components without the flag',
      { components: [container(words())] },
      'components.0',
      'UNION_TYPE_CHOICES',
    ],
    [
      'content beside the flag',
      { ...v2(words()), content: 'a' },
      'content',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'embeds beside the flag',
      { ...v2(words()), embeds: [{ title: 'a' }] },
      'embeds',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'a poll beside the flag',
      { ...v2(words()), poll: {} },
      'poll',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    ['the flag and nothing else', { flags: V2, components: [] }, '', 'EMPTY_MESSAGE'],
    [
      '41 components, nested ones counted',
      v2(container(...times(40, () => words()))),
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '41 components, accessories counted',
      v2(...times(13, (i) => section({ accessory: button({ custom_id: `${i}` }) })), words(), words()),
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '4,001 characters over two text displays',
      v2(words(long(2_000)), container(words(long(2_001)))),
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    [
      '4,000 characters of three bytes each',
      v2(words('漢'.repeat(4_000))),
      'components',
      'COMPONENT_PROCESSED_SIZE',
    ],
    ['an empty text display', v2(words('')), 'components.0.content', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a section without accessory',
      v2(section({ accessory: undefined })),
      'components.0.accessory',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a section with a select for accessory',
      v2(section({ accessory: select() })),
      'components.0.accessory',
      'UNION_TYPE_CHOICES',
    ],
    [
      'a section of four texts',
      v2(section({ components: times(4, () => words()) })),
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a section of no text',
      v2(section({ components: [] })),
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a section of something else',
      v2(section({ components: [{ type: 14 }] })),
      'components.0.components.0',
      'UNION_TYPE_CHOICES',
    ],
    [
      'a container in a container',
      v2(container(container(words()))),
      'components.0.components.0',
      'UNION_TYPE_CHOICES',
    ],
    ['an empty container', v2(container()), 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
    [
      'an accent that is no colour',
      v2({ ...container(words()), accent_color: -1 }),
      'components.0.accent_color',
      'NUMBER_TYPE_RANGE',
    ],
    ['a separator of spacing 3', v2({ type: 14, spacing: 3 }), 'components.0.spacing', 'BASE_TYPE_CHOICES'],
    [
      'a thumbnail of no picture',
      v2(section({ accessory: { type: 11 } })),
      'components.0.accessory.media',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a gallery of 11',
      v2({ type: 12, items: times(11, () => ({ media: { url: 'https://example.org' } })) }),
      'components.0.items',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a file from elsewhere',
      v2({ type: 13, file: { url: 'https://example.org' } }),
      'components.0.file.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a premium button without its product',
      v2(row({ type: 2, style: 6 })),
      'components.0.components.0.sku_id',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a premium button with a label',
      v2(row({ type: 2, style: 6, sku_id: '1100000000000000001', label: 'a' })),
      'components.0.components.0.label',
      'BUTTON_COMPONENT_INVALID_FIELD',
    ],
    [
      'a button disabled by a text',
      v2(row(button({ disabled: 'yes' }))),
      'components.0.components.0.disabled',
      'BASE_TYPE_BAD_TYPE',
    ],
  ])('%s', (_name, payload, path, code) => {
    expect(ofEach(checkMessage(payload))).toEqual([[path, code]]);
  });
});

it('10,158 bytes of text in one display, and 10,146 in two, are taken and not one more', () => {
  const all = '漢'.repeat(3_386);
  const half = '漢'.repeat(1_691);

  expect(checkMessage(v2(words(all)))).toEqual([]);
  expect(checkMessage(v2(words(half), words(half)))).toEqual([]);
  expect(ofEach(checkMessage(v2(words(`${all}x`))))).toEqual([['components', 'COMPONENT_PROCESSED_SIZE']]);
  expect(ofEach(checkMessage(v2(words(half), words(`${half}x`))))).toEqual([
    ['components', 'COMPONENT_PROCESSED_SIZE'],
  ]);
});

it('a picture described in 1,024 characters is taken, in 1,025 not', () => {
  const picture = (description: string) =>
    v2({ type: 12, items: [{ media: { url: 'https://example.org' }, description }] });

  expect(checkMessage(picture(long(1_024)))).toEqual([]);
  expect(checkMessage(picture(long(1_025)))).toHaveLength(1);
});
