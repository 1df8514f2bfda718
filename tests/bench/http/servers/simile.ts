import { createInteractionsEndpoint } from '../../../../adapters/discord/http.ts';
import { createAnswer } from '../../../../adapters/discord/interactions.ts';
import { listen } from '../../../../adapters/server/http.ts';
import { createMetrics } from '../../../../adapters/server/metrics.ts';
import { observed } from '../../../../adapters/server/observed.ts';
import { createSlackApp } from '../../../../adapters/slack/app.ts';
import { createWebReceiver } from '../../../../adapters/slack/receiver.ts';
import { bot } from '../../../content.ts';
import { DISCORD_PUBLIC_KEY, SLACK_SECRET } from '../secrets.ts';

/** The bot as it is served, with its metrics and its look-up, answering with whole cards. */
const settings = { now: Date.now, log: () => {} };
const { measure } = createMetrics();
const simile = observed(bot(), measure, settings.log, Date.now);
const receiver = createWebReceiver({ ...settings, signingSecret: SLACK_SECRET, answerWhen: 'acknowledged' });
createSlackApp({ ...settings, simile, receiver, token: 'xoxb-bench' });
const discord = createInteractionsEndpoint(createAnswer(simile, Date.now), DISCORD_PUBLIC_KEY, Date.now);
const server = await listen(
  (request) => (request.path === '/slack/events' ? receiver.handle(request) : discord(request)),
  { ...settings, port: 0, host: '127.0.0.1', measure, elapsed: () => performance.now() },
);
process.send?.(server.port);
