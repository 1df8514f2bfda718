import type { Letter } from '../../../src/quiz/letters.ts';
import type { Press } from './room.ts';

/** What passes between the room and a process that runs the bot. */

export interface Ask {
  kind: 'ask';
  id: number;
  person: string;
  channel: string;
  command: string;
  options: Record<string, string>;
}

export type ToWorker = Ask | { kind: 'taken'; id: number };

export type ToRoom =
  | { kind: 'ready' }
  | { kind: 'told'; id: number; told: Press['told']; picked?: Letter }
  | {
      kind: 'post';
      id: number;
      channel: string;
      key: string;
      lobby?: string;
      asked?: { game: string; index: number };
    }
  | { kind: 'fault'; what: string };
