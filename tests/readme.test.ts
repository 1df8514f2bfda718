import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../src/commands/all.ts';
import { usage } from '../src/commands/usage.ts';

const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** The table of commands as it must stand in the README. */
function table(): string {
  const rows = commands
    .filter((command) => command.listed)
    .map((command) => {
      const example = command.examples.find(Boolean);
      const trial = example === undefined ? '' : `\`/${command.name} ${example}\``;
      const seen = command.visibility === 'private' ? 'you' : 'the channel';
      return `| \`${usage(command)}\` | ${command.description} | ${trial} | ${seen} |`;
    });
  return ['| command | what it does | for instance | seen by |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

test('GIVEN the table of commands WHEN the README shows it THEN it is the same', () => {
  const [, shown = ''] = /<!-- commands:[^>]*-->\n([\s\S]*?)<!-- \/commands -->/.exec(README) ?? [];
  expect(shown.trim()).toBe(table());
});

test('GIVEN the settings WHEN the README lists them THEN each that is read is there', () => {
  const source = readFileSync(join(import.meta.dirname, '../adapters/server/settings.ts'), 'utf8');
  const read = new Set(source.match(/\b(?:SLACK|DISCORD|SIMILE)_[A-Z_]+\b/g));
  expect([...read].filter((name) => !README.includes(`\`${name}\``))).toEqual([]);
});
