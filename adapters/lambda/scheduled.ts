import type { Kind } from '../../src/store.ts';

/** The kinds of records that the clock looks after. */
export const scheduled = ['subscriptions', 'posts', 'games', 'duels'] as const satisfies readonly Kind[];
