import * as z from 'zod/mini';

/** What is kept of practice, challenges and duels. */

const letter = z.enum(['a', 'b', 'c', 'd']);
const asked = z.object({
  id: z.string(),
  /** What the question said when the round began. */
  print: z.number(),
});
export type Asked = z.output<typeof asked>;

/** A card of ts-fsrs, with times in milliseconds since 1970. */
const cardSchema = z.object({
  due: z.number(),
  last: z.number(),
  stability: z.number(),
  difficulty: z.number(),
  scheduledDays: z.number(),
  reps: z.int(),
  lapses: z.int(),
  state: z.int(),
});
export type Card = z.output<typeof cardSchema>;

/** How one person stands with one concept. */
export const progressSchema = z.object({
  card: cardSchema,
  /** Ids of the questions that were asked since the pool was last used up. */
  asked: z.array(z.string()),
  /** Ids of the questions that were last answered wrongly. */
  missed: z.array(z.string()),
  /** The answer that was counted last, so that it is not counted again. */
  counted: z.string(),
});
export type Progress = z.output<typeof progressSchema>;

/** The round of practice that a person is in. */
export const practiceSchema = z.object({
  round: z.string(),
  topic: z.optional(z.string()),
  questions: z.array(asked),
  /** What was picked, in order. */
  picks: z.array(letter),
});
export type Practice = z.output<typeof practiceSchema>;

/** How a person wants Simile to be for them. */
export const personSchema = z.object({
  /** Not on the leaderboard. */
  hidden: z.boolean(),
  /** The world whose likenesses they like best. */
  world: z.optional(z.string()),
});

export const gameSchema = z.object({
  game: z.string(),
  platform: z.enum(['slack', 'discord', 'terminal']),
  /** The seat of who started it. */
  starter: z.string(),
  topic: z.optional(z.string()),
  /** To answer a question. */
  seconds: z.int(),
  questions: z.array(asked),
  /** Ids of the questions that the channel's games asked lately, those of this one last. */
  lately: z.array(z.string()),
  stage: z.discriminatedUnion('kind', [
    /** People join until a time; `message` once it was posted. */
    z.object({ kind: z.literal('lobby'), until: z.number(), message: z.optional(z.string()) }),
    /** A question that can be answered until a time. */
    z.object({
      kind: z.literal('open'),
      index: z.int(),
      openedAt: z.number(),
      until: z.number(),
      message: z.optional(z.string()),
    }),
    /** Nothing more is taken, and what came in time is being counted. */
    z.object({
      kind: z.literal('closing'),
      index: z.int(),
      openedAt: z.number(),
      message: z.optional(z.string()),
    }),
    /** The answer is shown until a time; `told` once it really is. */
    z.object({
      kind: z.literal('shown'),
      index: z.int(),
      until: z.number(),
      message: z.optional(z.string()),
      told: z.boolean(),
    }),
    z.object({
      kind: z.literal('over'),
      why: z.enum(['finished', 'stopped', 'idle', 'nobody', 'unreachable']),
      told: z.boolean(),
    }),
  ]),
  /** The seat of who stopped it. */
  stoppedBy: z.optional(z.string()),
  /** Questions in a row that nobody answered. */
  silent: z.int(),
  /** Questions that are counted. */
  counted: z.int(),
  /** Posts in a row that failed. */
  failures: z.int(),
  /** What the counter under the message said last. */
  counter: z.int(),
});
export type Game = z.output<typeof gameSchema>;

/**
 * One person's part in one game. What is about several people names them by their seats, and here alone it stands
 * who sits there: with this record gone, nobody can tell any more.
 */
export const playerSchema = z.object({
  seat: z.string(),
  /** Whoever only started or stopped it has not joined. */
  joined: z.boolean(),
});

/** What one person answered to one question of a game. */
export const answerSchema = z.object({
  pick: letter,
  /** When the server received it. */
  at: z.number(),
});
export type GameAnswer = z.output<typeof answerSchema>;

const scoreSchema = z.object({
  right: z.int(),
  points: z.int(),
  /** Over all right answers. */
  milliseconds: z.number(),
});
export type Score = z.output<typeof scoreSchema>;

/** One question of a game, counted: apart from the game, so that a press reads nothing that grows with the players. */
export const roundSchema = z.object({
  /** What was counted, by seat. */
  answers: z.record(z.string(), z.object({ pick: letter, points: z.int(), milliseconds: z.number() })),
  /** How the game stands with it, by seat. */
  scores: z.record(z.string(), scoreSchema),
});
export type Round = z.output<typeof roundSchema>;

const duelSideSchema = z.object({
  /** When the question that is before them was first shown. */
  shownAt: z.optional(z.number()),
  answers: z.array(z.object({ pick: letter, milliseconds: z.number() })),
});

/** Which of the two in a duel somebody is: here alone it stands who. */
export const duelistSchema = z.object({ side: z.literal([0, 1]) });

export const duelSchema = z.object({
  platform: z.enum(['slack', 'discord', 'terminal']),
  channel: z.string(),
  topic: z.optional(z.string()),
  questions: z.array(asked),
  /** Of who challenged, and of who was challenged. */
  sides: z.tuple([duelSideSchema, duelSideSchema]),
  stage: z.enum(['offered', 'running', 'declined', 'expired', 'finished', 'left']),
  until: z.number(),
  /** The challenged person was told. */
  announced: z.boolean(),
});
export type Duel = z.output<typeof duelSchema>;

/** One person's points over one period. */
export const pointsSchema = z.object({
  /** By channel. */
  channels: z.record(z.string(), z.int()),
  /** Ids of the questions that gave points in this period, so that none gives them twice. */
  questions: z.array(z.string()),
  /** What each of the last games gave, so that none is counted twice. */
  games: z.array(z.object({ game: z.string(), points: z.int() })),
});
export type Points = z.output<typeof pointsSchema>;
