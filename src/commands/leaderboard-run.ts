import { plural } from '../quiz/asking.ts';
import { ALL_TIME, type BoardRow, board, weekOf } from '../quiz/points.ts';
import type { Points } from '../quiz/values.ts';
import { type Action, type Answer, answered, type Part } from '../replies/reply.ts';
import { change, everyOne, type Store } from '../store.ts';
import type { Asked, Invocation, Knowledge } from './command.ts';

/** Most rows that are shown. */
const ROWS = 10;

interface Wanted {
  period?: 'week' | 'all' | undefined;
  of?: 'workspace' | 'channel' | undefined;
  me?: 'hide' | 'show' | undefined;
}

export async function leaderboard(
  { options, invocation }: Asked<Wanted>,
  { store }: Knowledge,
): Promise<Answer> {
  const { place, person, at } = invocation;
  if (options.me !== undefined) await setHidden(store, invocation, options.me === 'hide');
  const period = options.period ?? 'week';
  const of = options.of ?? 'workspace';
  const hidden = await hiddenPeople(store, place.workspace);
  const records = await pointsIn(store, place.workspace, period === 'week' ? weekOf(at) : ALL_TIME);
  const rows = board(records, hidden, of === 'channel' ? place.channel : undefined);
  return show(rows, { period, of, hidden: hidden.has(person.id), person: person.id });
}

interface Shown {
  period: 'week' | 'all';
  of: 'workspace' | 'channel';
  hidden: boolean;
  person: string;
}

function show(rows: readonly BoardRow[], shown: Shown): Answer {
  const where = shown.of === 'channel' ? 'this channel' : 'everybody here';
  const when = shown.period === 'week' ? 'this week' : 'all time';
  const top = rows
    .slice(0, ROWS)
    .map(({ place, person, points }) => ({ place, person, says: plural(points, 'point') }));
  const parts: Part[] = [
    { kind: 'heading', text: `Leaderboard: ${where}, ${when}` },
    top.length > 0
      ? { kind: 'ranking', rows: top }
      : { kind: 'prose', text: 'Nobody has points yet. They come from /challenge and /duel.' },
    { kind: 'prose', text: myPlace(rows, shown) },
    {
      kind: 'note',
      text: 'Equal points share a place. A right answer gives 100 points and up to 9 for speed. The same question counts once a week, which begins on Monday at midnight UTC; practice and games played alone do not count.',
    },
    { kind: 'actions', actions: actions(shown) },
  ];
  return answered([], parts);
}

function myPlace(rows: readonly BoardRow[], { hidden, person }: Shown): string {
  if (hidden) return 'You are not on the board. Nobody but you is told.';
  const mine = rows.find((row) => row.person === person);
  if (!mine) return 'You have no points here yet.';
  const even = rows.filter((row) => row.place === mine.place).length > 1 ? ', shared with others' : '';
  return `You: place ${mine.place}${even}, with ${plural(mine.points, 'point')}.`;
}

function actions({ period, of, hidden }: Shown): Action[] {
  const command = 'leaderboard';
  return [
    period === 'week'
      ? { label: 'All time', command, options: { period: 'all', of } }
      : { label: 'This week', command, options: { period: 'week', of } },
    of === 'workspace'
      ? { label: 'This channel', command, options: { period, of: 'channel' } }
      : { label: 'Everybody', command, options: { period, of: 'workspace' } },
    hidden
      ? { label: 'Show me', command, options: { period, of, me: 'show' } }
      : { label: 'Hide me', command, options: { period, of, me: 'hide' } },
  ];
}

async function setHidden(store: Store, { place, person }: Invocation, hidden: boolean): Promise<void> {
  await change(store.people, place.workspace, person.id, (before) => ({
    value: { ...before?.value, hidden },
    person: person.id,
  }));
}

async function hiddenPeople(store: Store, workspace: string): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>();
  for await (const { id, value } of everyOne(store.people, workspace, '')) if (value.hidden) hidden.add(id);
  return hidden;
}

async function pointsIn(
  store: Store,
  workspace: string,
  period: string,
): Promise<{ person: string; points: Points }[]> {
  const prefix = `${period}/`;
  const found: { person: string; points: Points }[] = [];
  for await (const { id, value } of everyOne(store.points, workspace, prefix))
    found.push({ person: id.slice(prefix.length), points: value });
  return found;
}
