/** One process of the bot, as it runs in the container, but for its clock: it is told how fast time goes. */
import { readFileSync } from 'node:fs';
import { serve } from '../../../adapters/server/serve.ts';
import type { Settings } from '../../../adapters/server/settings.ts';
import { openStore } from '../../../adapters/server/store.ts';
import type { CatalogData } from '../../../src/concepts/concept.ts';
import { createSimile } from '../../../src/simile.ts';
import { type Pace, timeAt } from './clock.ts';
import type { Store } from './world.ts';

interface Orders {
  pace: Pace;
  settings: Settings;
  store: Store;
  catalog: string;
}

const orders: Orders = JSON.parse(process.env.CHAOS_ORDERS ?? '');
let { pace } = orders;
const now = () => timeAt(pace);
process.on('message', (next: Pace) => {
  pace = next;
});
// Without a parent there is nothing to be tried.
process.on('disconnect', () => process.exit());

const data: CatalogData = JSON.parse(readFileSync(orders.catalog, 'utf8'));
const simile = createSimile({
  catalog: data,
  store: openStore(orders.store, now),
  random: Math.random,
  onError: (code, cause) => console.error(code, cause),
});
await serve(orders.settings, {
  simile,
  now,
  log: (_level, event) => {
    if (event === 'connected') process.send?.('ready');
  },
  wakeEvery: 50,
});
