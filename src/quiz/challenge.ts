import type { Letter } from './letters.ts';
import { print, type Question, show } from './question.ts';
import type { Bank } from './questions.ts';
import type { Asked, Game, GameAnswer, Round, Score } from './values.ts';

/** The rules of a challenge in a channel: a game as plain data, and what each event makes of it. Times in ms. */

export const LOBBY = 30_000;
/** After its time an answer that was received in time may still be on its way to the store. */
export const GRACE = 700;
/** For reading the answer, until the next question comes. */
export const PAUSE = 8_000;
/** How long whoever claimed a game may take to act before somebody else does. */
export const LEASE = 30_000;
/** Between two looks at how many have joined or answered: messages may be changed once a second at most. */
export const TICK = 2_000;
/** Posts in a row that may fail before a channel counts as lost. */
const MOST_FAILURES = 5;
/** Questions in a row that nobody answers, after which a game stops by itself. */
const SILENT = 2;

const RIGHT_POINTS = 100;
/** Less than one right answer is worth, even at the most questions: being right always comes before being fast. */
const SPEED_POINTS = 9;
/** Questions that a channel's games remember, so as not to ask them again soon. */
const REMEMBERED = 60;

export type GameEvent =
  /** The lobby or a question was posted as this message. */
  | { kind: 'posted'; message: string; at: number }
  /** A post has to wait, or failed and is tried again: a question's time begins then. */
  | { kind: 'delayed'; until: number; failed: boolean }
  /** The lobby is over, with so many players. */
  | { kind: 'begun'; players: number; at: number }
  | { kind: 'hurried'; at: number }
  | { kind: 'timeUp' }
  /** The answers to the question are counted: how many there were. */
  | { kind: 'counted'; answers: number; at: number }
  | { kind: 'told' }
  /** The pause behind a question is over. */
  | { kind: 'passed'; at: number }
  | { kind: 'stopped'; by: string; at: number }
  /** The channel can no longer be posted to. */
  | { kind: 'lost' }
  /** The counter under the message now says so many. */
  | { kind: 'shownCount'; count: number };

export function newGame(
  start: Pick<Game, 'game' | 'platform' | 'starter' | 'topic' | 'seconds' | 'lately'>,
  questions: readonly Question[],
  at: number,
): Game {
  return {
    ...start,
    lately: [...start.lately, ...questions.map(({ id }) => id)].slice(-REMEMBERED),
    questions: questions.map((question) => ({ id: question.id, print: print(question) })),
    stage: { kind: 'lobby', until: at + LOBBY },
    silent: 0,
    counted: 0,
    failures: 0,
    counter: 0,
  };
}

/** What an event makes of a game: the same game, where the event comes too late or does not fit. */
export function step(game: Game, event: GameEvent): Game {
  const { stage } = game;
  switch (event.kind) {
    case 'posted':
      if (stage.kind === 'lobby')
        return { ...game, failures: 0, stage: { ...stage, message: event.message } };
      if (stage.kind !== 'open') return game;
      // Their time begins when they can see it.
      return withMessage(open({ ...game, failures: 0 }, stage.index, event.at), event.message);
    case 'delayed': {
      const failures = event.failed ? game.failures + 1 : game.failures;
      if (failures >= MOST_FAILURES) return lose(game);
      return stage.kind === 'open'
        ? open({ ...game, failures }, stage.index, event.until)
        : { ...game, failures };
    }
    case 'hurried':
      return stage.kind === 'lobby' ? { ...game, stage: { ...stage, until: event.at } } : game;
    case 'begun':
      if (stage.kind !== 'lobby') return game;
      return event.players > 0 ? open(game, 0, event.at) : over(game, 'nobody');
    case 'timeUp':
      return stage.kind === 'open' ? close(game) : game;
    case 'counted': {
      if (stage.kind !== 'closing') return game;
      const until = event.at + (game.stoppedBy === undefined ? PAUSE : 0);
      const silent = event.answers > 0 ? 0 : game.silent + 1;
      const { index, message } = stage;
      return {
        ...game,
        silent,
        counted: index + 1,
        stage: { kind: 'shown', index, until, message, told: false },
      };
    }
    case 'told':
      return stage.kind === 'shown' || stage.kind === 'over'
        ? { ...game, failures: 0, stage: { ...stage, told: true } }
        : game;
    case 'passed':
      return stage.kind === 'shown' ? goOn(game, stage.index + 1, event.at) : game;
    case 'stopped':
      return stop(game, event.by);
    case 'lost':
      return lose(game);
    case 'shownCount':
      return { ...game, counter: event.count };
  }
}

function open(game: Game, index: number, at: number): Game {
  const until = at + game.seconds * 1_000;
  return { ...game, counter: 0, stage: { kind: 'open', index, openedAt: at, until } };
}

function withMessage(game: Game, message: string): Game {
  return game.stage.kind === 'open' ? { ...game, stage: { ...game.stage, message } } : game;
}

