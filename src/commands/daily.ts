import { readVerb, VERBS, type Verb } from '../daily/verbs.ts';
import { letters } from '../quiz/letters.ts';
import { declare, type Who } from './command.ts';
import { choiceOption, optional, textOption } from './option.ts';

export const daily = declare({
  name: 'daily',
  description: 'One concept a day for this channel: see how it is set, and change it',
  options: {
    do: optional(
      textOption({ description: 'What to do; leave it out to see how it is set', choices: VERBS }),
    ),
    time: optional(textOption({ description: 'When: 9:30, 9.30am, 0930' })),
    zone: optional(textOption({ description: 'The time zone, by its city', suggests: 'zone' })),
    days: optional(textOption({ description: 'On which days: weekdays, every day, mon wed fri' })),
    topics: optional(
      textOption({ description: 'About what; all topics if you leave it out', suggests: 'topic' }),
    ),
  },
  visibility: 'private',
  who: (options) => whoMay(verbOf(options)),
  listed: true,
  examples: ['', 'on 9:30 Europe/Berlin weekdays', 'off'],
  run: async (...asked) => (await import('./daily-run.ts')).daily(...asked),
});

/** Somebody answers a daily question: the first answer counts for the channel, and each is told alone what is right. */
export const dailyAnswer = declare({
  name: 'daily-answer',
  description: 'Answer the question of a daily concept',
  options: {
    day: textOption({ description: 'The day of the post' }),
    pick: choiceOption(letters, { description: 'The choice' }),
  },
  visibility: 'private',
  who: 'anyone',
  listed: false,
  examples: [],
  run: async (...asked) => (await import('./daily-answer.ts')).dailyAnswer(...asked),
});

export type Given = Readonly<Partial<Record<'do' | 'time' | 'zone' | 'days' | 'topics', string>>>;

export function verbOf(options: Given): Verb | undefined {
  if (options.do === undefined)
    return options.time || options.zone || options.days || options.topics ? 'on' : 'show';
  return readVerb(options.do).verb;
}

/** Anyone may look, and those who manage the channel see more; what is not understood is explained to anyone. */
function whoMay(verb: Verb | undefined): Who {
  if (verb === 'show') return 'depends';
  return verb === undefined || verb === 'preview' ? 'anyone' : 'managers';
}
