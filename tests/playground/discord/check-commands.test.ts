import { describe, expect, it } from 'vitest';
import type { Json } from '../../../adapters/playground/discord/check/checker.ts';
import { checkCommands } from '../../../adapters/playground/discord/check/commands.ts';
import { COMMANDS, long, ofEach, times } from './kit.ts';

const command = (more: Json = {}) => ({ name: 'explain', description: 'Explains', ...more });
const option = (more: Json = {}) => ({ type: 3, name: 'concept', description: 'Which', ...more });
const withOption = (more: Json = {}) => [command({ options: [option(more)] })];
const choice = (more: Json = {}) => ({ name: 'Lambda', value: 'aws-lambda', ...more });

describe('commands', () => {
  it('GIVEN good ones THEN nothing is refused', () => {
    expect(checkCommands(COMMANDS)).toEqual([]);
    expect(checkCommands([command({ name: 'объясни-это' }), command({ name: '説明' })])).toEqual([]);
    expect(checkCommands(withOption({ choices: times(25, (i) => choice({ name: `${i}` })) }))).toEqual([]);
    expect(checkCommands([command({ name_localizations: { 'es-ES': 'explica' } })])).toEqual([]);
  });

  const OPTION = '0.options.0';
  it.each<[string, unknown, string, string]>([
    ['a name with a space', [command({ name: 'explain it' })], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a capital', [command({ name: 'Explain' })], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name of 33', [command({ name: long(33) })], '0.name', 'BASE_TYPE_BAD_LENGTH'],
    ['no description', [command({ description: '' })], '0.description', 'BASE_TYPE_BAD_LENGTH'],
    ['a description of 101', [command({ description: long(101) })], '0.description', 'BASE_TYPE_BAD_LENGTH'],
    ['two of one name', [command(), command()], '1.name', 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
    ['101 slash commands', times(101, (i) => command({ name: `c${i}` })), '', 'APPLICATION_COMMAND_TOO_MANY'],
    [
      '16 message commands',
      times(16, (i) => ({ type: 3, name: `M ${i}` })),
      '',
      'APPLICATION_COMMAND_TOO_MANY',
    ],
    ['16 user commands', times(16, (i) => ({ type: 2, name: `U ${i}` })), '', 'APPLICATION_COMMAND_TOO_MANY'],
    [
      'a message command described',
      [{ type: 3, name: 'This', description: 'a' }],
      '0.description',
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
    ],
    [
      'a message command with options',
      [{ type: 3, name: 'This', options: [] }],
      '0.options',
      'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS',
    ],
    ['an unknown type', [command({ type: 9 })], '0', 'UNION_TYPE_CHOICES'],
    [
      'a locale that is none',
      [command({ name_localizations: { es: 'explica' } })],
      '0.name_localizations.es',
      'BASE_TYPE_CHOICES',
    ],
    [
      'a bad localized name',
      [command({ name_localizations: { de: 'Erkläre' } })],
      '0.name_localizations.de',
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'a long localized description',
      [command({ description_localizations: { de: long(101) } })],
      '0.description_localizations.de',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'permissions as a number',
      [command({ default_member_permissions: 16 })],
      '0.default_member_permissions',
      'BASE_TYPE_BAD_TYPE',
    ],
    ['an unknown context', [command({ contexts: [3] })], '0.contexts.0', 'BASE_TYPE_CHOICES'],
    [
      'an install type twice',
      [command({ integration_types: [0, 0] })],
      '0.integration_types.1',
      'SET_TYPE_ALREADY_CONTAINS_VALUE',
    ],
    [
      '26 options',
      [command({ options: times(26, (i) => option({ name: `o${i}` })) })],
      '0.options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['an option of no known type', withOption({ type: 12 }), OPTION, 'UNION_TYPE_CHOICES'],
    [
      'an option undescribed',
      withOption({ description: undefined }),
      `${OPTION}.description`,
      'BASE_TYPE_REQUIRED',
    ],
    [
      'an option name with a capital',
      withOption({ name: 'Concept' }),
      `${OPTION}.name`,
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'two options of one name',
      [command({ options: [option(), option()] })],
      '0.options.1.name',
      'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
    ],
    [
      'a required one after another',
      [command({ options: [option(), option({ name: 'b', required: true })] })],
      '0.options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'a sub-command beside an option',
      [command({ options: [option(), option({ name: 'b', type: 1 })] })],
      '0.options',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a group in a group',
      [command({ options: [option({ type: 2, options: [option({ type: 2 })] })] })],
      '0.options.0.options.0',
      'UNION_TYPE_CHOICES',
    ],
    [
      'a sub-command in a sub-command',
      [command({ options: [option({ type: 1, options: [option({ type: 1 })] })] })],
      '0.options.0.options.0',
      'UNION_TYPE_CHOICES',
    ],
    [
      '26 choices',
      withOption({ choices: times(26, (i) => choice({ name: `${i}` })) }),
      `${OPTION}.choices`,
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a choice name of 101',
      withOption({ choices: [choice({ name: long(101) })] }),
      `${OPTION}.choices.0.name`,
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a choice value of 101',
      withOption({ choices: [choice({ value: long(101) })] }),
      `${OPTION}.choices.0.value`,
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a text choice of a number',
      withOption({ choices: [choice({ value: 1 })] }),
      `${OPTION}.choices.0.value`,
      'BASE_TYPE_BAD_TYPE',
    ],
    [
      'a number choice of a text',
      withOption({ type: 10, choices: [choice()] }),
      `${OPTION}.choices.0.value`,
      'BASE_TYPE_BAD_TYPE',
    ],
    [
      'a choice name twice',
      withOption({ choices: [choice(), choice()] }),
      `${OPTION}.choices.1.name`,
      'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
    ],
    [
      'choices and autocomplete',
      withOption({ autocomplete: true, choices: [choice()] }),
      `${OPTION}.choices`,
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
    ],
    [
      'autocomplete of a channel',
      withOption({ type: 7, autocomplete: true }),
      `${OPTION}.autocomplete`,
      'APPLICATION_COMMAND_OPTION_FIELD_INVALID',
    ],
    [
      'a least value of a text',
      withOption({ min_value: 1 }),
      `${OPTION}.min_value`,
      'APPLICATION_COMMAND_OPTION_FIELD_INVALID',
    ],
    ['a length over 6,000', withOption({ max_length: 6_001 }), `${OPTION}.max_length`, 'NUMBER_TYPE_RANGE'],
    [
      'over 8,000 characters',
      [
        command({
          options: times(25, (i) =>
            option({
              name: `o${i}`,
              choices: times(2, (c) => choice({ name: `${c}${long(95)}`, value: long(80) })),
            }),
          ),
        }),
      ],
      '0',
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
    [
      'over 8,000 by its longest localizations',
      [
        command({
          options: times(25, (i) =>
            option({
              name: `o${i}`,
              description_localizations: { de: long(100), fr: long(99) },
              choices: times(2, (c) => choice({ name: `${c}${long(54)}`, value: long(55) })),
            }),
          ),
        }),
      ],
      '0',
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('%s is refused', (_name, list, path, code) => {
    expect(ofEach(checkCommands(list))).toEqual([[path, code]]);
  });

  it('of 8,000 characters in all are taken, of 8,001 not', () => {
    const two = times(2, (place) => choice({ name: `${place}${long(99)}`, value: long(100) }));
    const full = times(19, (i) =>
      option({ name: `o${String.fromCodePoint(97 + i)}`, description: long(8), choices: two }),
    );
    // 15 of the command's own, 19 options of 410, and 102 + the description of the last.
    const last = (length: number) =>
      option({
        name: 'zz',
        description: long(length),
        choices: [choice({ name: long(50), value: long(50) })],
      });

    expect(checkCommands([command({ options: [...full, last(93)] })])).toEqual([]);
    expect(ofEach(checkCommands([command({ options: [...full, last(94)] })]))).toEqual([
      ['0', 'APPLICATION_COMMAND_TOO_LARGE'],
    ]);
  });

  it('of a guild have neither contexts nor integration types', () => {
    const problems = checkCommands([command({ contexts: [0], integration_types: [0] })], 'guild');

    expect(problems.map(({ path }) => path)).toEqual(['0.integration_types', '0.contexts']);
  });
});
