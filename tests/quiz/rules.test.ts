import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_QUESTIONS } from '../../src/commands/challenge.ts';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { ankiPieces } from '../../src/quiz/anki.ts';
import {
  answerAfter,
  countRound,
  dueAt,
  type GameEvent,
  GRACE,
  judgePress,
  LOBBY,
  newGame,
  noRound,
  pointsFor,
  rank,
  step,
} from '../../src/quiz/challenge.ts';
import { drawQuestions } from '../../src/quiz/draw.ts';
import { duelStep, winner } from '../../src/quiz/duel.ts';
import { letters } from '../../src/quiz/letters.ts';
import { board, earnedIn, earnedInGame, earnForEver, earnInWeek, weekOf } from '../../src/quiz/points.ts';
import { learn, mastery, planRound } from '../../src/quiz/practice.ts';
import { bankOf } from '../../src/quiz/questions.ts';
import { loadScheduler } from '../../src/quiz/scheduler.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import type { Duel, Game, Progress, Round } from '../../src/quiz/values.ts';
import { catalogData } from '../content.ts';

const catalog = createCatalog(catalogData);
const bank = bankOf(catalog);
const scheduler = await loadScheduler();
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 9);

const questions = catalog.concepts.slice(0, 3).flatMap((concept) => bank.of(concept).slice(0, 1));
const fresh = () =>
  newGame(
    { game: 'g', platform: 'slack', starter: 'U1', topic: undefined, seconds: 20, lately: [] },
    questions,
    0,
  );
const play = (...events: GameEvent[]): Game => events.reduce(step, fresh());

const begun: GameEvent[] = [
  { kind: 'posted', message: 'm0', at: 0 },
  { kind: 'begun', players: 2, at: LOBBY },
  { kind: 'posted', message: 'm1', at: LOBBY + 400 },
];
const asked = (at: number): GameEvent[] => [
  { kind: 'passed', at },
  { kind: 'posted', message: 'm', at },
];
const closed = (answers: number, at: number): GameEvent[] => [
  { kind: 'timeUp' },
  { kind: 'counted', answers, at },
  { kind: 'told' },
];

describe('A game', () => {
  test('gives everybody the whole time, from when the question is to be seen', () => {
    expect(play(...begun).stage).toMatchObject({
      kind: 'open',
      index: 0,
      openedAt: LOBBY + 400,
      until: LOBBY + 20_400,
    });
  });

  test('takes a press by when the server received it, not by when the clock looked', () => {
    const game = play(...begun);
    const until = LOBBY + 20_400;
    expect(judgePress(game, 0, until - 1)).toBe('open');
    expect(judgePress(game, 0, until)).toBe('closed');
    expect(judgePress(game, 1, until - 1)).toBe('early');
    expect(judgePress(play(), 0, 1)).toBe('early');
    expect(dueAt(game, until)).toBe(until + GRACE);
  });

  test('stops after two questions that nobody answered, and not after two that are apart', () => {
    const apart = play(...begun, ...closed(0, 1), ...asked(2), ...closed(1, 3), ...asked(4), ...closed(0, 5));
    expect(step(apart, { kind: 'passed', at: 6 }).stage).toMatchObject({ kind: 'over', why: 'finished' });
    const running = play(...begun, ...closed(0, 1), ...asked(2), ...closed(0, 3), { kind: 'passed', at: 4 });
    expect(running.stage).toMatchObject({ kind: 'over', why: 'idle' });
  });

  test('counts the open question before it stops', () => {
    const stopped = play(...begun, { kind: 'stopped', by: 'U1', at: 5 });
    expect(stopped.stage).toMatchObject({ kind: 'closing', index: 0 });
    const told = step(step(stopped, { kind: 'counted', answers: 1, at: 6 }), { kind: 'told' });
    expect(step(told, { kind: 'passed', at: 6 }).stage).toMatchObject({ kind: 'over', why: 'stopped' });
  });

  test('WHEN nobody joined, or the channel is lost, THEN it is over', () => {
    expect(play({ kind: 'begun', players: 0, at: 1 }).stage).toMatchObject({ kind: 'over', why: 'nobody' });
    expect(play({ kind: 'lost' }).stage).toMatchObject({ kind: 'over', why: 'unreachable' });
    const tried: GameEvent[] = Array.from({ length: 5 }, () => ({ kind: 'delayed', until: 1, failed: true }));
    expect(play(...tried).stage).toMatchObject({ kind: 'over', why: 'unreachable' });
  });

  test('ends whatever happens in whichever order, and is looked at until it is told', () => {
    const event: fc.Arbitrary<GameEvent> = fc.oneof(
      fc.record({ kind: fc.constant('posted' as const), message: fc.string(), at: fc.nat() }),
      fc.record({ kind: fc.constant('delayed' as const), until: fc.nat(), failed: fc.boolean() }),
      fc.record({ kind: fc.constant('begun' as const), players: fc.nat(3), at: fc.nat() }),
      fc.record({ kind: fc.constant('timeUp' as const) }),
      fc.record({ kind: fc.constant('counted' as const), answers: fc.nat(2), at: fc.nat() }),
      fc.record({ kind: fc.constant('told' as const) }),
      fc.record({ kind: fc.constant('passed' as const), at: fc.nat() }),
      fc.record({ kind: fc.constant('stopped' as const), by: fc.constant('U1'), at: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let game = fresh();
        let over = false;
        for (const one of events) {
          game = step(game, one);
          // What is over stays over.
          if (over) expect(game.stage.kind).toBe('over');
          over = game.stage.kind === 'over';
          expect(dueAt(game, 7) === undefined).toBe(game.stage.kind === 'over' && game.stage.told);
        }
        expect(game.counted).toBeLessThanOrEqual(questions.length);
      }),
    );
  });
});

