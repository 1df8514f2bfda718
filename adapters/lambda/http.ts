import { lazily, lazilyAsync } from '../../src/lazily.ts';
import { plain, type WebHandler } from '../web/web.ts';
import { startBot } from './bot.ts';
import { discordEndpoint } from './discord.ts';
import { type HttpEvent, type HttpResult, readHttpEvent, toHttpResult } from './events.ts';
import { connectPosters } from './posters.ts';

/** Slack and Discord through a Function URL or an API Gateway. */

/** Two requests that hang still leave time to say so: both platforms wait for three seconds. */
const bot = await startBot(process.env, { each: 1_000, attempts: 2 });
connectPosters(bot);

/** Made when each platform first asks, and Bolt loaded then: Discord does not wait for it. */
const discord = lazily(() => discordEndpoint(bot));
const slack = lazilyAsync(async () => (await import('./slack.ts')).slackEndpoint(bot));

const endpoints: Readonly<Record<string, () => WebHandler | undefined | Promise<WebHandler | undefined>>> = {
  '/slack/events': slack,
  '/discord/interactions': discord,
};

// Where there is only one platform, it is made while Lambda gives a starting function a whole processor.
if (!bot.settings.slack) discord();
if (!bot.settings.discord) await slack();

export async function handler(event: HttpEvent): Promise<HttpResult> {
  const request = readHttpEvent(event);
  const handle = await endpoints[request.path]?.();
  if (!handle) return toHttpResult(plain(404, 'Nothing here.'));
  if (request.method !== 'POST') return toHttpResult(plain(405, 'POST only.'));
  try {
    return toHttpResult(await handle(request));
  } finally {
    await bot.wakes.send();
  }
}
