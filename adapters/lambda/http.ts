import { plain, type WebHandler } from '../web/web.ts';
import { startBot } from './bot.ts';
import { type HttpEvent, type HttpResult, readHttpEvent, toHttpResult } from './events.ts';
import { connectPosters } from './posters.ts';

/** Slack and Discord through a Function URL or an API Gateway. */

const bot = await startBot(process.env);
connectPosters(bot);

/** Each platform's part is loaded when it is first asked for: Discord does not wait for Bolt. */
const endpoints: Readonly<Record<string, () => Promise<WebHandler | undefined>>> = {
  '/slack/events': once(async () => (await import('./slack.ts')).slackEndpoint(bot)),
  '/discord/interactions': once(async () => (await import('./discord.ts')).discordEndpoint(bot)),
};

// Where there is only one platform, its part is loaded while Lambda gives a starting function a whole processor.
if (!bot.settings.slack) await endpoints['/discord/interactions']?.();
if (!bot.settings.discord) await endpoints['/slack/events']?.();

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

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
