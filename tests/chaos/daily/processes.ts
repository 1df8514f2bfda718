import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pace } from './clock.ts';
import { OVER, type Step } from './steps.ts';

/** What is known of one process once it is over: what it told, and when it stood still and died, in real time. */
export interface Life {
  steps: Step[];
  /** When it was killed. */
  killed?: number;
  stops: { from: number; to: number }[];
}

export interface Processes {
  lives: Life[];
  /** Whether one that lives is between its claim of a post and its confirmation. */
  busy(): boolean;
  /** Kills all that are at work, wherever they are with it. */
  killAll(): void;
  /** Tells all of another pace. */
  tell(pace: Pace): void;
  /** Kills all, and waits until they are gone. */
  end(): Promise<void>;
}

interface Settings {
  /** How many are at work at the same time. */
  atWork: number;
  /** How many times longer than usual each lives. */
  lives: number;
  /** The program, and what its environment has beside this one's. */
  program: string;
  environment: Record<string, string>;
  random: () => number;
  pace: () => Pace;
}

/** How many stand by, all loaded, so that a dead one is followed at once. */
const STANDING_BY = 3;
/** How long a process usually lives: at least so many milliseconds, at most so many more. */
const LIFE = { least: 200, more: 2_500 };
/** How often a process stands still in its life, and for how many milliseconds at most. */
const STOPPED = 0.15;
const LONGEST_STOP = 2_000;
/** How often a process is killed right when it has told a step of a post. */
const KILLED_AT_A_STEP = 0.005;

/** Keeps several processes at work, each of which is killed at some moment and followed by the next. */
export function keepProcesses({
  atWork,
  lives: longer,
  program,
  environment,
  random,
  pace,
}: Settings): Processes {
  const ended = new AbortController();
  const lives: Life[] = [];
  const working = new Map<ChildProcess, Life>();
  const standingBy: Promise<ChildProcess>[] = [];

  async function start(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...environment },
    });
    ended.signal.addEventListener('abort', () => child.kill('SIGKILL'));
    await Promise.race([event(child, 'message'), event(child, 'exit')]);
    return child;
  }

  function kill(child: ChildProcess): void {
    const life = working.get(child);
    if (!life || life.killed !== undefined) return;
    life.killed = Date.now();
    child.kill('SIGKILL');
  }

  /** One place for a process: whenever the one in it dies, the next is there. */
  async function keep(): Promise<void> {
    while (!ended.signal.aborted) {
      standingBy.push(start());
      const child = await standingBy.shift();
      if (!child || ended.signal.aborted) return;
      const life: Life = { steps: [], stops: [] };
      lives.push(life);
      working.set(child, life);
      child.on('message', (step: Step) => {
        life.steps.push(step);
        if (random() < KILLED_AT_A_STEP) kill(child);
      });
      const gone = event(child, 'close');
      child.send(pace(), () => {});
      await Promise.race([liveOut(child, life), gone]);
      kill(child);
      await gone;
      working.delete(child);
    }
  }

  async function liveOut(child: ChildProcess, life: Life): Promise<void> {
    const rest = (LIFE.least + random() * LIFE.more) * longer;
    if (random() < STOPPED) {
      await pause(rest * random());
      const stop = { from: Date.now(), to: Number.POSITIVE_INFINITY };
      life.stops.push(stop);
      child.kill('SIGSTOP');
      await pause(random() * LONGEST_STOP);
      child.kill('SIGCONT');
      stop.to = Date.now();
    }
    await pause(rest);
  }

  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: ended.signal }).catch(() => {});

  for (let one = 0; one < STANDING_BY; one += 1) standingBy.push(start());
  const places = Array.from({ length: atWork }, keep);
  return {
    lives,
    busy: () => [...working.values()].some(isBusy),
    killAll() {
      for (const child of working.keys()) kill(child);
    },
    tell(next) {
      for (const child of working.keys()) if (child.connected) child.send(next, () => {});
    },
    async end() {
      ended.abort();
      await Promise.all([...places, ...standingBy]);
    },
  };
}

/** The last that it told of each post says how far it is with it. */
function isBusy({ steps }: Life): boolean {
  const last = new Map(steps.map(({ post, what }) => [post, what]));
  return [...last.values()].some((what) => !OVER.has(what));
}

function event(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve) => child.once(name, resolve));
}
