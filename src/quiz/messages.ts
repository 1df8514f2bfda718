import type { Catalog } from '../concepts/catalog.ts';
import { type Action, type Answer, answered, type Part } from '../replies/reply.ts';
import type { Inline } from '../replies/text.ts';
import { choiceLine, inSeconds, pickActions, plural, questionParts } from './asking.ts';
import { noRound, rank } from './challenge.ts';
import { type Question, show } from './question.ts';
import type { Seats } from './rounds.ts';
import type { Game, Round } from './values.ts';

/** What a channel reads of a challenge. None of it tells who picked what before time is up. */

function topicOf(game: Game, catalog: Catalog): string {
  return (game.topic && catalog.topic(game.topic)?.title) || 'a bit of everything';
}

/** Who sits there, as it is shown; whoever was forgotten has no name. */
export function sitting(seats: Seats, seat: string): Inline {
  const person = seats.get(seat)?.person;
  return person === undefined ? 'somebody who left' : { person };
}

export function lobbyMessage(game: Game, seats: Seats, catalog: Catalog): Answer {
  const options = { g: game.game };
  const joined = joinedOf(seats);
  return answered(
    [],
    [
      { kind: 'heading', text: `Quiz challenge: ${topicOf(game, catalog)}` },
      {
        kind: 'prose',
        text: [
          sitting(seats, game.starter),
          ` asks the channel ${plural(game.questions.length, 'question')}, with ${game.seconds} seconds for each. Being right counts first, being fast second. Only you see what you answer.`,
        ],
      },
      {
        kind: 'note',
        text: joined === 0 ? 'Join now: it begins in half a minute.' : `${joined} joined so far.`,
      },
      {
        kind: 'actions',
        actions: [
          { label: 'Join', command: 'challenge-join', options, style: 'primary' },
          { label: 'Start now', command: 'challenge-start', options },
          { label: 'Stop', command: 'challenge-stop', options, style: 'danger' },
        ],
      },
    ],
  );
}

/** How many play. */
export function joinedOf(seats: Seats): number {
  return [...seats.values()].filter(({ joined }) => joined).length;
}

/** The lobby once it is over: nobody is left with a button that does nothing. */
export function begunMessage(game: Game, joined: number, catalog: Catalog): Answer {
  const late = { label: 'Join late', command: 'challenge-join', options: { g: game.game } };
  const heading: Part = { kind: 'heading', text: `Quiz challenge: ${topicOf(game, catalog)}` };
  return joined === 0
    ? answered([], [heading, { kind: 'note', text: 'Nobody joined in time.' }])
    : answered(
        [],
        [
          heading,
          { kind: 'note', text: `It has begun, with ${plural(joined, 'player')}.` },
          { kind: 'actions', actions: [late] },
        ],
      );
}

function questionHeading(game: Game, index: number): string {
  return `Question ${index + 1} of ${game.questions.length}`;
}

export function questionMessage(game: Game, index: number, question: Question, answers: number): Answer {
  const shown = show(question, game.game);
  const options = { g: game.game, q: String(index) };
  return answered(
    [],
    [
      { kind: 'heading', text: questionHeading(game, index) },
      ...questionParts(question, shown),
      {
        kind: 'note',
        text: `${game.seconds} seconds. ${answers} answered so far. Only you see your pick, and you may change it until time is up.`,
      },
      { kind: 'actions', actions: pickActions(shown, 'challenge-pick', options) },
    ],
  );
}

/** Most people named in one line. */
const NAMED = 10;
/** Most people in a standing between questions. */
const STANDING = 5;
const PODIUM = 10;

/** @param round by person */
export function answerMessage(
  game: Game,
  index: number,
  question: Question | undefined,
  round: Round,
): Answer {
  const heading: Part = { kind: 'heading', text: questionHeading(game, index) };
  if (!question) {
    const text = 'This question was changed while it was asked, so it counts for nobody.';
    return answered([], [heading, { kind: 'prose', text }]);
  }
  const shown = show(question, game.game);
  const right = shown.find((choice) => choice.right);
  const picks = Object.values(round.answers);
  const rows = shown.map(({ letter, text }) => {
    const count = picks.filter(({ pick }) => pick === letter).length;
    const label: Inline[] = [{ bold: letter.toUpperCase() }, ` ${text}`];
    return { label, share: picks.length === 0 ? 0 : count / picks.length, says: String(count) };
  });
  const parts: Part[] = [
    heading,
    { kind: 'prose', text: [{ bold: `${right?.letter.toUpperCase()} is right. ` }, question.ask.join(' ')] },
    { kind: 'bars', rows },
    { kind: 'list', items: shown.map(choiceLine) },
    { kind: 'prose', text: whoWasRight(round) },
    ...rankingPart(round, STANDING),
  ];
  return answered([question.concept], parts);
}

