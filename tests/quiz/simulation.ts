import { setImmediate as nextTurn } from 'node:timers/promises';
import { openStore } from '../../adapters/server/store.ts';
import type { Duty } from '../../src/due.ts';
import { dutiesOf } from '../../src/duties.ts';
import type { Poster, Records } from '../../src/ports.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import type { Reply } from '../../src/replies/reply.ts';
import { plainText } from '../../src/replies/text.ts';
import type { Simile } from '../../src/simile.ts';
import type { Store } from '../../src/store.ts';
import {
  askedBy,
  type Channel,
  lobbyOf,
  makeChannels,
  type Press,
  planPresses,
  WORKSPACE,
} from '../chaos/quiz/room.ts';
import { bot } from '../content.ts';

/**
 * Two copies of the bot on one store, in simulated time. Every look at the store is a step of its own, and whose step
 * comes next is drawn by lot, so that what happens in a thousand deployments once happens here again and again; the
 * same seed gives the same run. A copy that is killed never takes another step.
 */
export interface Simulation {
  store: Store;
  channels: readonly Channel[];
  presses: readonly Press[];
  /** How often each message was posted, by its key. */
  posts: ReadonlyMap<string, number>;
  kills: number;
  at: number;
}

interface Copy {
  simile: Simile;
  duties: readonly Duty[];
  alive: boolean;
  /** It stands still until then, as a process without a processor does. */
  stalledUntil: number;
}

const SECONDS = 6;
const QUESTIONS = 3;
/** Steps after which a run that does not end is given up. */
const MOST_STEPS = 2_000_000;

