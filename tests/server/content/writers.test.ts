import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { contentFiles } from '../../../adapters/files/content.ts';
import { builtInFolder } from '../../../adapters/files/library.ts';
import { conceptMap } from '../../../adapters/server/content/concept-map.ts';
import { coverage } from '../../../adapters/server/content/coverage.ts';
import { checkContent } from '../../../src/concepts/check.ts';
import { readLibrary } from '../../../src/concepts/library.ts';
import { HIGHEST_GRADE, readingGrade, readings } from '../../../src/concepts/rules/readability.ts';
import { bot, TODAY } from '../../content.ts';
import { CLI } from '../../kit/process.ts';

const ROOT = join(import.meta.dirname, '../../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simile-writers-'));
  mkdirSync(join(folder, 'content/concepts'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The command in a folder of its own, with no variable of this process but the path. */
function simile(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    encoding: 'utf8',
  });
  return { code: status, out: stripVTControlCharacters(stdout), err: stderr };
}

// Each starts a process that reads all content.
describe('GIVEN a writer with a concept in mind', { timeout: 60_000 }, () => {
  test('WHEN she asks for a skeleton THEN it is valid YAML in which the check names every empty place', () => {
    const { code, out } = simile('new', 'Écran "large", part 2');
    expect(code).toBe(0);
    expect(out).toContain('Wrote content/concepts/ecran-large-part-2.yaml.');
    const path = join(folder, 'content/concepts/ecran-large-part-2.yaml');
    const text = readFileSync(path, 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../entry.schema.json');
    expect(parse(text)).toMatchObject({ id: 'ecran-large-part-2', title: 'Écran "large", part 2' });

    const { faults } = checkContent(
      [{ path, text }],
      TODAY,
      readLibrary(contentFiles(builtInFolder), TODAY).library,
    );
    const named = new Set(faults.map((fault) => fault.line));
    // Names and links to others may stay empty; all else that is empty is a fault.
    const mayBeEmpty = /^(names|sharedNames|weakNames|descriptions|requires|confusedWith):/;
    const empty = text
      .split('\n')
      .flatMap((line, index) => (/""|\[\]/.test(line) && !mayBeEmpty.test(line) ? [index + 1] : []));
    expect(empty.filter((line) => !named.has(line))).toEqual([]);
    expect(empty.length).toBeGreaterThan(50);
    expect(faults.filter((fault) => !['S004', 'S005', 'S201'].includes(fault.rule))).toEqual([]);
  });

  test('WHEN the file is there already THEN it stays as it is, and she is told', () => {
    const path = join(folder, 'content/concepts/pod.yaml');
    writeFileSync(path, 'mine');
    const { code, err } = simile('new', 'Pod');
    expect(code).toBe(1);
    expect(err).toContain('is there already, and stays as it is');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test.each([
    ['北京', 'no Latin letter or digit'],
    ['a'.repeat(41), '41 of the 40 letters'],
  ])('WHEN the name %s makes no id THEN she is told why', (title, why) => {
    const { code, err } = simile('new', title);
    expect(code).toBe(1);
    expect(err).toContain(why);
  });

  test('WHEN she looks at a file and names a world THEN the card told there is as Slack and as Discord show it', () => {
    const { code, out } = simile('preview', join(ROOT, 'content/concepts/container.yaml'), 'post');
    const [slack = '', discord = ''] = out.split('── Discord');
    expect(code).toBe(0);
    expect(slack).toContain('CONTAINER');
    expect(slack).toMatch(/In the likeness +│ In reality/);
    expect(slack).toContain('[ Tell me more ]');
    expect(discord).toContain(
      '┃ • The parcel with device, cable and batteries → The container with program, tools and settings',
    );
    expect(discord).toContain('[ Tell me more ]');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('WHEN a file of her team has a doubt THEN it stands above the card; with an error there is no card', () => {
    const text = readFileSync(join(ROOT, 'tests/concepts/valid/concepts/pot.yaml'), 'utf8')
      .replace('topic: cooking', 'topic: containers')
      .replaceAll('        concept: pot\n', '')
      .replace('A thing to cook in.', 'A thing to simply cook in.');
    const file = join(folder, 'pot.yaml');
    writeFileSync(file, text);
    const doubted = simile('preview', file);
    expect(doubted.code).toBe(0);
    expect(doubted.out.indexOf('doubt S401')).toBeGreaterThanOrEqual(0);
    expect(doubted.out.indexOf('doubt S401')).toBeLessThan(doubted.out.indexOf('── Slack'));
    expect(doubted.out).toContain('┃ A thing to simply cook in.');

    writeFileSync(file, text.replace('title: Pot', 'titel: Pot'));
    const broken = simile('preview', file);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('error S002');
    expect(broken.out).not.toContain('── Slack');
  });
});

describe('GIVEN the content', { timeout: 30_000 }, () => {
  const { library, faults } = checkContent(contentFiles(builtInFolder), TODAY);

  test('WHEN it is checked THEN nothing is wrong, and nothing is too hard to read', () => {
    expect(faults.filter((fault) => fault.severity === 'error')).toEqual([]);
    expect(readings(library).filter(({ grade }) => grade > HIGHEST_GRADE)).toEqual([]);
  });

  test('WHEN it is reported THEN the topics add up to the totals', () => {
    const rows = coverage(library)
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    const [head = [], ...all] = rows.filter(([name = '']) => !name.startsWith('--'));
    const totals = all.pop() ?? [];
    expect(all.map(([topic]) => topic)).toEqual(
      library.topics.flatMap(({ value }) => value.map(({ id }) => id)),
    );
    for (const column of head.keys()) {
      const numbers = all.map((row) => Number(row[column]));
      if (numbers.some(Number.isNaN)) continue;
      expect(
        numbers.reduce((sum, one) => sum + one, 0),
        head[column],
      ).toBe(Number(totals[column]));
    }
    expect(totals[1]).toBe(String(library.entries.length));
  });

  test('WHEN the concept map is drawn THEN it is the one in docs, with a box for each concept', () => {
    const drawn = conceptMap(bot().catalog);
    expect(drawn.match(/<text class="t"/g)).toHaveLength(library.entries.length);
    // "npm run -s simile -- map" draws it anew.
    expect(readFileSync(join(ROOT, 'docs/concept-map.svg'), 'utf8')).toBe(drawn);
  });
});

describe('GIVEN texts of which the grade is known', () => {
  // By hand: 0.39 * words per sentence + 11.8 * syllables per word - 15.59.
  test.each([
    ['The cat sat on the mat.', 0.39 * 6 + 11.8 * 1 - 15.59],
    ['The cat sat on the mat. A dog ran.', 0.39 * 4.5 + 11.8 * 1 - 15.59],
    ['Every animal is happy.', 0.39 * 4 + 11.8 * (8 / 4) - 15.59],
  ])('WHEN "%s" is measured THEN it has that grade', (text, grade) => {
    expect(readingGrade([text])).toBeCloseTo(grade, 5);
  });
});
