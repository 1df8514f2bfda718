import { compare, startServer } from './http/load.ts';
import { type Signed, signedDiscord } from './http/signed.ts';

/** Our whole signed `/explain`, card included, against a bare `discord-interactions` verify that says hello. */
const QUESTIONS = ['lambda', 'what is a container?', 'ecs vs eks', 'kubernets', 's3'];
const EACH_ROUND = 4_000;

function signed(index: number): Signed {
  return signedDiscord({
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
