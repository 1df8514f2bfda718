import { createHmac } from 'node:crypto';
import { compare, type Signed, startServer } from './http/load.ts';
import { SLACK_SECRET } from './http/secrets.ts';

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
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SLACK_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  return { path: '/slack/events', headers, body };
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
