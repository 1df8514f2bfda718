import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choiceOption,
  numberOption,
  optional,
  personOption,
  readOptions,
  TEXT_LIMIT,
  textOption,
} from '../../src/commands/option.ts';

const shape = {
  text: textOption({ description: 'A text' }),
  person: optional(personOption({ description: 'A person' })),
  number: optional(numberOption({ description: 'A number' }, 5, 120)),
  choice: optional(choiceOption(['week', 'all'], { description: 'A choice' })),
};
const valid = { text: 'lambda' };

describe('GIVEN the options of a command', () => {
  test.each([
    [{ text: ' lambda ' }, { text: 'lambda' }],
    [
      { ...valid, number: ' 30 ' },
      { text: 'lambda', number: 30 },
    ],
    [
      { ...valid, number: '5' },
      { text: 'lambda', number: 5 },
    ],
    [
      { ...valid, person: 'U012ABC' },
      { text: 'lambda', person: 'U012ABC' },
    ],
    [
      { ...valid, choice: 'all' },
      { text: 'lambda', choice: 'all' },
    ],
    [{ ...valid, unknown: 'x' }, { text: 'lambda' }],
  ])('WHEN %o is given THEN it is read as %o', (given, values) => {
    expect(readOptions(shape, given)).toEqual({ values });
  });

  test.each([
    ['nothing', {}, ['text']],
    ['blanks', { text: ' \n\t' }, ['text']],
    ['more than anybody types', { text: 'a'.repeat(TEXT_LIMIT + 1) }, ['text']],
    ['a name in place of a person', { ...valid, person: '@ben' }, ['person']],
    ['too little', { ...valid, number: '4' }, ['number']],
    ['too much', { ...valid, number: '121' }, ['number']],
    ['no whole number', { ...valid, number: '7.5' }, ['number']],
    ['a number in another notation', { ...valid, number: '1e1' }, ['number']],
    ['an empty number', { ...valid, number: '' }, ['number']],
    ['a word that is no choice', { ...valid, choice: 'constructor' }, ['choice']],
    ['several that do not fit', { number: '0', choice: '' }, ['text', 'number', 'choice']],
  ])('WHEN %s is given THEN it is told which do not fit', (_what, given, faulty) => {
    expect(readOptions(shape, given)).toEqual({ faulty });
  });

  test('WHEN a name is inherited and not given THEN it is not read', () => {
    const given = Object.assign(Object.create({ text: 'inherited' }), {});
    expect(readOptions(shape, given)).toEqual({ faulty: ['text'] });
  });

  test('WHEN anything at all is given THEN what passes is of its kind', () => {
    const any = fc.record({
      text: fc.string(),
      person: fc.string(),
      number: fc.string(),
      choice: fc.string(),
    });
    fc.assert(
      fc.property(any, (given) => {
        const read = readOptions(shape, given);
        if ('faulty' in read) return;
        const { text, person, number, choice } = read.values;
        expect(text).toBe(given.text.trim());
        expect(person).toMatch(/^[A-Z0-9]{1,40}$/);
        expect(Number.isInteger(number) && Number(number) >= 5 && Number(number) <= 120).toBe(true);
        expect(['week', 'all']).toContain(choice);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
