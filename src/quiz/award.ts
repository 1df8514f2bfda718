import { change, type Store } from '../store.ts';
import { ALL_TIME, type Earned, earnedIn, earnForEver, earnInWeek, pointsId, weekOf } from './points.ts';

/** Days for which a week's points are kept. */
const WEEK_KEPT = 60;

/** Writes down what one person earned in a game: twice is once. */
export async function award(
  store: Store,
  workspace: string,
  person: string,
  earned: Earned,
  at: number,
): Promise<void> {
  const week = await change(store.points, workspace, pointsId(weekOf(at), person), (kept) => ({
    value: earnInWeek(kept?.value, earned),
    person,
    expiresAt: at + WEEK_KEPT * 86_400_000,
  }));
  const worth = week ? earnedIn(week.value, earned.game) : 0;
  await change(store.points, workspace, pointsId(ALL_TIME, person), (kept) => ({
    value: earnForEver(kept?.value, earned, worth),
    person,
  }));
}