test('GIVEN a channel that plays one topic again and again THEN no question comes twice in a dozen games', () => {
  const random = seeded('again');
  const topic = catalog.topics[0]?.id;
  const seen: string[] = [];
  let lately: string[] = [];
  for (let game = 0; game < 12; game += 1) {
    const drawn = drawQuestions(catalog, topic, 5, random, lately);
    seen.push(...drawn.map(({ id }) => id));
    lately = newGame({ ...fresh(), lately }, drawn, 0).lately;
  }
  expect(new Set(seen).size).toBe(60);
});

describe('Points in a game', () => {
  test('put one more right answer above any speed', () => {
    const most = pointsFor(0, 20);
    const least = pointsFor(20_000, 20);
    for (let right = 1; right <= MOST_QUESTIONS; right += 1)
      expect(right * least).toBeGreaterThan((right - 1) * most);
  });

  test('never rise with time', () => {
    fc.assert(
      fc.property(fc.nat(40_000), fc.nat(40_000), (one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        expect(pointsFor(early, 20)).toBeGreaterThanOrEqual(pointsFor(late, 20));
      }),
    );
  });

  test('add up over the rounds, whoever skips one', () => {
    const given = (seat: string, pick: 'a' | 'b', at: number) => ({ seat, answer: { pick, at } });
    const question = { right: 'a', openedAt: 1_000, seconds: 20 } as const;
    const first = countRound(noRound, question, [given('U1', 'a', 1_000), given('U2', 'b', 1_500)]);
    const second = countRound(first, question, [given('U2', 'a', 21_000)]);
    expect(second.scores).toEqual({
      U1: { right: 1, points: 109, milliseconds: 0 },
      U2: { right: 1, points: 100, milliseconds: 20_000 },
    });
    expect(rank(second.scores).map(({ person, place }) => [person, place])).toEqual([
      ['U1', 1],
      ['U2', 2],
    ]);
  });

  test('GIVEN equal points THEN the place is shared', () => {
    const score = { right: 1, points: 105, milliseconds: 5 };
    expect(rank({ U1: score, U2: score, U3: { ...score, points: 100 } }).map(({ place }) => place)).toEqual([
      1, 1, 3,
    ]);
  });
});

test('A press that comes twice keeps its time; another pick takes the new; an older one changes nothing', () => {
  const first = answerAfter(undefined, 'a', 10);
  expect(answerAfter(first, 'a', 20)).toBe(first);
  expect(answerAfter(first, 'b', 20)).toEqual({ pick: 'b', at: 20 });
  expect(answerAfter({ pick: 'b', at: 20 }, 'a', 10)).toEqual({ pick: 'b', at: 20 });
});

