import { letters } from '../quiz/letters.ts';
import { declare } from './command.ts';
import { choiceOption, numberOption, optional, textOption } from './option.ts';

/** How many questions, and how many seconds each, where nobody says otherwise. */
export const QUESTIONS = 5;
export const SECONDS = 20;

export const MOST_QUESTIONS = 10;

/** What is typed in place of a topic to end a challenge. */
const STOP = 'stop';

export function isStop(topic: string | undefined): boolean {
  return topic?.trim().toLowerCase() === STOP;
}

export const challenge = declare({
  name: 'challenge',
  description: 'Play a quiz with this channel: everybody answers in private, by button',
  options: {
    topic: optional(
      textOption({ description: 'A topic, or “stop” to end the challenge here', suggests: 'topic' }),
    ),
    questions: optional(
      numberOption(
        { description: `How many questions, 1 to ${MOST_QUESTIONS}; ${QUESTIONS} if left out` },
        1,
        MOST_QUESTIONS,
      ),
    ),
    seconds: optional(
      numberOption({ description: `Seconds for each question, 5 to 120; ${SECONDS} if left out` }, 5, 120),
    ),
  },
  visibility: 'private',
  who: (options) => (isStop(options.topic) ? 'depends' : 'anyone'),
  listed: true,
  examples: ['', 'containers', 'topic:networking questions:8 seconds:30', STOP],
  run: async (...asked) => (await import('./challenge-run.ts')).challenge(...asked),
});

const unlisted = { visibility: 'private', listed: false, examples: [] } as const;
const g = () => textOption({ description: 'The game' });

export const challengeStart = declare({
  ...unlisted,
  who: 'depends',
  name: 'challenge-start',
  description: 'Begin without waiting',
  options: { g: g() },
  run: async (...asked) => (await import('./challenge-run.ts')).challengeStart(...asked),
});

export const challengeStop = declare({
  ...unlisted,
  who: 'depends',
  name: 'challenge-stop',
  description: 'End the challenge',
  options: { g: g() },
  run: async (...asked) => (await import('./challenge-run.ts')).challengeStop(...asked),
});

export const challengeJoin = declare({
  ...unlisted,
  who: 'anyone',
  name: 'challenge-join',
  description: 'Join a challenge',
  options: { g: g() },
  run: async (...asked) => (await import('./challenge-play.ts')).challengeJoin(...asked),
});

export const challengePick = declare({
  ...unlisted,
  who: 'anyone',
  name: 'challenge-pick',
  description: 'Answer a question of a challenge',
  options: {
    g: g(),
    q: numberOption({ description: 'The place of the question' }, 0, 9),
    p: choiceOption(letters, { description: 'The choice' }),
  },
  run: async (...asked) => (await import('./challenge-play.ts')).challengePick(...asked),
});
