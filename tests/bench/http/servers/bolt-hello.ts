import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { SLACK_SECRET } from '../secrets.ts';

/** The peer: Bolt with its own HTTP server, saying hello. */
const receiver = new HTTPReceiver({ signingSecret: SLACK_SECRET, logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U1' }),
  logLevel: LogLevel.ERROR,
});
app.command('/explain', async ({ ack }) => ack('hello'));
app.action(/.*/, async ({ ack, respond }) => {
  await ack();
  await respond('hello');
});
app.options(/.*/, async ({ ack }) =>
  ack({ options: [{ text: { type: 'plain_text', text: 'hello' }, value: 'hello' }] }),
);
const server = await app.start({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' });
const address = server.address();
process.send?.(typeof address === 'object' ? address?.port : 0);
