/** One process of the bot, as it runs in the container, but for its clock, a store that fails now and then, and that it tells its steps. */
import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { serve } from '../../../adapters/server/serve.ts';
import type { Settings } from '../../../adapters/server/settings.ts';
import { openEngine } from '../../../adapters/server/store.ts';
import type { CatalogData } from '../../../src/concepts/concept.ts';
import type { Poster } from '../../../src/ports.ts';
import { createSimile } from '../../../src/simile.ts';
import { createStore } from '../../../src/store.ts';
import { type Pace, timeAt } from './clock.ts';
import { type Tell, tellingPoster, tellingRecords } from './steps.ts';
import { unreliable } from './unreliable.ts';
import type { Store } from './world.ts';

export interface Orders {
  settings: Settings;
  store: Store;
  catalog: string;
  /** How often it looks for what is due, in milliseconds. */
  wakeEvery: number;
}

const { settings, store, catalog, wakeEvery }: Orders = JSON.parse(process.env.CHAOS_ORDERS ?? '');
let pace: Pace | undefined;
const now = () => (pace ? timeAt(pace) : Date.now());
const begin = Promise.withResolvers<void>();
process.on('message', (next: Pace) => {
  pace = next;
  begin.resolve();
});
// Without a parent there is nothing to be tried.
process.on('disconnect', () => process.exit());
const tell: Tell = (step) => process.send?.(step);

const data: CatalogData = JSON.parse(readFileSync(catalog, 'utf8'));
const engine = await openEngine(store, now);
const kept = createStore(store.kind === 'sqlite' ? unreliable(engine) : engine, now);
const simile = createSimile({
  catalog: data,
  store: { ...kept, posts: tellingRecords(kept.posts, tell) },
  random: Math.random,
  onError: (code, cause) => console.error(code, cause),
});
for (const platform of ['slack', 'discord'] as const) {
  let poster: Poster | undefined;
  Object.defineProperty(simile.posters, platform, {
    get: () => poster,
    set: (one: Poster) => {
      poster = tellingPoster(one, tell);
    },
  });
}
// It will be killed, so what was compiled is kept for the next one now.
flushCompileCache();
// All is loaded: it stands by until another one has died.
process.send?.('ready');
await begin.promise;
await serve(settings, { simile, now, log: () => {}, wakeEvery });
