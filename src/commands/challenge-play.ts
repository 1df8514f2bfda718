import { answerAfter, judgePress } from '../quiz/challenge.ts';
import type { Letter } from '../quiz/letters.ts';
import { bankOf } from '../quiz/questions.ts';
import { answerId, countAnswers, playerId, roundOf, takeSeat } from '../quiz/rounds.ts';
import { shortId } from '../quiz/shuffle.ts';
import type { Game } from '../quiz/values.ts';
import { type Answer, answered, refused } from '../replies/reply.ts';
import { change } from '../store.ts';
import { gameOver } from './challenge-run.ts';
import type { Asked, Invocation, Knowledge } from './command.ts';

/** What the players of a challenge press. Each press reads and saves records of its own, however many play. */

export async function challengeJoin(
  { options, invocation }: Asked<{ g: string }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const game = await gameOf(invocation, knowledge, options.g);
  if (!game || game.stage.kind === 'over') return gameOver();
  const { store, random } = knowledge;
  const { place, person } = invocation;
  const joining = { person: person.id, seat: shortId(random), joins: true };
  await takeSeat(store, place.workspace, game.game, joining);
  return answered(
    [],
    [
      { kind: 'heading', text: 'You are in' },
      {
        kind: 'prose',
        text: 'Press a letter under each question. Only you see what you pick, and you may change it until time is up.',
      },
    ],
  );
}

export async function challengePick(
  { options: { g: id, q: index, p: pick }, invocation }: Asked<{ g: string; q: number; p: Letter }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const game = await gameOf(invocation, knowledge, id);
  if (!game) return gameOver();
  const press = judgePress(game, index, invocation.at);
  if (press === 'over' && game.stage.kind === 'over') return gameOver();
  if (press === 'over' || press === 'closed') return late();
  if (press === 'early') return early();
  const { person, place, at } = invocation;
  const { store } = knowledge;
  const player = await store.players.get(place.workspace, playerId(game.game, person.id));
  if (!player?.value.joined) return stranger(game);
  const { seat } = player.value;
  const record = answerId(game.game, index, seat);
  const kept = await change(store.answers, place.workspace, record, (before) => {
    const value = answerAfter(before?.value, pick, at);
    return value === before?.value ? undefined : { value, person: person.id };
  });
  const answer = kept?.value.pick ?? pick;
  return (await isTaken(invocation, knowledge, game, { index, seat, pick: answer }))
    ? locked(answer)
    : late();
}

async function gameOf({ place }: Invocation, { store }: Knowledge, id: string): Promise<Game | undefined> {
  const kept = await store.games.get(place.workspace, place.channel);
  return kept?.value.game === id ? kept.value : undefined;
}

/**
 * Whether an answer that was just saved counts. While the question is still open, whoever closes it will find the
 * answer. Once it is closed, only what was counted tells; where that is still to be done, it is done here.
 */
async function isTaken(
  invocation: Invocation,
  knowledge: Knowledge,
  before: Game,
  { index, seat, pick }: { index: number; seat: string; pick: Letter },
): Promise<boolean> {
  const game = await gameOf(invocation, knowledge, before.game);
  if (game?.stage.kind === 'open' && game.stage.index === index) return true;
  const { store, catalog } = knowledge;
  const { workspace } = invocation.place;
  const round =
    game?.stage.kind === 'closing' && game.stage.index === index
      ? await countAnswers(store, bankOf(catalog), workspace, game, game.stage)
      : await roundOf(store, workspace, before.game, index);
  return round.answers[seat]?.pick === pick;
}

function locked(pick: Letter): Answer {
  return answered(
    [],
    [
      { kind: 'prose', text: ['Answer locked: ', { bold: pick.toUpperCase() }, '.'] },
      { kind: 'note', text: 'Press another letter to change it until time is up. Nobody else sees it.' },
    ],
  );
}

function late(): Answer {
  return refused([
    { kind: 'heading', text: 'Time is up for that question' },
    { kind: 'prose', text: 'Your press came after its end and changes nothing. The next question is yours.' },
  ]);
}

function early(): Answer {
  return refused([
    { kind: 'heading', text: 'That question is not open yet' },
    { kind: 'prose', text: 'Wait a moment, then press again.' },
  ]);
}

function stranger(game: Game): Answer {
  return refused([
    { kind: 'heading', text: 'You are not in this challenge yet' },
    {
      kind: 'prose',
      text: 'Join now and press your letter again; what was asked before does not count against you.',
    },
    {
      kind: 'actions',
      actions: [
        { label: 'Join now', command: 'challenge-join', options: { g: game.game }, style: 'primary' },
      ],
    },
  ]);
}