describe('The leaderboard', () => {
  const round = (answers: Record<string, number>): Round => ({
    answers: Object.fromEntries(
      Object.entries(answers).map(([person, points]) => [person, { pick: 'a', points, milliseconds: 1 }]),
    ),
    scores: Object.fromEntries(
      Object.keys(answers).map((person) => [person, { right: 0, points: 0, milliseconds: 0 }]),
    ),
  });

  test('GIVEN one who plays alone THEN nothing is earned', () => {
    expect(earnedInGame([round({ U1: 105 })], [{ id: 'q' }], { game: 'g', channel: 'C1' }).size).toBe(0);
    expect(earnedInGame([round({ U1: 105, U2: 0 })], [{ id: 'q' }], { game: 'g', channel: 'C1' }).size).toBe(
      2,
    );
  });

  test('GIVEN the same question again in a week, or the same game counted twice, THEN it counts once', () => {
    const one = { game: 'g1', channel: 'C1', questions: { q1: 105, q2: 101 } };
    const week = earnInWeek(undefined, one);
    expect(earnInWeek(week, one)).toBe(week);
    const again = earnInWeek(week, { game: 'g2', channel: 'C2', questions: { q1: 109, q3: 100 } });
    expect(again.channels).toEqual({ C1: 206, C2: 100 });
    const ever = earnForEver(undefined, one, earnedIn(week, 'g1'));
    expect(earnForEver(ever, one, 206)).toBe(ever);
    expect(ever.channels).toEqual({ C1: 206 });
  });

  test('shows a channel or the workspace, shares places, and leaves out who is hidden', () => {
    const points = (channels: Record<string, number>) => ({ channels, questions: [], games: [] });
    const records = [
      { person: 'U1', points: points({ C1: 100, C2: 50 }) },
      { person: 'U2', points: points({ C1: 150 }) },
      { person: 'U3', points: points({ C1: 900 }) },
    ];
    expect(board(records, new Set(['U3']))).toEqual([
      { person: 'U1', points: 150, place: 1 },
      { person: 'U2', points: 150, place: 1 },
    ]);
    expect(board(records, new Set(), 'C2')).toEqual([{ person: 'U1', points: 50, place: 1 }]);
  });

  test.each([
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
  ])('counts %s to the week %s', (day, week) => {
    expect(weekOf(Date.parse(day))).toBe(week);
    expect(weekOf(Date.parse(day) + DAY - 1)).toBe(week);
  });
});

