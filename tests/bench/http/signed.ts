import { createHmac, sign } from 'node:crypto';
import { discordKey, SLACK_SECRET } from './secrets.ts';

/** A request as a platform posts it. */
export interface Signed {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export function signedSlack(fields: Record<string, string>): Signed {
  const body = new URLSearchParams(fields).toString();
  const timestamp = seconds();
  const signature = createHmac('sha256', SLACK_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  return { path: '/slack/events', headers, body };
}

export function signedDiscord(interaction: object): Signed {
  const body = JSON.stringify(interaction);
  const timestamp = seconds();
  const headers = {
    'content-type': 'application/json',
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), discordKey).toString('hex'),
  };
  return { path: '/discord/interactions', headers, body };
}

function seconds(): string {
  return String(Math.floor(Date.now() / 1000));
}
