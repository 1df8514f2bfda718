import type { ChaosWorld } from './world.ts';

/** Something that was done on purpose to a request for a channel on Slack. */
export interface Fault {
  channel: string;
  /** In milliseconds since 1970. */
  real: number;
  /** Whether nobody can tell from its answer if the message is there. */
  leavesDoubt: boolean;
}

/** How often something is done to a message on its way. */
const FAULTY = 0.3;
/** How often something is done to a request to the store. */
const STORE_FAULTY = 0.015;
/** How often another holds SQLite's one lock for writing, and for how long at most, in milliseconds. */
const LOCKED_EVERY = 3_000;
const LOCKED_FOR = 400;

export interface Planted {
  slack: Fault[];
  count(): number;
  stop(): void;
}

/** Answers go wrong in every way there is: refused, cut, slow and unanswered, before the work is done and after. */
export function plantFaults(world: ChaosWorld, random: () => number): Planted {
  const slack: Fault[] = [];
  let others = 0;
  world.slack.fail(({ method, args }) => {
    if (method !== 'chat.postMessage' || random() > FAULTY) return undefined;
    const kind = random();
    const leavesDoubt = kind >= 0.4;
    slack.push({ channel: String(args.channel), real: Date.now(), leavesDoubt });
    if (!leavesDoubt) return { status: 429, retryAfter: Math.ceil(random() * 30) };
    if (kind < 0.6) return { status: 500 };
    const moment = random() < 0.5 ? 'before' : 'after';
    return kind < 0.95 ? { cut: moment } : { silent: moment };
  }, Number.POSITIVE_INFINITY);

  const plant = (): void => {
    if (random() > FAULTY) return;
    others += 1;
    world.discord.fail({
      fault: discordFault(random),
      method: 'POST',
      path: /^\/channels\/(\d+)\/messages/,
    });
  };
  const unwatch = world.discord.onChange(({ kind }) => {
    if (kind === 'message') plant();
  });
  plant();

  world.dynamodb?.disturb(() => {
    if (random() > STORE_FAULTY) return undefined;
    others += 1;
    const kinds = ['throttled', 'failed', 'cut before', 'cut after'] as const;
    return kinds[Math.floor(random() * 5)] ?? { slow: random() * 1_000 };
  });
  const timer = setInterval(() => {
    if (world.holdLock(random() * LOCKED_FOR)) others += 1;
  }, LOCKED_EVERY);
  return {
    slack,
    count: () => slack.length + others,
    stop() {
      unwatch();
      world.dynamodb?.disturb(() => undefined);
      clearInterval(timer);
    },
  };
}

function discordFault(random: () => number) {
  const kind = random();
  if (kind < 0.3) return { kind: 'rate-limit', retryAfter: Math.ceil(random() * 30) } as const;
  if (kind < 0.55) return { kind: 'server-error' } as const;
  if (kind < 0.75) return { kind: 'cut' } as const;
  return { kind: kind < 0.95 ? 'lost' : 'silence' } as const;
}
