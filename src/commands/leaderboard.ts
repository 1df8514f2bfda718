import { declare } from './command.ts';
import { choiceOption, optional } from './option.ts';

export const leaderboard = declare({
  name: 'leaderboard',
  description: 'Who has the most points from challenges and duels, and where you stand',
  options: {
    period: optional(
      choiceOption(['week', 'all'], { description: 'This week, or all time; this week if left out' }),
    ),
    of: optional(
      choiceOption(['workspace', 'channel'], {
        description: 'Everybody, or this channel; everybody if left out',
      }),
    ),
    me: optional(choiceOption(['hide', 'show'], { description: 'Leave the board, or come back to it' })),
  },
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: ['', 'all', 'week channel', 'hide'],
  run: async (...asked) => (await import('./leaderboard-run.ts')).leaderboard(...asked),
});
