import type { Knowledge } from '../commands/command.ts';
import type { Job } from '../due.ts';
import type { Clock, Delivery, Kept, Poster } from '../ports.ts';
import { type Answer, refused } from '../replies/reply.ts';
import { award } from './award.ts';
import { dueAt, type GameEvent, GRACE, LEASE, step, unchanged } from './challenge.ts';
import {
  answerMessage,
  begunMessage,
  joinedOf,
  lobbyMessage,
  podiumMessage,
  questionMessage,
} from './messages.ts';
import { earnedInGame } from './points.ts';
import { bankOf } from './questions.ts';
import { countAnswers, countGiven, named, roundOf, roundsOf, seatsOf } from './rounds.ts';
import type { Game } from './values.ts';

/** Leads challenges through their stages: what the clock does for a game. */

type Needs = Pick<Knowledge, 'catalog' | 'store' | 'posters'>;

/**
 * Takes a game one stage further. A claim by a conditional save comes first: of several processes one acts, and
 * when it dies the next one takes over after the lease.
 */
export function challengeJob(needs: Needs, now: Clock): Job<Game> {
  return async (record, at) => {
    const claim = { ...record, dueAt: at + LEASE };
    const version = await needs.store.games.save(claim);
    if (version === undefined) return;
    const poster = needs.posters[record.value.platform];
    if (!poster) return;
    const turn = createTurn({ ...claim, version }, poster, needs, now);
    await turn();
  };
}