function whoWasRight(round: Round): Inline[] {
  const rightly = Object.entries(round.answers)
    .filter(([, { points }]) => points > 0)
    .sort(([, a], [, b]) => a.milliseconds - b.milliseconds);
  const [fastest] = rightly;
  if (!fastest)
    return [Object.keys(round.answers).length === 0 ? 'Nobody answered.' : 'Nobody had it right.'];
  const names = rightly
    .slice(0, NAMED)
    .flatMap(([person], index): Inline[] => [index === 0 ? '' : ', ', { person }]);
  const more = rightly.length > NAMED ? ` and ${rightly.length - NAMED} more` : '';
  return [
    'Right: ',
    ...names,
    `${more}. Fastest: `,
    { person: fastest[0] },
    ` in ${inSeconds(fastest[1].milliseconds)}.`,
  ];
}

function rankingPart(round: Round, most: number): Part[] {
  const rows = rank(round.scores)
    .slice(0, most)
    .map(({ place, person, points, right }) => ({
      place,
      person,
      says: `${plural(points, 'point')}, ${right} right`,
    }));
  return rows.length === 0 ? [] : [{ kind: 'ranking', rows }];
}

const ENDINGS = {
  finished: 'The challenge is over',
  stopped: 'The challenge was stopped',
  idle: 'The challenge stopped: nobody answered two questions running',
  nobody: 'The challenge did not begin: nobody joined',
  unreachable: 'The challenge stopped',
} as const;

/** @param rounds by person */
export function podiumMessage(game: Game, rounds: readonly Round[], seats: Seats, catalog: Catalog): Answer {
  if (game.stage.kind !== 'over') throw new Error('A game has no podium before it is over.');
  const last = rounds.at(-1) ?? noRound;
  const ranked = rank(last.scores).filter((one) => one.points > 0);
  const winners = ranked.filter((one) => one.place === 1);
  const reading = readingList(game, rounds);
  const concepts = reading.flatMap((id) => catalog.concept(id) ?? []);
  const again: Action = {
    label: 'Play again',
    command: 'challenge',
    options: game.topic === undefined ? {} : { topic: game.topic },
  };
  const parts: Part[] = [
    { kind: 'heading', text: ENDINGS[game.stage.why] },
    ...stoppedBy(game, seats),
    ...(winners.length > 0 ? [{ kind: 'prose' as const, text: winnerLine(winners) }] : []),
    ...rankingPart(last, PODIUM),
    ...(concepts.length > 0
      ? [
          { kind: 'subheading' as const, text: 'Worth reading for this room' },
          {
            kind: 'list' as const,
            items: concepts.map((concept): Inline[] => [{ bold: concept.title }, `: ${concept.summary}`]),
          },
        ]
      : []),
    {
      kind: 'actions',
      actions: [
        ...concepts.map((concept) => ({
          label: concept.title,
          command: 'explain',
          options: { concept: concept.id },
        })),
        again,
      ],
    },
  ];
  return answered(reading, parts);
}

function stoppedBy(game: Game, seats: Seats): Part[] {
  return game.stoppedBy === undefined
    ? []
    : [{ kind: 'note', text: ['Stopped by ', sitting(seats, game.stoppedBy), '.'] }];
}

function winnerLine(winners: readonly { person: string; points: number }[]): Inline[] {
  const names = winners.flatMap(({ person }, index): Inline[] => [index === 0 ? '' : ' and ', { person }]);
  const points = plural(winners[0]?.points ?? 0, 'point');
  return winners.length === 1
    ? ['The winner: ', ...names, ` with ${points}.`]
    : ['A tie: ', ...names, `, each with ${points}.`];
}

/** Concepts whose question fewer than half of those who played had right, the worst first; three at most. */
function readingList(game: Game, rounds: readonly Round[]): string[] {
  const players = Object.keys(rounds.at(-1)?.scores ?? {}).length;
  const rows = rounds.flatMap(({ answers }, index) => {
    const concept = game.questions[index]?.id.split('/', 1)[0];
    const right = Object.values(answers).filter(({ points }) => points > 0).length;
    return concept && right * 2 < players ? [{ concept, right }] : [];
  });
  return [...new Set(rows.sort((a, b) => a.right - b.right).map(({ concept }) => concept))].slice(0, 3);
}
