import { createCatalog } from '../../../src/concepts/catalog.ts';
import { pointsFor, rightLetter, unchanged } from '../../../src/quiz/challenge.ts';
import { ALL_TIME, pointsId, weekOf } from '../../../src/quiz/points.ts';
import { bankOf } from '../../../src/quiz/questions.ts';
import { named, roundsOf, seatsOf } from '../../../src/quiz/rounds.ts';
import type { Store } from '../../../src/store.ts';
import { catalogData } from '../../content.ts';
import { type Channel, type Press, WORKSPACE } from './room.ts';

export interface Recount {
  games: number;
  ended: number;
  counted: number;
  acknowledged: number;
  /** What must not be: each a sentence. */
  violations: string[];
}

/** Counts every game again from the log of what the players were told, and compares it with what was counted. */
export async function recount(
  store: Store,
  channels: readonly Channel[],
  presses: readonly Press[],
  at: number,
): Promise<Recount> {
  const bank = bankOf(createCatalog(catalogData));
  const violations: string[] = [];
  const log = Map.groupBy(presses, ({ game, index, person }) => `${game}/${index}/${person}`);
  let ended = 0;
  let counted = 0;

  for (const channel of channels) {
    const game = (await store.games.get(WORKSPACE, channel.id))?.value;
    if (!game) {
      violations.push(`${channel.id} has no game.`);
      continue;
    }
    if (game.stage.kind === 'over' && game.stage.told) ended += 1;
    else violations.push(`The game in ${channel.id} did not end: it is ${JSON.stringify(game.stage)}.`);

    const seats = await seatsOf(store, WORKSPACE, game.game);
    const counts = await roundsOf(store, WORKSPACE, game);
    for (const seat of Object.keys(counts.at(-1)?.scores ?? {}))
      if (!seats.has(seat)) violations.push(`${game.game} has a score that is nobody's.`);
    const rounds = counts.map((round) => named(round, seats));
    const sums = new Map<string, { right: number; points: number }>();
    for (const [index, round] of rounds.entries()) {
      const question = unchanged(game.questions[index], bank);
      const right = question && rightLetter(question, game.game);
      for (const person of channel.players) {
        const mine = log.get(`${game.game}/${index}/${person}`) ?? [];
        const answer = round.answers[person];
        if (answer) counted += 1;
        const problem = compare(mine, answer?.pick);
        if (problem) violations.push(`${game.game}/${index}/${person}: ${problem}`);
        if (!answer) continue;
        const worth = answer.pick === right ? pointsFor(answer.milliseconds, game.seconds) : 0;
        if (worth !== answer.points)
          violations.push(`${game.game}/${index}/${person}: ${answer.points} points, not ${worth}.`);
        const sum = sums.get(person) ?? { right: 0, points: 0 };
        sums.set(person, { right: sum.right + (worth > 0 ? 1 : 0), points: sum.points + worth });
      }
    }
    const scores = rounds.at(-1)?.scores ?? {};
    if (Object.keys(scores).length !== sums.size) violations.push(`${game.game} has scores of strangers.`);
    for (const [person, sum] of sums) {
      const score = scores[person];
      if (score?.points !== sum.points || score.right !== sum.right)
        violations.push(`${person} has ${score?.points} points, and ${sum.points} by the log.`);
      for (const period of sums.size < 2 ? [] : [weekOf(at), ALL_TIME]) {
        const kept = (await store.points.get(WORKSPACE, pointsId(period, person)))?.value;
        const onBoard = kept?.channels[channel.id] ?? 0;
        if (onBoard !== sum.points)
          violations.push(
            `${person} has ${onBoard} points on the board of ${period}, and ${sum.points} by the log.`,
          );
      }
    }
  }
  const acknowledged = presses.filter(({ told }) => told !== 'refused' && told !== 'unanswered').length;
  return { games: channels.length, ended, counted, acknowledged, violations };
}

/**
 * What counted must be what somebody was told last. Where no answer came back, because the process was killed, the
 * press may count or not; and of two that were under way at the same time either may be the last.
 */
function compare(presses: readonly Press[], counted: Press['pick'] | undefined): string | undefined {
  const told = presses.filter(({ told: what }) => what !== 'refused' && what !== 'unanswered');
  const possible = new Set<string | undefined>(
    presses.filter((one) => one.told === 'unanswered').map(({ pick }) => pick),
  );
  const latestStart = Math.max(...told.map(({ sent }) => sent));
  for (const press of told) if (press.answered >= latestStart) possible.add(press.told);
  if (told.length === 0) possible.add(undefined);
  return possible.has(counted)
    ? undefined
    : `${counted ?? 'nothing'} counted, and ${JSON.stringify(presses.map(({ pick, told: what }) => [pick, what]))} was told.`;
}
