import { compare, startServer } from './http/load.ts';
import { type Signed, signedSlack } from './http/signed.ts';

/** Our whole signed `/explain`, card included, against Bolt's HTTPReceiver saying hello. */
const QUESTIONS = ['lambda', 'what is a container?', 'ecs vs eks', 'kubernets', 's3'];
const EACH_ROUND = 6_000;

function signed(index: number): Signed {
  const fields = {
    token: 'unused',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U2',
    command: '/explain',
    text: QUESTIONS[index % QUESTIONS.length] ?? '',
    trigger_id: `1.${index}`,
    response_url: 'http://127.0.0.1:1/none',
  };
  return signedSlack(fields);
}

const batch = () => {
  const requests = Array.from({ length: EACH_ROUND }, (_, index) => signed(index));
  return { ours: requests, peer: requests };
};
export async function bench(): Promise<void> {
  const [ours, peer] = [await startServer('simile.ts'), await startServer('bolt-hello.ts')];
  await compare(ours, peer, batch, {
    ours: 'Simile, signed /explain, whole card',
    peer: 'Bolt HTTPReceiver, signed /explain, "hello"',
  });
}
