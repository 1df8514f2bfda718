import { openStore } from '../../adapters/server/store.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import type { Simile } from '../../src/simile.ts';
import { bot } from '../content.ts';
import { type DiscordConversation, talkOnDiscord } from './discord.ts';
import { onLambda, openAccount } from './function.ts';
import { type SlackConversation, talkOnSlack } from './slack.ts';

export interface Room {
  simile: Simile;
  talk: SlackConversation | DiscordConversation;
  close(): Promise<void>;
}

/** People in a channel and a bot among them, with a store of its own, answering by a server or by functions. */
export async function openRoom(
  platform: 'Slack' | 'Discord',
  host: 'the server' | 'functions',
  now: () => number,
  slackWay: 'http' | 'socket' = 'http',
): Promise<Room> {
  const account = host === 'functions' ? await openAccount(now) : undefined;
  const way = account && onLambda('Function URL', account);
  const store = account?.store ?? openStore({ kind: 'memory' }, now);
  const simile = bot(undefined, { store, random: seeded(platform) });
  const talk =
    platform === 'Slack'
      ? await talkOnSlack(simile, way ?? slackWay, now)
      : await talkOnDiscord(simile, way ?? 'gateway', now);
  return {
    simile,
    talk,
    async close() {
      await talk.close();
      await account?.stop();
    },
  };
}
