import type { Knowledge } from '../commands/command.ts';
import { type Duty, getDue, type Job, type OnError } from '../due.ts';
import type { Clock, Kept, Records } from '../ports.ts';
import type { Kind } from '../store.ts';
import { duelJob } from './duel-clock.ts';
import { challengeJob } from './referee.ts';

/** How long a record whose job failed is left alone, in milliseconds. */
const LEFT_ALONE = 5_000;

/** What the clock has to do for challenges and duels. */
export function quizDuties(knowledge: Knowledge, now: Clock): Duty[] {
  const { store } = knowledge;
  return [
    beside('challenge', 'games', store.games, challengeJob(knowledge, now)),
    beside('duel', 'duels', store.duels, duelJob(knowledge)),
  ];
}

/** A duty whose jobs run beside each other and are not waited for: one slow channel holds up no other game. */
function beside<T>(name: string, kind: Kind, records: Records<T>, job: Job<T>): Duty {
  const underWay = new Map<string, Promise<void>>();

  function start(record: Kept<T>, at: number, onError: OnError): Promise<void> {
    const key = `${record.workspace}/${record.id}`;
    const work = job(record, at)
      .catch(async (cause: unknown) => {
        onError(`due.${name}`, cause);
        // If the job got as far as saving, this loses, as it should: then its lease decides.
        await records.save({ ...record, dueAt: at + LEFT_ALONE });
      })
      .catch((cause: unknown) => onError(`due.${name}`, cause))
      .finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  }

  return {
    name,
    kind,
    async run(at, { limit, onError }) {
      const due = await records.due(at, limit);
      const idle = due.filter(({ workspace, id }) => !underWay.has(`${workspace}/${id}`));
      for (const record of idle) void start(record, at, onError);
      return idle.length;
    },
    async one({ workspace, id }, at, onError) {
      const record = await getDue(records, workspace, id, at);
      if (record) await (underWay.get(`${workspace}/${id}`) ?? start(record, at, onError));
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}