/** A channel that cannot be posted to: the game ends, and what cannot be told is not told. */
function lose(game: Game): Game {
  return game.stage.kind === 'over'
    ? { ...game, stage: { ...game.stage, told: true } }
    : over({ ...game, failures: 0 }, 'unreachable');
}

function close(game: Game): Game {
  const { stage } = game;
  if (stage.kind !== 'open') return game;
  const { index, openedAt, message } = stage;
  return { ...game, stage: { kind: 'closing', index, openedAt, message } };
}

function goOn(game: Game, next: number, at: number): Game {
  if (game.stoppedBy !== undefined) return over(game, 'stopped');
  if (game.silent >= SILENT) return over(game, 'idle');
  return next < game.questions.length ? open(game, next, at) : over(game, 'finished');
}

/** A question that is open is counted first: what was answered in time stays answered. */
function stop(game: Game, by: string): Game {
  if (game.stage.kind === 'over') return game;
  const stopped = { ...game, stoppedBy: game.stoppedBy ?? by };
  if (game.stage.kind === 'open') return close(stopped);
  return game.stage.kind === 'closing' ? stopped : over(stopped, 'stopped');
}

function over(game: Game, why: Extract<Game['stage'], { kind: 'over' }>['why']): Game {
  return { ...game, stage: { kind: 'over', why, told: false } };
}

/** When the clock has to look at a game again; nothing when there is no more to do. */
export function dueAt(game: Game, at: number): number | undefined {
  const { stage } = game;
  switch (stage.kind) {
    case 'lobby':
      return stage.message === undefined ? at : Math.min(stage.until, at + TICK);
    case 'open':
      return stage.message === undefined
        ? Math.max(at, stage.openedAt)
        : Math.min(stage.until + GRACE, at + TICK);
    case 'closing':
      return at;
    case 'shown':
      return stage.told ? stage.until : at;
    case 'over':
      return stage.told ? undefined : at;
  }
}

/** The question of a round as it was asked; nothing when a new version says something else in its place. */
export function unchanged(asked: Asked | undefined, bank: Bank): Question | undefined {
  const question = asked && bank.find(asked.id);
  return question && print(question) === asked.print ? question : undefined;
}

/** The letter of the right choice in a channel: everybody there sees the same order. */
export function rightLetter(question: Question, game: string): Letter | undefined {
  return show(question, game).find((choice) => choice.right)?.letter;
}

/** What a press counts for, besides being taken. */
export type Press = 'early' | 'open' | 'closed' | 'over';

/** Whether a press on a question's button is taken: what counts is when the server received it. */
export function judgePress(game: Game, index: number, at: number): Press {
  const { stage } = game;
  if (stage.kind === 'over') return 'over';
  if (stage.kind === 'lobby') return 'early';
  if (stage.index !== index) return stage.index < index ? 'early' : 'over';
  return stage.kind === 'open' && at < stage.until ? 'open' : 'closed';
}

/** An answer after a press: the same pick again keeps its time, another one takes the new. */
export function answerAfter(before: GameAnswer | undefined, pick: Letter, at: number): GameAnswer {
  if (before && (before.pick === pick || before.at > at)) return before;
  return { pick, at };
}

export const noRound: Round = { answers: {}, scores: {} };

/** Counts the answers to one question, on top of how the game stood before it. */
export function countRound(
  before: Round,
  question: { right: Letter | undefined; openedAt: number; seconds: number },
  given: readonly { seat: string; answer: GameAnswer }[],
): Round {
  const scores = new Map(Object.entries(before.scores));
  const answers = given.map(({ seat, answer }) => {
    const milliseconds = Math.max(0, answer.at - question.openedAt);
    const isRight = answer.pick === question.right;
    const points = isRight ? pointsFor(milliseconds, question.seconds) : 0;
    const score = scores.get(seat) ?? { right: 0, points: 0, milliseconds: 0 };
    scores.set(seat, {
      right: score.right + (isRight ? 1 : 0),
      points: score.points + points,
      milliseconds: score.milliseconds + (isRight ? milliseconds : 0),
    });
    return [seat, { pick: answer.pick, points, milliseconds }] as const;
  });
  return { answers: Object.fromEntries(answers), scores: Object.fromEntries(scores) };
}

/** Points for a right answer: a hundred, and up to nine more the faster it came. */
export function pointsFor(milliseconds: number, seconds: number): number {
  const left = Math.max(0, 1 - milliseconds / (seconds * 1_000));
  return RIGHT_POINTS + Math.round(SPEED_POINTS * left);
}

export interface Ranked extends Score {
  person: string;
  /** Those with the same points have the same place. */
  place: number;
}

/** The best first: more points; equal points share a place. */
export function rank(scores: Readonly<Record<string, Score>>): Ranked[] {
  const sorted = Object.entries(scores)
    .map(([person, score]) => ({ person, ...score }))
    .sort((a, b) => b.points - a.points || a.milliseconds - b.milliseconds || (a.person < b.person ? -1 : 1));
  return sorted.map((one) => ({
    ...one,
    place: sorted.findIndex((other) => other.points === one.points) + 1,
  }));
}
