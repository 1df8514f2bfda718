import { webApi } from '@slack/bolt';
import { type Invocation, whoMay } from '../../src/commands/command.ts';
import { lazily } from '../../src/lazily.ts';
import type { Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';
import { boltLogger } from './logger.ts';

export interface ManagerSettings {
  simile: Simile;
  token: string;
  apiUrl?: string;
  log: Log;
}

/** Slack's own bot, of whom `users.info` says that it is none. https://docs.slack.dev/reference/objects/user-object */
const SLACKBOT = 'USLACKBOT';

/** Stands for what Slack did not say, where nothing stands for what it says is not there. */
const UNTOLD = Symbol('untold');

type Asked = Omit<Invocation, 'at'>;

/** Longest wait for Slack, in milliseconds: the answer itself has to be there within 3 s. */
const TIMEOUT = 2_000;

/**
 * Slack does not say with a command who may manage a channel, nor whether somebody who is named in one is a bot. Where
 * a command asks for it, and only there, it is looked up: admins and owners of the workspace may, and whoever made the
 * channel. In a direct message everybody manages their own.
 */
export function createManagerLookup({ simile, token, apiUrl, log }: ManagerSettings) {
  const client = lazily(
    () =>
      new webApi.WebClient(token, {
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: TIMEOUT,
        logger: boltLogger(log),
        ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
      }),
  );

  /** @returns nothing when Slack did not say in time */
  return async (asked: Asked): Promise<Asked | undefined> => {
    const command = simile.commands.find((one) => one.name === asked.command);
    if (!command) return asked;
    const [managed, bots] = await Promise.all([
      whoMay(command, asked.options) === 'anyone' ? asked : withManager(asked),
      botsAmong(
        command.options.flatMap(({ name, kind }) => (kind === 'person' ? (asked.options[name] ?? []) : [])),
      ),
    ]);
    return managed && { ...managed, bots };
  };

  async function withManager(asked: Asked): Promise<Asked | undefined> {
    const { person, place } = asked;
    const [user, channel] = await Promise.all([userOf(person.id), channelOf(place.channel)]);
    if (user === UNTOLD || channel === UNTOLD) return undefined;
    const direct = place.channel.startsWith('D');
    const manages =
      direct || user?.is_admin === true || user?.is_owner === true || channel?.creator === person.id;
    return {
      ...asked,
      person: { ...person, manages, ...(user?.tz ? { zone: user.tz } : {}) },
      place: { ...place, open: direct || channel?.is_member === true },
    };
  }

  /** Those of the people named in a command who are none. */
  async function botsAmong(named: readonly string[]): Promise<string[]> {
    const found = named.map(async (id) => {
      if (id === SLACKBOT) return [id];
      const user = await userOf(id);
      return user !== UNTOLD && user?.is_bot === true ? [id] : [];
    });
    return (await Promise.all(found)).flat();
  }

  async function userOf(user: string) {
    try {
      return (await client().users.info({ user })).user;
    } catch (cause) {
      log('warn', 'slack.users.info', { cause: reason(cause) });
      return saidNo(cause) ? undefined : UNTOLD;
    }
  }

  /** A private channel that the bot is not in is not found. */
  async function channelOf(channel: string) {
    if (channel === '' || channel.startsWith('D')) return undefined;
    try {
      return (await client().conversations.info({ channel })).channel;
    } catch (cause) {
      log('warn', 'slack.conversations.info', { cause: reason(cause) });
      return saidNo(cause) ? undefined : UNTOLD;
    }
  }
}

function saidNo(cause: unknown): boolean {
  return cause instanceof webApi.WebAPIPlatformError;
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
