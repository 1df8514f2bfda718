import type { Catalog } from '../concepts/catalog.ts';
import { lazilyAsync } from '../lazily.ts';
import { decide } from './decide.ts';
import { evidence } from './evidence.ts';
import type { LazyLookup, Lookup } from './lookup.ts';
import { normalize } from './normalize.ts';
import { ownersIn } from './owners.ts';
import { READ_LIMIT } from './words.ts';

/** Concepts beyond which the rest is made before anybody waits for it. */
const LARGE = 2_000;

/** The look-up for those who answer: a name as it is written is found at once, and the rest loaded when it is needed. */
export function lazyLookup(catalog: Catalog): LazyLookup {
  let loaded: Lookup | undefined;
  const whole = lazilyAsync(async () => {
    const { createLookup } = await import('./create.ts');
    loaded = createLookup(catalog);
    return loaded;
  });
  // Whoever asks first hears why, if it fails.
  if (catalog.concepts.length > LARGE) whole().catch(() => {});
  return {
    async find(text) {
      if (loaded) return loaded.find(text);
      const owners = text.length <= READ_LIMIT ? ownersIn(catalog.names.strong, normalize(text)) : undefined;
      return owners ? decide([evidence('name', 1, owners)], catalog) : (await whole()).find(text);
    },
    named: async (text) => (await whole()).named(text),
    complete: async (text, most) => (await whole()).complete(text, most),
  };
}
