import { join } from 'node:path';
import type { Clock, Log } from '../../src/ports.ts';
import { bundlePage } from './bundle.ts';
import { movableClock } from './clock.ts';
import { liveContent } from './content.ts';
import type { Discord } from './discord/stand-in.ts';
import { servePages } from './pages.ts';
import type { Scene } from './scene.ts';
import type { Slack } from './slack/slack.ts';

export interface PlaygroundOptions {
  /** Taken if it is free, else any other. */
  port: number;
  /** The built-in content; the checkout's own unless given. */
  folder?: string;
  /** A team's own content beside it. */
  team?: string;
  repository?: string;
  log: Log;
}

export interface Playground {
  /** Where the page is, on this machine alone. */
  address: string;
  slack: Slack;
  discord: Discord;
  /** The time as the bot has it. */
  now: Clock;
  stop(): Promise<void>;
}

const builtInFolder = join(import.meta.dirname, '../../content');

/** The bot with both platforms played on this machine, and the page that shows them. Nothing leaves loopback. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const clock = movableClock(Date.now);
  const content = liveContent(() => ({
    folder: options.folder ?? builtInFolder,
    team: options.team,
    today: new Date(clock.now()).toISOString().slice(0, 10),
  }));
  // Everything at once: content in a thread of its own, the page by esbuild, and the bot's libraries here.
  const firstRead = content.read();
  const files = bundlePage();
  const staged = Promise.withResolvers<Scene>();
  // Whoever asks for the page hears of it; nobody else needs to.
  staged.promise.catch(() => undefined);
  const pages = await servePages(
    {
      files,
      look: async (path, query) => (await staged.promise).look(path, query),
      act: async (body) => (await staged.promise).act(body),
    },
    options.port,
  );
  try {
    const { setScene } = await import('./scene.ts');
    const scene = await setScene({ options, clock, content, firstRead, changed: pages.changed });
    staged.resolve(scene);
    await scene.known;
    return {
      address: pages.address,
      slack: scene.slack,
      discord: scene.discord,
      now: clock.now,
      async stop() {
        await pages.stop();
        await content.stop();
        await scene.stop();
      },
    };
  } catch (cause) {
    staged.reject(cause);
    await pages.stop();
    await content.stop();
    throw cause;
  }
}
