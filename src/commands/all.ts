import { ask } from './ask.ts';
import { challenge, challengeJoin, challengePick, challengeStart, challengeStop } from './challenge.ts';
import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { first, more, related, report, share } from './concept-pages.ts';
import { daily, dailyAnswer } from './daily.ts';
import { duel, duelDecline, duelPick, duelPlay, duelReview } from './duel.ts';
import { explain } from './explain.ts';
import { explainMessage } from './explain-message.ts';
import { forgetMe } from './forget-me.ts';
import { help } from './help.ts';
import { leaderboard } from './leaderboard.ts';
import { me, myData } from './me.ts';
import { quiz, quizExplain, quizExport, quizNext, quizPick } from './quiz.ts';
import { topics } from './topics.ts';
import { walk } from './walk.ts';

/** Every command there is; the listed ones in the order in which people see them. */
export const commands: readonly Command[] = [
  explain,
  compare,
  topics,
  quiz,
  challenge,
  duel,
  leaderboard,
  me,
  daily,
  forgetMe,
  help,
  more,
  first,
  related,
  ask,
  share,
  report,
  explainMessage,
  walk,
  dailyAnswer,
  quizPick,
  quizNext,
  quizExplain,
  quizExport,
  challengeJoin,
  challengeStart,
  challengeStop,
  challengePick,
  duelPlay,
  duelPick,
  duelDecline,
  duelReview,
  myData,
];
