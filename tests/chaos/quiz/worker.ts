import { openStore } from '../../../adapters/server/store.ts';
import { createWaking } from '../../../adapters/server/waking.ts';
import { createSimile } from '../../../src/simile.ts';
import { catalogData } from '../../content.ts';
import { toldBy } from '../../quiz/simulation.ts';
import type { ToRoom, ToWorker } from './messages.ts';
import { askedBy, lobbyOf, WORKSPACE } from './room.ts';

/** One process that runs the bot, to be killed. Its clock is faster than the real one. */

const [kind, where = '', since = '0', speed = '1'] = process.argv.slice(2);
const start = Number(since);
const now = () => Math.floor(start + (Date.now() - start) * Number(speed));
const say = (message: ToRoom) => process.send?.(message);
const fault = (what: string, cause: unknown) =>
  say({ kind: 'fault', what: `${what}: ${cause instanceof Error ? cause.message : String(cause)}` });

const store = openStore(kind === 'dynamodb' ? { kind, table: where } : { kind: 'sqlite', path: where }, now);
const simile = createSimile({ catalog: catalogData, store, random: Math.random, onError: fault });
const taken = new Map<number, () => void>();
let posts = 0;
simile.posters.slack = {
  async post(to, answer, { key }) {
    posts += 1;
    const id = posts;
    const done = new Promise<void>((resolve) => taken.set(id, resolve));
    const lobby = lobbyOf(answer.parts);
    const asked = askedBy(answer.parts);
    say({
      kind: 'post',
      id,
      channel: to.channel,
      key,
      ...(lobby ? { lobby } : {}),
      ...(asked ? { asked } : {}),
    });
    await done;
    return { kind: 'sent', message: key };
  },
  update: async (_to, message) => ({ kind: 'sent', message }),
  tell: async () => ({ kind: 'sent', message: '' }),
};
createWaking({
  simile,
  now,
  log: (level, event, facts) => {
    if (level === 'error') fault(event, facts?.cause);
  },
  wakeEvery: Math.max(50, 1_000 / Number(speed)),
});

process.on('message', (message: ToWorker) => {
  if (message.kind === 'taken') return taken.get(message.id)?.();
  const { id, person, channel, command, options } = message;
  void simile
    .respond({
      id: String(id),
      command,
      options,
      person: { id: person, manages: false },
      place: { platform: 'slack', workspace: WORKSPACE, channel },
      at: now(),
    })
    .then((reply) => say({ kind: 'told', id, told: toldBy(reply) }));
});
process.on('disconnect', () => process.exit());
say({ kind: 'ready' });
