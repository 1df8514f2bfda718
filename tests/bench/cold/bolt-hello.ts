import { App, AwsLambdaReceiver, LogLevel } from '@slack/bolt';

/** The peer: Bolt's own Lambda receiver, saying hello. */
const receiver = new AwsLambdaReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U1' }),
  logLevel: LogLevel.ERROR,
});
app.command('/explain', async ({ ack }) => ack('hello'));
export const handler = await receiver.start();
