import { describe, expect, it } from 'vitest';
import type { Json } from '../../../adapters/playground/discord/check/checker.ts';
import { errorTree } from '../../../adapters/playground/discord/check/checker.ts';
import { checkMessage, limitsUsed } from '../../../adapters/playground/discord/check/message.ts';
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
const embed = (more: Json = {}) => ({ embeds: [{ title: 'A title', ...more }] });
const field = (more: Json = {}) => embed({ fields: [{ name: 'a', value: 'b', ...more }] });
const allowed = (value: unknown) => ({ content: 'hi', allowed_mentions: value });

describe('what Discord takes', () => {
  it.each<[string, Json]>([
    ['2,000 characters of content', { content: long(2_000) }],
    ['2,000 emoji, which are one character each', { content: '😀'.repeat(2_000) }],
    ['an embed', embed({ description: long(4_096), color: 0xffffff })],
    [
      'embeds of 6,000 characters in all',
      { embeds: [{ description: long(4_096) }, { description: long(1_904) }] },
    ],
    [
      'five rows of five buttons',
      {
        content: 'a',
        components: times(5, (r) => row(...times(5, (b) => button({ custom_id: `${r} ${b}` })))),
      },
    ],
    [
      'a select of 25 options',
      { content: 'a', components: [row(select({ options: times(25, (i) => option(`${i}`)) }))] },
    ],
    [
      'every kind of v2 layout',
      v2(
        container(
          words(),
          { type: 14, divider: true, spacing: 2 },
          section(),
          row(link(), button({ custom_id: 'b' })),
          row(select()),
        ),
        { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] },
      ),
    ],
    ['4,000 characters over two text displays', v2(words(long(2_000)), words(long(2_000)))],
    ['40 components', v2(...times(40, () => words()))],
    [
      'a section with a thumbnail',
      v2(section({ accessory: { type: 11, media: { url: 'https://example.org/a.png' } } })),
    ],
    [
      'a button of emoji alone',
      { content: 'a', components: [row(button({ label: null, emoji: { name: '🎲' } }))] },
    ],
    ['an empty list of embeds beside the flag', { ...v2(words()), embeds: [], content: '' }],
    ['allowed mentions', allowed({ parse: ['users'], roles: [], replied_user: false })],
    ['an ephemeral v2 answer', { ...v2(words()), flags: V2 | 64 }],
    ['a number as nonce', { content: 'a', nonce: 12 }],
  ])('%s', (_name, payload) => {
    expect(checkMessage(payload)).toEqual([]);
  });
});

describe('what Discord refuses', () => {
  it.each<[string, unknown, string, string]>([
    // content, flags, nonce
    ['2,001 characters of content', { content: long(2_001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
    ['content that is no text', { content: 3 }, 'content', 'BASE_TYPE_BAD_TYPE'],
    ['nothing to show', { content: ' ' }, '', 'EMPTY_MESSAGE'],
    ['no object', 'hello', '', 'MODEL_TYPE_CONVERT'],
    ['a flag that cannot be set', { content: 'a', flags: 2 }, 'flags', 'MESSAGE_FLAGS_NOT_ALLOWED'],
    ['a nonce of 26 characters', { content: 'a', nonce: long(26) }, 'nonce', 'BASE_TYPE_MAX_LENGTH'],
    [
      'enforce_nonce that is no boolean',
      { content: 'a', enforce_nonce: 1 },
      'enforce_nonce',
      'BASE_TYPE_BAD_TYPE',
    ],
    // embeds
    ['11 embeds', { embeds: times(11, () => ({ title: 'a' })) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
    ['a title of 257', embed({ title: long(257) }), 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
    [
      'a description of 4,097',
      embed({ description: long(4_097) }),
      'embeds.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '26 fields',
      embed({ fields: times(26, () => ({ name: 'a', value: 'b' })) }),
      'embeds.0.fields',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a field name of 257', field({ name: long(257) }), 'embeds.0.fields.0.name', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a field value of 1,025',
      field({ value: long(1_025) }),
      'embeds.0.fields.0.value',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['an empty field value', field({ value: '' }), 'embeds.0.fields.0.value', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a footer of 2,049',
      embed({ footer: { text: long(2_049) } }),
      'embeds.0.footer.text',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an author of 257',
      embed({ author: { name: long(257) } }),
      'embeds.0.author.name',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      '6,001 characters over two embeds',
      { embeds: [{ description: long(4_096) }, { description: long(1_905) }] },
      'embeds',
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['an embed of nothing', { embeds: [{}] }, 'embeds.0.description', 'BASE_TYPE_REQUIRED'],
    [
      'an embed with a script for a link',
      embed({ url: 'javascript:alert(1)' }),
      'embeds.0.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['a colour that is none', embed({ color: 0x1000000 }), 'embeds.0.color', 'NUMBER_TYPE_RANGE'],
    [
      'an embed time that is none',
      embed({ timestamp: 'soon' }),
      'embeds.0.timestamp',
      'DATE_TIME_TYPE_PARSE',
    ],
    // allowed_mentions
    [
      'allowed mentions of an unknown kind',
      allowed({ parse: ['all'] }),
      'allowed_mentions.parse.0',
      'BASE_TYPE_CHOICES',
    ],
    [
      'allowed mentions of what is no id',
      allowed({ users: ['ada'] }),
      'allowed_mentions.users.0',
      'NUMBER_TYPE_COERCE',
    ],
    [
      '101 allowed users',
      allowed({ users: times(101, (i) => `${10 ** 17 + i}`) }),
      'allowed_mentions.users',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'all users and some users',
      allowed({ parse: ['users'], users: ['100000000000000001'] }),
      'allowed_mentions',
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    ['allowed mentions that are a list', allowed([]), 'allowed_mentions', 'MODEL_TYPE_CONVERT'],
  ])('%s', (_name, payload, path, code) => {
    expect(ofEach(checkMessage(payload))).toEqual([[path, code]]);
  });

  it('EPHEMERAL on a message sent by token, which an answer may have', () => {
    const payload = { content: 'a', flags: 64 };

    expect(checkMessage(payload)).toEqual([]);
    expect(checkMessage(payload, 'channel')).toMatchObject([{ path: 'flags' }]);
  });
});

describe('what is told of it', () => {
  it('is the tree of errors that Discord answers with', () => {
    const problems = checkMessage({
      flags: V2,
      components: [{ type: 1, components: [button({ label: long(81) })] }],
    });

    expect(errorTree(problems)).toEqual({
      components: {
        0: {
          components: {
            0: {
              label: {
                _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 80 or fewer in length.' }],
              },
            },
          },
        },
      },
    });
  });

  it('is how much of each limit a message uses', () => {
    expect(limitsUsed(v2(container(words('four'), row(button()))))).toEqual([
      { name: 'components', used: 4, of: 40 },
      { name: 'characters of text displays', used: 4, of: 4_000 },
      { name: 'longest custom_id', used: 4, of: 100 },
    ]);
  });
});
