import { describe, expect, it } from 'vitest';
import { checkAnswer, checkAutocomplete } from '../../../adapters/playground/discord/check/answer.ts';
import type { Json } from '../../../adapters/playground/discord/check/checker.ts';
import { pingsOf } from '../../../adapters/playground/discord/check/mentions.ts';
import { checkModal } from '../../../adapters/playground/discord/check/modal.ts';
import { long, ofEach, times } from './kit.ts';

const choice = (more: Json = {}) => ({ name: 'Lambda', value: 'aws-lambda', ...more });

describe('modals', () => {
  const input = (more: Json = {}) => ({ type: 4, custom_id: 'concept', style: 1, ...more });
  const label = (more: Json = {}) => ({ type: 18, label: 'Concept', component: input(), ...more });
  const modal = (more: Json = {}) => ({ custom_id: 'ask', title: 'Ask', components: [label()], ...more });
  const withInput = (more: Json) => modal({ components: [label({ component: input(more) })] });
  const IN = 'components.0.component';

  it('GIVEN good ones THEN nothing is refused', () => {
    const chosen = { type: 3, custom_id: 'pick', options: [{ label: 'a', value: 'a' }] };
    const old = { type: 1, components: [input({ label: 'Concept' })] };

    expect(checkModal(modal())).toEqual([]);
    expect(
      checkModal(modal({ components: [{ type: 10, content: 'a' }, label({ component: chosen })] })),
    ).toEqual([]);
    expect(checkModal(modal({ components: [old] }))).toEqual([]);
  });

  it.each<[string, Json, string, string]>([
    ['a title of 46', modal({ title: long(46) }), 'title', 'BASE_TYPE_BAD_LENGTH'],
    ['no title', modal({ title: undefined }), 'title', 'BASE_TYPE_REQUIRED'],
    ['no custom_id', modal({ custom_id: undefined }), 'custom_id', 'BASE_TYPE_REQUIRED'],
    ['a custom_id of 101', modal({ custom_id: long(101) }), 'custom_id', 'BASE_TYPE_BAD_LENGTH'],
    ['no components', modal({ components: [] }), 'components', 'BASE_TYPE_BAD_LENGTH'],
    [
      'six components',
      modal({ components: times(6, (i) => label({ component: input({ custom_id: `${i}` }) })) }),
      'components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['a bare input', modal({ components: [input()] }), 'components.0', 'UNION_TYPE_CHOICES'],
    [
      'a label of 46',
      modal({ components: [label({ label: long(46) })] }),
      'components.0.label',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a description of 101',
      modal({ components: [label({ description: long(101) })] }),
      'components.0.description',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a label of nothing',
      modal({ components: [label({ component: undefined })] }),
      IN,
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a button in a label',
      modal({ components: [label({ component: { type: 2 } })] }),
      IN,
      'UNION_TYPE_CHOICES',
    ],
    ['a style that is none', withInput({ style: 3 }), `${IN}.style`, 'BASE_TYPE_CHOICES'],
    ['a label on the input too', withInput({ label: 'Concept' }), `${IN}.label`, 'COMPONENT_LABEL_TWICE'],
    ['a value of 4,001', withInput({ value: long(4_001) }), `${IN}.value`, 'BASE_TYPE_MAX_LENGTH'],
    [
      'a placeholder of 101',
      withInput({ placeholder: long(101) }),
      `${IN}.placeholder`,
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a length of 4,001', withInput({ max_length: 4_001 }), `${IN}.max_length`, 'NUMBER_TYPE_RANGE'],
    [
      'a least over the most',
      withInput({ min_length: 5, max_length: 4 }),
      `${IN}.min_length`,
      'TEXT_INPUT_MIN_OVER_MAX',
    ],
    [
      'a custom_id twice',
      modal({ components: [label(), label()] }),
      'components.1.component.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a row of two inputs',
      modal({
        components: [{ type: 1, components: [input({ label: 'a' }), input({ label: 'b', custom_id: 'b' })] }],
      }),
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a row without a label',
      modal({ components: [{ type: 1, components: [input()] }] }),
      'components.0.components.0.label',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a disabled select',
      modal({ components: [label({ component: { type: 5, custom_id: 'a', disabled: true } })] }),
      `${IN}.disabled`,
      'SELECT_COMPONENT_DISABLED',
    ],
  ])('%s is refused', (_name, payload, path, code) => {
    expect(ofEach(checkModal(payload))).toEqual([[path, code]]);
  });
});

describe('autocomplete', () => {
  it.each<[string, Json, string, string]>([
    ['26 choices', { choices: times(26, () => choice()) }, 'choices', 'BASE_TYPE_MAX_LENGTH'],
    ['no list', {}, 'choices', 'BASE_TYPE_REQUIRED'],
    ['a name of 101', { choices: [choice({ name: long(101) })] }, 'choices.0.name', 'BASE_TYPE_BAD_LENGTH'],
    ['an empty name', { choices: [choice({ name: '' })] }, 'choices.0.name', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a value of 101',
      { choices: [choice({ value: long(101) })] },
      'choices.0.value',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['no value', { choices: [choice({ value: undefined })] }, 'choices.0.value', 'BASE_TYPE_REQUIRED'],
  ])('%s is refused', (_name, data, path, code) => {
    expect(ofEach(checkAutocomplete(data))).toEqual([[path, code]]);
  });

  it('GIVEN 25 choices, or none, THEN nothing is refused', () => {
    expect(checkAutocomplete({ choices: times(25, () => choice()) })).toEqual([]);
    expect(checkAutocomplete({ choices: [] })).toEqual([]);
  });
});

describe('answers', () => {
  const [ping, slash, press, typing, modal] = [1, 2, 3, 4, 5];
  it.each<[string, number, boolean, number[]]>([
    ['PING', ping, false, [1]],
    ['command', slash, false, [4, 5, 9]],
    ['press', press, true, [4, 5, 6, 7, 9]],
    ['autocomplete', typing, false, [8]],
    ['modal from a command', modal, false, [4, 5]],
    ['modal from a press', modal, true, [4, 5, 6, 7]],
  ])('a %s may be answered by its own types alone', (_name, type, fromMessage, allowed) => {
    const good = times(12, (i) => i).filter((answer) =>
      checkAnswer({ type: answer, data: {} }, { type, fromMessage }).every(({ path }) => path !== 'type'),
    );

    expect(good).toEqual(allowed);
  });

  it('a deferral takes EPHEMERAL and no other flag', () => {
    const asked = { type: slash, fromMessage: false };

    expect(checkAnswer({ type: 5 }, asked)).toEqual([]);
    expect(checkAnswer({ type: 5, data: { flags: 64 } }, asked)).toEqual([]);
    expect(checkAnswer({ type: 5, data: { flags: 32_768 } }, asked)).toMatchObject([{ path: 'data.flags' }]);
    expect(checkAnswer({ type: 5, data: { flags: 32_832 } }, asked)).toMatchObject([{ path: 'data.flags' }]);
  });
});

describe('whom a message pings', () => {
  const ADA = '1100000000000000004';
  const ROLE = '1100000000000000005';
  const content = `<@${ADA}> <@!${ADA}> <@&${ROLE}> @everyone`;
  const nobody = { everyone: false, users: [], roles: [] };

  it.each<[string, Json, object]>([
    [
      'everyone named, without allowed_mentions',
      { content },
      { everyone: true, users: [ADA], roles: [ROLE] },
    ],
    ['nobody, with an empty parse', { content, allowed_mentions: { parse: [] } }, nobody],
    [
      'the users alone, by parse',
      { content, allowed_mentions: { parse: ['users'] } },
      { ...nobody, users: [ADA] },
    ],
    [
      'the roles alone, by id',
      { content, allowed_mentions: { roles: [ROLE] } },
      { ...nobody, roles: [ROLE] },
    ],
    [
      'everyone, by parse',
      { content: '@here', allowed_mentions: { parse: ['everyone'] } },
      { ...nobody, everyone: true },
    ],
    [
      'who is named in a text display',
      { components: [{ type: 17, components: [{ type: 10, content }] }] },
      { everyone: true, users: [ADA], roles: [ROLE] },
    ],
    ['who is named in code, to be safe', { content: `\`<@${ADA}>\`` }, { ...nobody, users: [ADA] }],
    [
      'nobody in an embed or a label',
      { embeds: [{ description: content }], components: [{ type: 2, label: content }] },
      nobody,
    ],
  ])('%s', (_name, payload, pings) => {
    expect(pingsOf(payload)).toEqual(pings);
  });

  it('is the author replied to, unless told not to', () => {
    expect(pingsOf({ content: 'a' }, ADA).users).toEqual([ADA]);
    expect(pingsOf({ content: 'a', allowed_mentions: { parse: [] } }, ADA).users).toEqual([]);
    expect(pingsOf({ content: 'a', allowed_mentions: { replied_user: true } }, ADA).users).toEqual([ADA]);
  });
});
