import { lazilyAsync } from '../../src/lazily.ts';
import type { Poster } from '../../src/ports.ts';
import type { Bot } from './bot.ts';

/** Gives the bot its way to each platform that is set; what sends is loaded when something is sent. */
export function connectPosters({ settings: { slack, discord }, simile, now, log }: Bot): void {
  if (slack) {
    simile.posters.slack = later(async () => {
      const { createSlackPoster } = await import('../slack/poster.ts');
      return createSlackPoster({ ...slack, now, log });
    });
  }
  if (discord) {
    simile.posters.discord = later(async () => {
      const { createDiscordPoster } = await import('../discord/poster.ts');
      return createDiscordPoster({ ...discord, now });
    });
  }
}

function later(load: () => Promise<Poster>): Poster {
  let loaded: Poster | undefined;
  const poster = lazilyAsync(async () => {
    loaded = await load();
    return loaded;
  });
  return {
    post: async (...sent) => (await poster()).post(...sent),
    // One that has sent nothing yet was not told to wait.
    heldBack: (to) => loaded?.heldBack?.(to) ?? 0,
    update: async (...sent) => (await poster()).update(...sent),
    tell: async (...sent) => (await poster()).tell(...sent),
    left: async (workspace) => (await (await poster()).left?.(workspace)) ?? false,
  };
}
