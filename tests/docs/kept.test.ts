import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kindNames, kinds } from '../../src/store.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/what-is-kept.md'), 'utf8');

/** What is kept, as the page must tell it. */
function table(): string {
  const rows = kindNames.map((name) => {
    const kind = kinds[name];
    const until = 'days' in kind ? `${kind.days} days after the last change` : 'until the app is removed';
    const about = kind.personal ? 'a person' : name === 'fleets' ? 'the bot itself' : 'a channel';
    return `| ${kind.holds} | ${about} | ${until} | \`${name}\` |`;
  });
  return ['| what, and what for | about | for how long | kind |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

test('GIVEN all kinds of records WHEN the page on what is kept shows them THEN none is missing and none is made up', () => {
  const [, shown = ''] = /<!-- kinds -->\n([\s\S]*?)<!-- \/kinds -->/.exec(PAGE) ?? [];
  expect(shown.trim()).toBe(table());
});
