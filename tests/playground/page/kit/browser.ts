import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, describe, onTestFinished, vi } from 'vitest';
import {
  type Playground,
  type PlaygroundOptions,
  startPlayground,
} from '../../../../adapters/playground/main.ts';
import { executablePath, launch, slack } from './window.ts';

if (!executablePath)
  console.warn(
    'Skipped: there is no Chromium. Install it (apt-get install chromium-headless-shell) or name one in CHROMIUM.',
  );

// A browser on a busy machine; each single step still has five seconds only.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** Tests that need the browser; skipped where there is none. */
export const withBrowser = describe.skipIf(!executablePath);

/** What a page must never do, gathered while it is used. */
interface Watched {
  /** Addresses asked for beyond the playground itself. */
  strangers: string[];
  /** Broken rules of the Content-Security-Policy, errors, and complaints in the console. */
  complaints: string[];
}

export interface Seat {
  page: Page;
  watched: Watched;
}

export interface Room {
  playground: Playground;
  /** A window of its own, as one of the three people. */
  sit(person: string, options?: BrowserContextOptions): Promise<Seat>;
}

/** One playground and one browser for the tests of a file; each test sits down in windows of its own. */
export function openRoom(options: Partial<PlaygroundOptions> = {}): () => Promise<Room> {
  let opened: Promise<{ playground: Playground; browser: Browser }> | undefined;
  afterAll(async () => {
    const { playground, browser } = (await opened) ?? {};
    await browser?.close();
    await playground?.stop();
  });
  return async () => {
    opened ??= Promise.all([startPlayground({ port: 0, log: () => {}, ...options }), launch()]).then(
      ([playground, browser]) => ({ playground, browser }),
    );
    const { playground, browser } = await opened;
    return { playground, sit: (person, more) => sit(browser, playground.address, person, more) };
  };
}

async function sit(
  browser: Browser,
  address: string,
  person: string,
  options: BrowserContextOptions = {},
): Promise<Seat> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(5_000);
  const page = await context.newPage();
  const watched: Watched = { strangers: [], complaints: [] };
  page.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`)) watched.strangers.push(request.url());
  });
  page.on('pageerror', (error) => watched.complaints.push(error.message));
  // A broken Content-Security-Policy is told in the console.
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') watched.complaints.push(message.text());
  });
  await page.goto(`${address}/?person=${person}`);
  await slack(page).waitFor();
  return { page, watched };
}
