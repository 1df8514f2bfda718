import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contentFiles } from '../../../adapters/files/content.ts';
import { builtInFolder } from '../../../adapters/files/library.ts';
import { describeFault } from '../../../src/concepts/fault.ts';
import { readLibrary } from '../../../src/concepts/library.ts';
import { TODAY } from '../../content.ts';
import { openRoom, withBrowser } from './kit/browser.ts';
import { discord, newest, slack, typeInDiscord, typeInSlack } from './kit/window.ts';

/** All of the content is read and checked anew, which takes a busy machine a while. */
const READING = { timeout: 20_000 };

withBrowser('GIVEN a writer who has the playground open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simile-content-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  cpSync(builtInFolder, folder, { recursive: true });
  const file = join(folder, 'concepts/fargate.yaml');
  const written = readFileSync(file, 'utf8');
  const room = openRoom({ folder });

  test('WHEN an entry is saved THEN the open cards are drawn from it, on both platforms', async () => {
    const { page } = await (await room()).sit('ada');
    await typeInSlack(page, '/explain fargate');
    await typeInDiscord(page, '/explain fargate');
    for (const side of [slack(page), discord(page)])
      await newest(side).getByText('An AWS service that gives each group of containers').waitFor();

    writeFileSync(
      file,
      written.replace(/^summary: .*$/m, 'summary: A hired engine that carries your containers.'),
    );
    for (const side of [slack(page), discord(page)])
      await newest(side).getByText('A hired engine that carries your containers.').waitFor(READING);
    expect(await newest(slack(page)).getByText('(edited)').count()).toBe(0);
    expect(await newest(discord(page)).getByText('(edited)').count()).toBe(0);
  });

  test('WHEN a fault is saved THEN the page tells it in the words of `simile check` until it is mended, and the bot goes on', async () => {
    const { page } = await (await room()).sit('bo');
    writeFileSync(file, written.replace(/^topic: .*$/m, 'topic: no-such-topic'));
    const news = page.getByRole('status', { name: 'Content check' });
    await news.getByText('The content has faults').waitFor(READING);
    const errors = readLibrary(contentFiles(folder), TODAY).faults.filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors.length).toBeGreaterThan(0);
    const told = await news.locator('pre').allTextContents();
    for (const fault of errors) expect(told).toContain(describeFault(fault));
    await typeInSlack(page, '/explain fargate');
    await newest(slack(page)).getByRole('heading', { name: 'AWS Fargate' }).waitFor();

    writeFileSync(file, written);
    await news.getByText('The content has faults').waitFor({ ...READING, state: 'detached' });
  });
});
