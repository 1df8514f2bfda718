import type { Post } from '../../../src/daily/values.ts';
import type { Delivery, Poster, Records } from '../../../src/ports.ts';

/** How far one process is with one post, as it tells before and after each thing it does. */
export interface Step {
  /** Channel and day. */
  post: string;
  what: 'claiming' | 'claimed' | 'asking' | 'answered' | 'settling' | 'settled' | 'lost' | 'store failed';
  /** Real time, in milliseconds since 1970. */
  real: number;
  /** What the platform made of it, once it answered. */
  delivery?: Delivery['kind'];
}

/** With these a process's try at a post is over, as far as it knows. */
export const OVER: ReadonlySet<Step['what']> = new Set(['settled', 'lost', 'store failed']);

export type Tell = (step: Step) => void;

/** The same records, telling of each claim and each confirmation. */
export function tellingRecords(posts: Records<Post>, tell: Tell): Records<Post> {
  return {
    ...posts,
    async save(kept) {
      // What is planned is no try yet.
      if (kept.version === 0) return posts.save(kept);
      const claims = kept.value.state === 'sending';
      const step = (what: Step['what']) => tell({ post: kept.id, what, real: Date.now() });
      step(claims ? 'claiming' : 'settling');
      try {
        const version = await posts.save(kept);
        step(version === undefined ? 'lost' : claims ? 'claimed' : 'settled');
        return version;
      } catch (cause) {
        step('store failed');
        throw cause;
      }
    },
  };
}

/** The same poster, telling of each request and its answer. */
export function tellingPoster(poster: Poster, tell: Tell): Poster {
  return {
    ...poster,
    async post(to, answer, options) {
      const post = `${to.channel}/${dayOf(options.key)}`;
      tell({ post, what: 'asking', real: Date.now() });
      const delivery = await poster.post(to, answer, options);
      tell({ post, what: 'answered', real: Date.now(), delivery: delivery.kind });
      return delivery;
    },
  };
}

/** The day in a post's key. */
function dayOf(key: string): string {
  const days = Number.parseInt(key.split('-')[0] ?? '', 36);
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}
