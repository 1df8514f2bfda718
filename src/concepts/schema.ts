import { z } from 'zod';

/** What a writer may put in one YAML file of `content/concepts/`. Every limit keeps a card inside both platforms' limits. */

const id = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'use lower-case letters, digits and single hyphens, such as "aws-lambda"',
  )
  .max(40);
const text = (most: number) => z.string().trim().min(1).max(most);
const name = text(60);
const lines = (least: number, most: number, length: number) => z.array(text(length)).min(least).max(most);

export const choiceKeys = ['a', 'b', 'c', 'd'] as const;

const row = z.strictObject({
  likeness: text(110).describe('The part as it appears in the likeness.'),
  reality: text(140).describe('What that part is in reality.'),
  concept: id
    .optional()
    .describe('The concept this row stands for, when it is one; its name then comes from the world’s cast.'),
});

const likeness = z.strictObject({
  title: text(80).describe('A short name for the likeness, such as "The assistant hired to answer calls".'),
  world: id.describe('The world it is told in: the name of a file in content/worlds.'),
  story: text(600).describe('The likeness told in two to five short sentences. Markdown allowed.'),
  rows: z
    .array(row)
    .min(3)
    .max(6)
    .describe('The likeness part by part: what acts, what triggers it, what it costs, what it cannot do.'),
  stopsHolding: lines(1, 3, 220).describe(
    'Where the likeness stops holding: what somebody would wrongly believe if they took it further.',
  ),
});

const confusion = z.strictObject({
  concept: id.describe(
    'The other concept of the pair. Write a pair once, in the one that comes later in learning order.',
  ),
  difference: text(220).describe('The one difference that decides, naming both.'),
  choose: text(220).describe('When to take which.'),
});

const source = z.strictObject({
  title: text(100),
  url: z.url({ protocol: /^https$/, error: 'use a full address that starts with https://' }).max(300),
  checked: z.iso.date('use the day on which the page was read, as 2026-11-22'),
});

const choice = z.strictObject({
  text: text(120),
  reason: text(300).describe('Why this choice is right, or why it is wrong.'),
});

const question = z.strictObject({
  id: id.describe('Never changes: results are kept under it.'),
  kind: z.enum(['recall', 'tell-apart', 'use']),
  level: z.enum(['easy', 'medium', 'hard']),
  ask: text(300),
  answer: z.enum(choiceKeys).describe('The key of the one right choice.'),
  choices: z.strictObject({ a: choice, b: choice, c: choice, d: choice }),
});

export const entrySchema = z
  .strictObject({
    id: id.describe(
      'Never changes. It is also the name of the file. When it must be renamed, keep the old one in "formerly".',
    ),
    formerly: z.array(id).max(5).default([]).describe('Ids this entry had before; they lead here.'),
    title: text(60).describe('The name in full, spelled as its owner spells it.'),
    names: z
      .array(name)
      .max(20)
      .default([])
      .describe('Other names that mean this and nothing else: acronyms, former names, nicknames.'),
    sharedNames: z
      .array(name)
      .max(8)
      .default([])
      .describe('Names that also mean another concept, declared on both: they are answered with a choice.'),
    weakNames: z
      .array(name)
      .max(10)
      .default([])
      .describe('Names that are everyday words too: they count only when they are the whole question.'),
    descriptions: z
      .array(text(90))
      .max(8)
      .default([])
      .describe('What somebody types who does not know the name, such as "hard drive for ec2".'),
    topic: id,
    summary: text(160).describe('One line, with no term that it does not explain.'),
    explanation: text(1200).describe(
      'Short Markdown: paragraphs, bullet lists, **bold**, *italic*, `code` and links.',
    ),
    likenesses: z.array(likeness).min(1).max(4),
    useWhen: lines(1, 4, 160),
    avoidWhen: lines(1, 4, 160),
    mistakes: lines(1, 4, 200).describe('Common mistakes, each with what to do instead.'),
    requires: z.array(id).max(5).default([]).describe('Concepts to know first.'),
    confusedWith: z.array(confusion).max(6).default([]),
    sources: z.array(source).min(1).max(5),
    questions: z.array(question).min(1).max(8),
  })
  .describe('One concept that Simile explains.');

export const topicsSchema = z.array(
  z.strictObject({
    id,
    title: text(60),
    summary: text(160),
    worlds: z
      .array(id)
      .max(4)
      .default([])
      .describe('The worlds in which this topic can be walked from its first concept to its last.'),
    concepts: z.array(id).describe('In learning order.'),
  }),
);

export const worldSchema = z.strictObject({
  id,
  title: text(40),
  summary: text(160),
  cast: z.record(id, text(50)).describe('What each concept is called in this world, in every entry.'),
});

export type Entry = z.infer<typeof entrySchema>;
export type Topic = z.infer<typeof topicsSchema>[number];
export type World = z.infer<typeof worldSchema>;
