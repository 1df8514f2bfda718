import { randomBytes } from 'node:crypto';
import { commands } from '../../src/commands/all.ts';
import { type CatalogData, named } from '../../src/concepts/concept.ts';
import { createSimile, type Simile } from '../../src/simile.ts';
import type { Server, serve } from '../server/serve.ts';
import type { Settings } from '../server/settings.ts';
import { openStore } from '../server/store.ts';
import { manifest } from '../slack/manifest.ts';
import { readAct } from './act.ts';
import { perform, personOn, type Stage } from './acts.ts';
import { behindDiscord, behindSlack } from './behind.ts';
import type { MovableClock } from './clock.ts';
import { type ContentRead, type LiveContent, newsOf } from './content.ts';
import { realClock } from './discord/ids.ts';
import { type Discord, startDiscord } from './discord/stand-in.ts';
import { discordShown } from './discord-shown.ts';
import type { Playground, PlaygroundOptions } from './main.ts';
import { redraw } from './redraw.ts';
import { replaceable } from './replaceable.ts';
import type { ContentNews, Shown } from './shown.ts';
import { type Slack, startSlack } from './slack/slack.ts';
import { type Grants, grantsOf, type WorkspacePlan } from './slack/workspace.ts';
import { slackShown } from './slack-shown.ts';

/** How often the clock looks for what is due, in milliseconds. */
const WAKE_EVERY = 1_000;
/** How many of each thing the stand-ins remember. */
const KEEP = 300;

/** The same three people in both workspaces. */
const people = [
  { id: 'U0ADA00001', name: 'ada', real_name: 'Ada', tz: 'Europe/Berlin' },
  { id: 'U0BO000001', name: 'bo', real_name: 'Bo', tz: 'America/New_York' },
  { id: 'U0CLEO0001', name: 'cleo', real_name: 'Cleo', tz: 'Asia/Kolkata' },
];

const channels: WorkspacePlan['channels'] = [
  { id: 'C0GENERAL1', name: 'general', bot: true },
  { id: 'C0PLATFORM', name: 'platform', kind: 'private', members: ['ada', 'bo'], bot: true },
  { id: 'C0RANDOM01', name: 'random' },
];

/** Everything behind the page. */
export interface Scene extends Pick<Playground, 'slack' | 'discord' | 'stop'> {
  look(path: string, query: URLSearchParams): unknown;
  act(body: unknown): Promise<unknown>;
  /** Resolves once the content is read and the bot knows it. */
  known: Promise<void>;
}

export interface SceneProps {
  options: PlaygroundOptions;
  clock: MovableClock;
  content: LiveContent;
  firstRead: Promise<ContentRead>;
  /** Tells the open pages. */
  changed(): void;
}