export async function simulate(seed: string, games: number): Promise<Simulation> {
  const random = seeded(seed);
  let time = Date.UTC(2026, 10, 23, 9);
  const now = () => time;
  const store = openStore({ kind: 'memory' }, now);
  const channels = makeChannels(games, random);
  const presses: Press[] = [];
  const posts = new Map<string, number>();
  let kills = 0;

  /** Steps that wait for their turn, of the living and the dead. */
  const waiting: { copy: Copy; go: () => void }[] = [];
  /** What happens at a time, unsorted. */
  let later: { at: number; act: () => void }[] = [];
  const after = (milliseconds: number, act: () => void) => later.push({ at: time + milliseconds, act });

  const copies: Copy[] = [boot(), boot()];
  for (const channel of channels)
    after(
      random() * 3_000,
      () =>
        void ask(channel.starter, channel, 'challenge', {
          questions: String(QUESTIONS),
          seconds: String(SECONDS),
        }),
    );

  for (let step = 0; !(await ended()); step += 1) {
    if (step > MOST_STEPS) throw new Error(`The run "${seed}" did not end.`);
    await turn();
  }
  return { store, channels, presses, posts, kills, at: time };

  async function turn(): Promise<void> {
    const ready = waiting.filter(({ copy }) => copy.alive && copy.stalledUntil <= time);
    // Time goes on while steps wait, now and then a good deal of it.
    const drawn = random();
    if (ready.length > 0 && drawn < 0.9) {
      const [next] = ready.slice(Math.floor(random() * ready.length));
      if (!next) return;
      waiting.splice(waiting.indexOf(next), 1);
      next.go();
      await nextTurn();
      await nextTurn();
      return;
    }
    time += ready.length > 0 ? Math.floor(random() * 40) : 150;
    const due = later.filter(({ at }) => at <= time);
    later = later.filter(({ at }) => at > time);
    for (const { act } of due) act();
    for (const copy of copies) if (copy.stalledUntil <= time && random() < 0.5) wake(copy);
    for (const copy of copies) if (random() < 0.01) copy.stalledUntil = time + random() * 3_000;
    if (random() < 0.004) kill();
  }

  function wake({ duties }: Copy): void {
    for (const duty of duties) {
      void duty.run(time, {
        limit: 100,
        onError: (code, cause) => {
          throw new Error(code, { cause });
        },
      });
    }
  }

  function kill(): void {
    const victim = copies[Math.floor(random() * copies.length)];
    if (!victim) return;
    victim.alive = false;
    kills += 1;
    copies.splice(copies.indexOf(victim), 1, boot());
  }

  /** A step of a copy: nothing after it happens when the copy is killed before its turn. */
  async function myTurn(copy: Copy): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push({ copy, go: resolve });
    await promise;
  }

  function boot(): Copy {
    const shell: { copy?: Copy } = {};
    const step = async () => {
      if (shell.copy) await myTurn(shell.copy);
    };
    const simile = bot(undefined, { store: stepwise(store, step), random: seeded(`${seed} ${random()}`) });
    simile.posters.slack = createPoster(step);
    // Only the challenges: the rest has nothing to do here.
    const duties = dutiesOf(simile, now, () => {}).filter(({ name }) => name === 'challenge');
    const copy = { simile, duties, alive: true, stalledUntil: 0 };
    shell.copy = copy;
    return copy;
  }

  function createPoster(step: () => Promise<void>): Poster {
    return {
      async post(to, answer, { key }) {
        await step();
        const before = posts.get(key) ?? 0;
        posts.set(key, before + 1);
        const channel = channels.find(({ id }) => id === to.channel);
        if (channel && before === 0) react(channel, answer);
        await step();
        return { kind: 'sent', message: key };
      },
      async update(_to, message) {
        await step();
        return { kind: 'sent', message };
      },
      async tell() {
        await step();
        return { kind: 'sent', message: '' };
      },
    };
  }

  /** What the people of a channel do when they see a message. */
  function react(channel: Channel, answer: Pick<Reply, 'parts'>): void {
    const lobby = lobbyOf(answer.parts);
    if (lobby !== undefined) {
      for (const person of channel.players)
        after(random() * 2_000, () => void ask(person, channel, 'challenge-join', { g: lobby }));
      after(4_000, () => void ask(channel.starter, channel, 'challenge-start', { g: lobby }));
    }
    const asked = askedBy(answer.parts);
    if (!asked) return;
    for (const { person, index, pick, delay } of planPresses(channel.players, asked.index, SECONDS, random)) {
      after(delay, () => {
        const press: Press = {
          game: asked.game,
          channel: channel.id,
          person,
          index,
          pick,
          told: 'unanswered',
          sent: time,
          answered: Number.POSITIVE_INFINITY,
        };
        presses.push(press);
        void ask(person, channel, 'challenge-pick', { g: asked.game, q: String(index), p: pick }).then(
          (reply) => {
            press.told = toldBy(reply);
            press.answered = time;
          },
        );
      });
    }
  }

  function ask(
    person: string,
    channel: Channel,
    command: string,
    options: Record<string, string>,
  ): Promise<Reply> {
    const copy = copies[Math.floor(random() * copies.length)];
    if (!copy) throw new Error('Nobody is there to ask.');
    return copy.simile.respond({
      id: `${time}`,
      command,
      options,
      person: { id: person, manages: false },
      place: { platform: 'slack', workspace: WORKSPACE, channel: channel.id },
      at: time,
    });
  }

  async function ended(): Promise<boolean> {
    if (later.length > 0 || waiting.some(({ copy }) => copy.alive)) return false;
    const kept = await Promise.all(channels.map(({ id }) => store.games.get(WORKSPACE, id)));
    // A start that died with its copy is tried again, as people do.
    for (const [index, game] of kept.entries()) {
      const channel = channels[index];
      if (!game && channel)
        after(
          0,
          () =>
            void ask(channel.starter, channel, 'challenge', {
              questions: String(QUESTIONS),
              seconds: String(SECONDS),
            }),
        );
    }
    return kept.every((game) => game?.value.stage.kind === 'over' && game.value.stage.told);
  }
}

/** What a press was told: the pick that is locked, or that nothing counts. */
export function toldBy({ outcome, parts }: Pick<Reply, 'outcome' | 'parts'>): Press['told'] {
  if (outcome.kind !== 'answer') return 'refused';
  const text = parts.flatMap((part) => (part.kind === 'prose' ? [plainText(part.text)] : [])).join();
  const letter = /Answer locked: ([A-D])/.exec(text)?.[1];
  if (letter === 'A') return 'a';
  if (letter === 'B') return 'b';
  if (letter === 'C') return 'c';
  return letter === 'D' ? 'd' : 'refused';
}

/** The store with a step before each look at it and one before its answer comes back. */
function stepwise(store: Store, step: () => Promise<void>): Store {
  const through = <A extends unknown[], R>(work: (...asked: A) => Promise<R>) => {
    return async (...asked: A): Promise<R> => {
      await step();
      const result = await work(...asked);
      await step();
      return result;
    };
  };
  const records = <T>(kind: Records<T>): Records<T> => ({
    get: through(kind.get),
    save: through(kind.save),
    remove: through(kind.remove),
    list: through(kind.list),
    due: through(kind.due),
  });
  return {
    ...store,
    games: records(store.games),
    players: records(store.players),
    answers: records(store.answers),
    rounds: records(store.rounds),
    points: records(store.points),
  };
}