/** One turn of the clock with a claimed game: acts, saves, and goes on while there is something to do at once. */
function createTurn(claimed: Kept<Game>, poster: Poster, needs: Needs, now: Clock): () => Promise<void> {
  const { store, catalog } = needs;
  const bank = bankOf(catalog);
  const place = { platform: claimed.value.platform, workspace: claimed.workspace, channel: claimed.id };
  let record = claimed;

  return async () => {
    for (let acted = true; acted; ) acted = await act(now());
  };

  /** Saves what an event makes of the game, and when to look again. @returns whether nobody was faster */
  async function happen(event: GameEvent, wakeAt?: number): Promise<boolean> {
    const value = step(record.value, event);
    const at = now();
    const due = wakeAt ?? dueAt(value, at);
    const { dueAt: _claim, ...rest } = record;
    // What is to be done at once is done in this turn, which goes on holding its claim.
    const wake = due === undefined ? {} : { dueAt: due > at ? due : at + LEASE };
    const next = { ...rest, value, ...wake };
    const version = await store.games.save(next);
    if (version === undefined) return false;
    record = { ...next, version };
    return true;
  }

  /** @returns whether to go on at once */
  async function act(at: number): Promise<boolean> {
    const game = record.value;
    const { stage } = game;
    switch (stage.kind) {
      case 'lobby': {
        const seats = await seatsOf(store, record.workspace, game.game);
        const joined = joinedOf(seats);
        if (stage.message === undefined) return deliver(lobbyMessage(game, seats, catalog), 'lobby');
        if (at < stage.until) return tick(stage.message, joined, () => lobbyMessage(game, seats, catalog));
        const told = await poster.update(place, stage.message, begunMessage(game, joined, catalog));
        if (told.kind === 'wait') return later(told);
        return happen({ kind: 'begun', players: joined, at: now() });
      }
      case 'open': {
        const question = unchanged(game.questions[stage.index], bank);
        if (!question) return happen({ kind: 'timeUp' });
        const given = () => countGiven(store, record.workspace, game.game, stage.index);
        // With an answer it is there, posted by somebody who died before saying so: its time is running.
        if (stage.message === undefined && (await given()) === 0)
          return deliver(questionMessage(game, stage.index, question, 0), `q${stage.index}`);
        if (at >= stage.until + GRACE) return happen({ kind: 'timeUp' });
        if (stage.message === undefined) return rest(stage.until + GRACE);
        const answers = await given();
        return tick(stage.message, answers, () => questionMessage(game, stage.index, question, answers));
      }
      case 'closing': {
        const { answers } = await countAnswers(store, bank, record.workspace, game, stage);
        return happen({ kind: 'counted', answers: Object.keys(answers).length, at });
      }
      case 'shown': {
        if (stage.told) return at >= stage.until ? happen({ kind: 'passed', at }) : rest();
        const round = await roundOf(store, record.workspace, game.game, stage.index);
        const question = unchanged(game.questions[stage.index], bank);
        const seats = await seatsOf(store, record.workspace, game.game);
        const answer = answerMessage(game, stage.index, question, named(round, seats));
        return settle(await reveal(stage.message, answer, `a${stage.index}`));
      }
      case 'over':
        return stage.told ? rest() : end(at);
    }
  }

  async function deliver(answer: Answer, key: string): Promise<boolean> {
    const delivery = await poster.post(place, answer, { key: `${record.value.game}-${key}` });
    if (delivery.kind === 'closed' || delivery.kind === 'revoked') return happen({ kind: 'lost' });
    if (delivery.kind !== 'sent') return later(delivery);
    await happen({ kind: 'posted', message: delivery.message, at: now() });
    return false;
  }

  /** The question's message becomes its answer; where that cannot be, a new one says it. */
  async function reveal(message: string | undefined, answer: Answer, key: string): Promise<Delivery> {
    const delivery = message === undefined ? undefined : await poster.update(place, message, answer);
    return delivery && delivery.kind !== 'closed'
      ? delivery
      : poster.post(place, answer, { key: `${record.value.game}-${key}` });
  }

  /** Tries again what was surely not said; all else counts as said. */
  async function settle(delivery: Delivery): Promise<boolean> {
    if (delivery.kind === 'wait' || delivery.kind === 'failed') return later(delivery);
    return happen({ kind: 'told' });
  }

  async function later(delivery: Delivery): Promise<false> {
    const { stage } = record.value;
    const until = now() + (delivery.kind === 'wait' ? delivery.milliseconds : RETRY);
    // A question that may be there already keeps the time at which it was opened.
    const opens = delivery.kind === 'doubtful' && stage.kind === 'open' ? stage.openedAt : until;
    await happen({ kind: 'delayed', until: opens, failed: delivery.kind !== 'wait' }, until);
    return false;
  }

  /** Nothing to do now: gives the claim back. */
  async function rest(until?: number): Promise<false> {
    await happen({ kind: 'shownCount', count: record.value.counter }, until);
    return false;
  }

  /** The counter under a message, when it has changed. */
  async function tick(message: string, counted: number, answer: () => Answer): Promise<boolean> {
    const { counter } = record.value;
    const told = counted === counter ? undefined : await poster.update(place, message, answer());
    await happen({ kind: 'shownCount', count: told?.kind === 'wait' ? counter : counted });
    return false;
  }

  async function end(at: number): Promise<boolean> {
    const game = record.value;
    const rounds = await roundsOf(store, record.workspace, game);
    const earned = earnedInGame(rounds, game.questions, { game: game.game, channel: record.id });
    const seats = await seatsOf(store, record.workspace, game.game);
    for (const [seat, one] of earned) {
      const person = seats.get(seat)?.person;
      if (person !== undefined) await award(store, record.workspace, person, one, at);
    }
    const byPerson = rounds.map((round) => named(round, seats));
    const podium = podiumMessage(game, byPerson, seats, catalog);
    const delivery = await poster.post(place, podium, { key: `${game.game}-end` });
    const starter = seats.get(game.starter)?.person;
    if (delivery.kind === 'closed' && starter !== undefined) await poster.tell(place, starter, unreachable());
    return settle(delivery);
  }
}

/** After a message that did not go out for no known reason, in milliseconds. */
const RETRY = 2_000;

function unreachable(): Answer {
  return refused([
    { kind: 'heading', text: 'I could not play in that channel' },
    {
      kind: 'prose',
      text: 'I may not write there. Invite me to the channel, or ask somebody who manages it to, and start the challenge again.',
    },
  ]);
}