/** Brings up the stand-ins, the bot, and what the page looks at. */
export async function setScene({ options, clock, content, firstRead, changed }: SceneProps): Promise<Scene> {
  const { features, ...rest } = manifest(commands, {});
  const [slack, discord, { serve }] = await Promise.all([
    startSlack({
      now: clock.now,
      seed: 'P',
      signingSecret: secret(),
      workspaces: [workspace(grantsOf({ features, ...rest }))],
    }),
    startDiscord({ clock: { ...realClock, now: clock.now }, seed: secret(), botToken: secret() }),
    // The SDKs load while the content is read.
    import('../server/serve.ts'),
  ]);
  const store = openStore({ kind: 'memory' }, clock.now);
  const know = (catalog: CatalogData) =>
    createSimile({
      catalog,
      store,
      random: Math.random,
      ...(options.repository ? { repository: options.repository } : {}),
      onError: (code, cause) =>
        options.log('error', code, { cause: cause instanceof Error ? cause.message : String(cause) }),
    });
  // The page need not wait for the content, only answers do.
  const bot = replaceable(know(named({ concepts: [], topics: [], worlds: [], team: [] })));
  const server = await connect(serve, bot.simile, { options, clock, slack, discord });

  let news: ContentNews = { concepts: 0, readAt: 0, faults: [] };
  const take = (read: ContentRead, files: ReadonlySet<string>) => {
    if (read.data) bot.replace(know(read.data));
    news = newsOf(read, files, bot.simile.catalog.concepts.length, Date.now());
    changed();
  };
  const known = firstRead.then((read) => take(read, new Set()));
  content.watch((read, files) => {
    take(read, files);
    void redraw(bot, slack, discord).finally(changed);
  });
  const grown = () => {
    if (slack.exchanges.length > 2 * KEEP) slack.forget(KEEP);
    if (discord.exchanges.length > 2 * KEEP) discord.state.forget(KEEP);
    changed();
  };
  slack.subscribe(grown);
  discord.onChange(grown);
  await greet(slack, discord);

  const stage: Stage = { slack, discord, clock, moved: server.wake };
  return {
    slack,
    discord,
    known,
    look: (path, query) => {
      const of = (name: string) => query.get(name) ?? '';
      if (path === '/behind') {
        return of('platform') === 'slack'
          ? behindSlack(slack, of('channel'), of('message'))
          : behindDiscord(discord, of('message'));
      }
      if (path !== '/shown') return undefined;
      const person = people.find(({ name }) => name === of('person'))?.name ?? 'ada';
      return {
        person,
        people: people.map(({ name, real_name }) => ({ name, title: real_name })),
        clock: { now: clock.now(), moved: clock.moved() },
        content: news,
        slack: slackShown(slack, features, person, of('slack')),
        discord: discordShown(discord, personOn(discord, person), of('discord')),
      } satisfies Shown;
    },
    act: async (body) => {
      const { person, act } = readAct(body);
      await known;
      const done = await perform(stage, person, act);
      changed();
      return done;
    },
    async stop() {
      await server.stop();
      await slack.stop();
      await discord.close();
      await store.close();
    },
  };
}

/** The server of production, signed requests and all; its platforms are the ones on this machine. */
async function connect(
  start: typeof serve,
  simile: Simile,
  {
    options,
    clock,
    slack,
    discord,
  }: Pick<SceneProps, 'options' | 'clock'> & Pick<Scene, 'slack' | 'discord'>,
): Promise<Server> {
  const settings: Settings = {
    slack: {
      token: slack.workspace.bot.token,
      signingSecret: slack.signingSecret,
      apiUrl: slack.apiUrl,
    },
    discord: {
      token: discord.botToken,
      applicationId: discord.appId,
      publicKey: discord.publicKey,
      apiUrl: discord.apiUrl,
    },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'warn',
  };
  const registered = Promise.withResolvers<void>();
  const server = await start(settings, {
    simile,
    now: clock.now,
    wakeEvery: WAKE_EVERY,
    log: (level, event, facts) => {
      if (event === 'connected' && facts?.platform === 'discord') registered.resolve();
      options.log(level, event, facts);
    },
  });
  slack.deliverTo(`http://127.0.0.1:${server.port}/slack/events`);
  await registered.promise;
  await discord.useEndpoint(`http://127.0.0.1:${server.port}/discord/interactions`);
  return server;
}

/** So that nobody begins in an empty room. */
async function greet(slack: Slack, discord: Discord): Promise<void> {
  for (const { name } of people) await slack.openHome(name, 'messages');
  const { general } = discord.world.channels;
  for (const [name, line] of SMALL_TALK) {
    await slack.type(name, 'general', line);
    discord.say(personOn(discord, name), general.id, line);
  }
}

const SMALL_TALK = [
  ['bo', 'We moved the nightly job to Fargate yesterday.'],
  ['cleo', 'Nice! Does it still sit behind the load balancer?'],
] as const;

function workspace(grants: Grants): WorkspacePlan {
  return {
    team: { id: 'T0PLAY0001', name: 'Example team', domain: 'example-team' },
    botToken: `xoxb-${secret()}`,
    people,
    channels,
    grants,
  };
}

function secret(): string {
  return randomBytes(24).toString('hex');
}
