import * as z from 'zod/mini';

/** What is kept of daily posts. */

export const platform = z.enum(['slack', 'discord', 'terminal']);

/** A local date, as 2026-11-22. */
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

export const scheduleSchema = z.object({
  /** Minutes after local midnight. */
  time: z.int(),
  /** An IANA time zone. */
  zone: z.string(),
  /** 1 for Monday to 7 for Sunday, in order. */
  weekdays: z.array(z.int()),
});
export type Schedule = z.output<typeof scheduleSchema>;

export const subscriptionSchema = z.object({
  platform,
  schedule: scheduleSchema,
  /** Ids of topics; none for all. */
  topics: z.array(z.string()),
  /** Why nothing is posted at present: somebody asked for it, the channel is closed to the bot, its token is no good. */
  paused: z.optional(z.enum(['asked', 'closed', 'revoked'])),
  /** The last date that was planned or skipped: no date is planned twice, whatever changes. */
  lastDay: z.optional(day),
  /** The next date and its instant; none while it pauses. The record is due then, or later where something failed. */
  next: z.optional(z.object({ day, at: z.number() })),
});
export type Subscription = z.output<typeof subscriptionSchema>;

export const postSchema = z.object({
  platform,
  channel: z.string(),
  day,
  /** When it should have gone out, in milliseconds since 1970. */
  plannedFor: z.number(),
  /**
   * `waiting` to be sent, `sending` by somebody whose lease is the record's due time, `sent`; `doubtful`: sent or
   * not, nobody can say, and never again; `missed`: too late; `dropped`: the channel no longer takes it.
   */
  state: z.enum(['waiting', 'sending', 'sent', 'doubtful', 'missed', 'dropped']),
  concept: z.optional(z.string()),
  question: z.optional(z.string()),
  /** How often it was tried. */
  tries: z.int(),
  /** Since when it may have been sent without our knowing. */
  doubtSince: z.optional(z.number()),
  /** The platform's id of the message. */
  message: z.optional(z.string()),
});
export type Post = z.output<typeof postSchema>;

/** How a channel stands with the concepts it was given. */
export const pathSchema = z.object({
  /** The last date that is counted in. */
  upTo: z.optional(day),
  given: z.array(
    z.object({
      concept: z.string(),
      question: z.optional(z.string()),
      times: z.int(),
      /** The last date it was posted on. */
      day,
      /** How many answered its question, and how many of them rightly. */
      answers: z.int(),
      right: z.int(),
    }),
  ),
});
export type Path = z.output<typeof pathSchema>;

export const dailyAnswerSchema = z.object({ pick: z.enum(['a', 'b', 'c', 'd']), right: z.boolean() });

/** Whom to tell when a channel's daily post has to pause. */
export const contactSchema = z.object({ platform });