describe('Practice', () => {
  const known = { catalog, bank, scheduler };

  test('GIVEN a person over many rounds THEN no question comes twice until the concept’s pool is used', () => {
    const standings = new Map<string, Progress>();
    const seen = new Map<string, string[]>();
    const topic = catalog.topics[0]?.id ?? '';
    for (let round = 0; round < 40; round += 1) {
      const at = NOW + round * DAY;
      for (const [index, question] of planRound(standings, { topic }, at, known).entries()) {
        const concept = catalog.concept(question.concept);
        if (!concept) throw new Error('No concept.');
        const pool = bank.of(concept);
        const before = seen.get(concept.id) ?? [];
        expect(before, question.id).not.toContain(question.id);
        seen.set(concept.id, before.length + 1 >= pool.length ? [question.id] : [...before, question.id]);
        const answer = { question, right: (round + index) % 3 > 0, key: `${round}.${index}`, at };
        standings.set(concept.id, learn(standings.get(concept.id), answer, pool, scheduler));
      }
    }
    expect([...seen.values()].flat().length).toBeGreaterThan(15);
  });

  test('GIVEN something due, something missed and something new THEN they come in this order', () => {
    const [due, missed, ...rest] = catalog.concepts;
    const [question] = due ? bank.of(due) : [];
    const [other] = missed ? bank.of(missed) : [];
    if (!due || !missed || !question || !other) throw new Error('No concepts.');
    const standings = new Map([
      [
        missed.id,
        learn(undefined, { question: other, right: false, key: 'a', at: NOW }, bank.of(missed), scheduler),
      ],
      [
        due.id,
        learn(undefined, { question, right: true, key: 'b', at: NOW - 60 * DAY }, bank.of(due), scheduler),
      ],
    ]);
    const planned = planRound(standings, {}, NOW, known).map(({ concept }) => concept);
    expect(planned).toEqual([due.id, missed.id, ...rest.slice(0, 3).map(({ id }) => id)]);
  });

  test('GIVEN the same answer delivered again THEN nothing changes; what is right goes off the missed', () => {
    const [concept] = catalog.concepts;
    const [question] = concept ? bank.of(concept) : [];
    if (!concept || !question) throw new Error('No concept.');
    const pool = bank.of(concept);
    const wrong = learn(undefined, { question, right: false, key: 'k', at: NOW }, pool, scheduler);
    expect(learn(wrong, { question, right: false, key: 'k', at: NOW + 5 }, pool, scheduler)).toBe(wrong);
    expect(wrong.missed).toEqual([question.id]);
    const right = learn(wrong, { question, right: true, key: 'l', at: NOW + DAY }, pool, scheduler);
    expect(right.missed).toEqual([]);
    expect(right.card.due).toBeGreaterThan(NOW + DAY);
  });

  test('asks later and later what is known, and soon what is not', () => {
    let card = scheduler.review(undefined, true, NOW);
    const pauses = [card.due - NOW];
    for (let review = 0; review < 4; review += 1) {
      const at = card.due;
      card = scheduler.review(card, true, at);
      pauses.push(card.due - at);
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    const failed = scheduler.review(card, false, card.due);
    expect(failed.due - failed.last).toBeLessThan(pauses.at(-1) ?? 0);
  });

  test('shows mastery in learning order, and it grows with what is known and fades with time', () => {
    const topic = catalog.topics[0];
    const [concept] = topic ? catalog.inTopic(topic.id) : [];
    const [question] = concept ? bank.of(concept) : [];
    if (!concept || !question) throw new Error('No concept.');
    const once = learn(undefined, { question, right: true, key: 'a', at: NOW }, bank.of(concept), scheduler);
    const share = (at: number) =>
      mastery(new Map([[concept.id, once]]), at, catalog, scheduler)[0]?.share ?? 0;
    expect(share(NOW)).toBeGreaterThan(0);
    expect(share(NOW + 100 * DAY)).toBeLessThan(share(NOW));
    const nothing = mastery(new Map(), NOW, catalog, scheduler);
    expect(nothing.every((one) => one.share === 0 && one.met === 0)).toBe(true);
    expect(nothing.map((one) => one.topic)).toEqual([...new Set(catalog.concepts.map((one) => one.topic))]);
  });
});

describe('A duel', () => {
  const duel: Duel = {
    platform: 'slack',
    channel: 'C1',
    questions: questions.slice(0, 2).map(({ id }) => ({ id, print: 1 })),
    sides: [{ answers: [] }, { answers: [] }],
    stage: 'offered',
    until: 1_000,
    announced: true,
  };

  test('takes each answer once, in order, and none after its time', () => {
    const answer = (by: 0 | 1, index: number, at = 10) =>
      ({ kind: 'answered', by, index, pick: 'a', at }) as const;
    const one = duelStep(duel, answer(0, 0));
    expect(one.sides[0].answers).toHaveLength(1);
    expect(duelStep(one, answer(0, 0))).toBe(one);
    expect(duelStep(one, answer(0, 1, 1_000))).toBe(one);
    const all = [answer(0, 1), answer(1, 0), answer(1, 1)].reduce(duelStep, one);
    expect(all.stage).toBe('finished');
    expect(duelStep(all, { kind: 'expired' })).toBe(all);
  });

  test('can be declined until it is accepted, and expires otherwise', () => {
    expect(duelStep(duel, { kind: 'declined' }).stage).toBe('declined');
    const accepted = duelStep(duel, { kind: 'accepted' });
    expect(duelStep(accepted, { kind: 'declined' })).toBe(accepted);
    expect(duelStep(accepted, { kind: 'expired' }).stage).toBe('expired');
  });

  test('is won by who answered more, then by points, and otherwise by nobody', () => {
    const side = (answered: number, points: number) => ({
      which: 0 as const,
      answered,
      right: 0,
      points,
      milliseconds: 0,
      questions: {},
    });
    const [full, half, weak] = [side(5, 200), side(3, 300), side(5, 100)];
    expect(winner(full, half)).toBe(full);
    expect(winner(weak, full)).toBe(full);
    expect(winner(full, side(5, 200))).toBeUndefined();
  });
});

test('Cards for Anki come in pieces that fit, each card whole, each with its id', () => {
  const some = catalog.concepts.slice(0, 20).flatMap((concept) => bank.of(concept).slice(0, 2));
  const pieces = ankiPieces(some, 2_500);
  const lines = pieces.flatMap((piece) => piece.split('\n').filter((line) => !line.startsWith('#')));
  expect(lines.map((line) => line.split('|')[0])).toEqual(some.map(({ id }) => id));
  for (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(2_500);
    expect(piece.split('\n').slice(0, 4)).toEqual([
      '#separator:Pipe',
      '#html:true',
      '#guid column:1',
      '#tags column:4',
    ]);
  }
  const [quoted] = ankiPieces(
    [
      {
        id: 'a/b',
        concept: 'a',
        spring: 'written',
        level: 'easy',
        ask: ['1 | 2 & "3"?'],
        choices: letters.map((text) => ({ text, reason: '<b>' })),
        right: 0,
      },
    ],
    2_500,
  );
  expect(quoted).toContain('"1 | 2 &amp; ""3""?<br>- a');
  expect(quoted).toContain('&lt;b&gt;');
});
