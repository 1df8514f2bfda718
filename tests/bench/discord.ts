import { sign } from 'node:crypto';
import { compare, type Signed, startServer } from './http/load.ts';
import { discordKey } from './http/secrets.ts';

/** Our whole signed `/explain`, card included, against a bare `discord-interactions` verify that says hello. */
const QUESTIONS = ['lambda', 'what is a container?', 'ecs vs eks', 'kubernets', 's3'];
const EACH_ROUND = 4_000;

function signed(index: number): Signed {
  const body = JSON.stringify({
    id: String(1_100_000_000_000_000_000n + BigInt(index)),
    application_id: '1100000000000000001',
    type: 2,
    token: 'unused',
    version: 1,
    locale: 'en-US',
    guild_id: '1100000000000000002',
    context: 0,
    app_permissions: '0',
    authorizing_integration_owners: { '0': '1100000000000000002' },
    channel: { id: '1100000000000000003', type: 0 },
    member: { user: { id: '1100000000000000004', username: 'ada' }, permissions: '0', roles: [] },
    data: {
      id: '1',
      name: 'explain',
      type: 1,
      options: [{ name: 'concept', type: 3, value: QUESTIONS[index % QUESTIONS.length] }],
    },
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/json',
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), discordKey).toString('hex'),
  };
  return { path: '/discord/interactions', headers, body };
}

const batch = (round: number) => {
  const requests = Array.from({ length: EACH_ROUND }, (_, index) => signed(round * EACH_ROUND + index));
  return { ours: requests, peer: requests };
};
export async function bench(): Promise<void> {
  const [ours, peer] = [await startServer('simile.ts'), await startServer('discord-hello.ts')];
  await compare(ours, peer, batch, {
    ours: 'Simile, signed /explain, whole card',
    peer: 'discord-interactions verifyKey, "hello"',
  });
}
