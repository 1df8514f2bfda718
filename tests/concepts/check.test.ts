import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { contentFiles } from '../../adapters/files/content.ts';
import { checkContent } from '../../src/concepts/check.ts';
import { describeFault, type Fault, rules } from '../../src/concepts/fault.ts';
import { readLibrary } from '../../src/concepts/library.ts';
import type { ContentFile } from '../../src/concepts/read.ts';
import { poolRule } from '../../src/quiz/check.ts';
import type { Question } from '../../src/quiz/question.ts';
import { TODAY } from '../content.ts';

const VALID = join(import.meta.dirname, 'valid');

const edit = z.object({ file: z.string(), replace: z.string().optional(), with: z.string().optional() });
const failing = z.record(
  z.string(),
  edit.extend({
    append: z.string().optional(),
    cut: z.tuple([z.string(), z.string()]).optional(),
    also: edit.optional(),
    why: z.string(),
    line: z.number(),
  }),
);
type Edit = z.infer<typeof failing>[string];

const fixtures = failing.parse(parse(readFileSync(join(import.meta.dirname, 'failing.yaml'), 'utf8')));

/** A rule that can be broken in several ways has a fixture for each, its name after the number. */
function ruleOf(name: string): string {
  return name.slice(0, 4);
}

function valid(): ContentFile[] {
  return contentFiles(VALID).map(({ path, text }) => ({ path: path.split('/valid/')[1] ?? path, text }));
}

function apply(text: string, { replace, with: by, append, cut }: Partial<Edit>): string {
  let changed = text;
  if (replace !== undefined) {
    expect(text, `"${replace}" is in the file`).toContain(replace);
    changed = changed.replace(replace, (by ?? '').replace('{161 letters}', 'x'.repeat(161)));
  }
  if (cut) changed = changed.slice(0, changed.indexOf(cut[0])) + changed.slice(changed.indexOf(cut[1]));
  return append === undefined ? changed : `${changed.trimEnd()}\n${append}\n`;
}

function broken(fixture: Edit): ContentFile[] {
  return valid().map((file) => {
    const first = file.path === fixture.file ? apply(file.text, fixture) : file.text;
    return {
      ...file,
      text: fixture.also && file.path === fixture.also.file ? apply(first, fixture.also) : first,
    };
  });
}

describe('GIVEN content without a fault', () => {
  test('WHEN it is checked THEN nothing is said', () => {
    expect(checkContent(valid(), TODAY).faults.map(describeFault)).toEqual([]);
  });
});

describe('GIVEN content with one fault', () => {
  test.each(Object.entries(fixtures))(
    'WHEN it breaks %s THEN the line, the reason and the fix are told',
    (name, fixture) => {
      const { faults } = checkContent(broken(fixture), TODAY);
      const told = faults.filter((fault) => fault.rule === ruleOf(name));
      expect(told.map((fault) => fault.why).join('\n')).toContain(
        fixture.why.replace('There are cooking', 'There are: cooking'),
      );
      expect(told.map((fault) => fault.line)).toContain(fixture.line);
      for (const fault of told) {
        expect(describeFault(fault)).toMatch(
          /^\S+:\d+ {2}(error|doubt) S\d+\n {4}.*\n {4}Why: .+\n {4}Fix: .+$/,
        );
      }
    },
  );

  test('WHEN many rules are broken at once THEN all are told at once', () => {
    const together = valid().map((file) =>
      file.path === 'concepts/pot.yaml'
        ? {
            ...file,
            text: file.text
              .replace('title: Pot', 'titel: Pot')
              .replace('answer: a', 'answer: z')
              .replace('https:', 'ftp:'),
          }
        : file,
    );
    const said = readLibrary(together, TODAY).faults.filter((fault) => fault.file === 'concepts/pot.yaml');
    expect(said.map((fault) => fault.rule).sort()).toEqual(['S002', 'S003', 'S005', 'S201']);
  });
});

test('Every rule has a fixture that breaks it', () => {
  // S405 speaks of team folders, and no content is known that breaks S207: each has a test of its own.
  const broken = new Set([...Object.keys(fixtures).map(ruleOf), 'S405', 'S207']);
  expect(Object.keys(rules).filter((rule) => !broken.has(rule))).toEqual([]);
});

test('GIVEN a question made from the content that is faulty WHEN it is checked THEN the entry, the question and the reason are told', () => {
  const { library } = checkContent(valid(), TODAY);
  const good: Question = {
    id: 'pot/~odd',
    concept: 'pot',
    spring: 'odd',
    level: 'easy',
    ask: ['Which one?'],
    choices: ['Pan', 'Lid', 'Stove', 'Spoon'].map((text) => ({ text, reason: `About the ${text}.` })),
    right: 0,
  };
  const alike = {
    ...good,
    id: 'pot/~name',
    choices: [...good.choices.slice(1), { text: 'lid', reason: 'It.' }],
  };
  const faults = poolRule(library, (id) => (id === 'pot' ? [good, alike, good] : []));
  const told = faults
    .filter(({ file }) => file === 'concepts/pot.yaml')
    .map(({ rule, why }) => `${rule} ${why}`);
  expect(told).toEqual([
    'S207 “Which one?” (pot/~name): two choices are the same.',
    'S207 “Which one?” (pot/~odd): its id is used twice.',
  ]);
});

describe('GIVEN a team with a folder of its own', () => {
  const base = readLibrary(valid(), TODAY).library;
  const own = (changes: (text: string) => string): { faults: Fault[]; ids: string[] } => {
    const pot = valid().find((file) => file.path === 'concepts/pot.yaml')?.text ?? '';
    const wok = pot
      .replaceAll('pot', 'wok')
      .replaceAll('Pot', 'Wok')
      .replaceAll('        concept: wok\n', '');
    const text = wok
      .replace('The big bowl\n    world', 'The wide bowl\n    world')
      .replace('The archive box\n    world', 'The open box\n    world')
      .replaceAll('likeness: The big bowl', 'likeness: The wide bowl')
      .replaceAll('likeness: The archive box', 'likeness: The open box');
    const { library, faults } = readLibrary([{ path: 'team/wok.yaml', text: changes(text) }], TODAY, base);
    return { faults, ids: library.entries.map((entry) => entry.value.id) };
  };

  test('WHEN it is right THEN it is served beside the built-in content', () => {
    const { faults, ids } = own((text) => text);
    expect(faults.map(describeFault)).toEqual([]);
    expect(ids).toEqual(['pan', 'pot', 'wok']);
  });

  test('WHEN one of its names is a built-in one too THEN it is told, as a doubt', () => {
    const { faults } = own((text) => text.replace('names: [Wok one]', 'names: [Pan one]'));
    expect(faults.map((fault) => [fault.rule, fault.severity])).toEqual([['S405', 'doubt']]);
  });

  test('WHEN it is wrong THEN it is told with the same words as by the check', () => {
    const { faults } = own((text) => text.replace('answer: a', 'answer: e'));
    expect(faults.map((fault) => `${fault.file} ${fault.rule}`)).toEqual(['team/wok.yaml S201']);
  });
});
