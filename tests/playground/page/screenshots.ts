import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startPlayground } from '../../../adapters/playground/main.ts';
import { discord, launch, newest, slack, typeInDiscord, typeInSlack } from './kit/window.ts';

/** `npm run screenshots`: the pictures of the README, from the page itself. */

const folder = join(import.meta.dirname, '../../../docs');

/** Each in a playground of its own, so that it shows the first minute. */
async function picture(browser: Browser, colorScheme: 'light' | 'dark', name: string): Promise<void> {
  const playground = await startPlayground({ port: 0, log: () => {} });
  const viewport = { width: 1440, height: 1300 };
  const page = await browser.newPage({ viewport, deviceScaleFactor: 1.5, colorScheme });
  await page.goto(playground.address);
  await slack(page).waitFor();
  await typeInSlack(page, '/explain lambda');
  await newest(slack(page)).getByRole('heading', { name: 'AWS Lambda' }).waitFor();
  await typeInDiscord(page, '/explain container');
  await newest(discord(page)).getByRole('heading', { name: 'Container', exact: true }).waitFor();
  // No focus, no hover: nothing but the cards.
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement?.blur()');
  await page.screenshot({ path: join(folder, name) });
  await page.close();
  await playground.stop();
}

mkdirSync(folder, { recursive: true });
const browser = await launch();
await picture(browser, 'light', 'card.png');
await picture(browser, 'dark', 'card-dark.png');
await browser.close();
