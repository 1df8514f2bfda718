import { existsSync } from 'node:fs';
import { REST } from '@discordjs/rest';
import { type APIApplication, RouteBases } from 'discord-api-types/v10';
import type { Command } from '../../src/commands/command.ts';
import type { Clock } from '../../src/ports.ts';
import type { Store } from '../../src/store.ts';
import { isRegistered } from '../discord/registration.ts';
import { manifest } from '../slack/manifest.ts';
import type { Settings } from './settings.ts';
import { SERVER_STORE } from './store.ts';

/** One thing that was looked at. */
export interface Finding {
  what: string;
  /** `unsure` where nobody but a person can tell. */
  state: 'right' | 'wrong' | 'unsure';
  says: string;
  /** What to do about it. */
  fix?: string;
}

export interface Patient {
  settings: Settings;
  commands: readonly Command[];
  store: Store;
  now: Clock;
  /** Where the platforms reach the bot, as https://example.com, to see whether it checks signatures. */
  address?: string;
}

/** Longest wait for one answer, in milliseconds. */
const TIMEOUT = 5_000;
/** Signatures are good for five minutes; this far off, something is wrong already. In milliseconds. */
const SKEW = 30_000;

/** Asks the platforms, the store and the clock how they are. It reads, or tries what must be refused; it changes nothing. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const [slack, discord, store] = await Promise.all([
    examineSlack(patient),
    examineDiscord(patient),
    examineStore(patient),
  ]);
  return [...slack, ...discord, ...store];
}

/** The findings as an operator reads them. */
export function describeFindings(findings: readonly Finding[]): string {
  const marks = { right: 'ok   ', wrong: 'WRONG', unsure: '?    ' };
  return findings
    .map(
      ({ what, state, says, fix }) => `${marks[state]} ${what}: ${says}${fix ? `\n      To do: ${fix}` : ''}`,
    )
    .join('\n');
}

async function examineSlack(patient: Patient): Promise<Finding[]> {
  const { slack } = patient.settings;
  if (!slack) return [{ what: 'Slack', state: 'unsure', says: 'is not set up: there is no SLACK_BOT_TOKEN' }];
  const api = slack.apiUrl ?? 'https://slack.com/api/';
  const ask = async (method: string, token: string) => {
    const response = await fetch(new URL(method, api), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const answer: { ok: boolean; error?: string; team?: string } = JSON.parse(await response.text());
    return { ...answer, headers: response.headers };
  };
  return attempt('Slack', 'Let this machine reach slack.com, through a proxy if it must.', async () => {
    const who = await ask('auth.test', slack.token);
    if (!who.ok)
      return [
        {
          what: 'Slack token',
          state: 'wrong',
          says: `Slack refuses it: ${who.error ?? 'no reason given'}`,
          fix: 'Install the app to the workspace again and copy the Bot User OAuth Token into SLACK_BOT_TOKEN.',
        },
        clock('Slack', who.headers, patient.now()),
      ];
    const findings: Finding[] = [
      { what: 'Slack token', state: 'right', says: `it is good for ${who.team ?? 'a workspace'}` },
      scopes(who.headers.get('x-oauth-scopes'), patient.commands),
      clock('Slack', who.headers, patient.now()),
      {
        what: 'Slack commands',
        state: 'unsure',
        says: 'Slack tells no bot which commands are registered',
        fix: 'Compare the app’s manifest with "simile slack manifest", or type /explain and see.',
      },
    ];
    if ('appToken' in slack) {
      // It hands out an address and opens nothing.
      const socket = await ask('apps.connections.open', slack.appToken);
      findings.push(
        socket.ok
          ? { what: 'Slack Socket Mode', state: 'right', says: 'Slack gives an address to connect to' }
          : {
              what: 'Slack Socket Mode',
              state: 'wrong',
              says: `Slack refuses the app token: ${socket.error ?? 'no reason given'}`,
              fix: 'Make an app-level token with connections:write, and switch Socket Mode on for the app.',
            },
      );
    } else findings.push(await endpoint('Slack', patient.address, '/slack/events'));
    return findings;
  });
}

function scopes(given: string | null, commands: readonly Command[]): Finding {
  const wanted = manifest(commands, {}).oauth_config.scopes.bot;
  if (given === null)
    return { what: 'Slack scopes', state: 'unsure', says: 'Slack did not say which ones there are' };
  const there = new Set(given.split(/,\s*/));
  const missing = wanted.filter((scope) => !there.has(scope));
  if (missing.length === 0)
    return { what: 'Slack scopes', state: 'right', says: `all ${wanted.length} are there` };
  return {
    what: 'Slack scopes',
    state: 'wrong',
    says: `missing: ${missing.join(', ')}`,
    fix: 'Put the output of "simile slack manifest" into the app’s manifest and install the app again.',
  };
}

async function examineDiscord(patient: Patient): Promise<Finding[]> {
  const { discord } = patient.settings;
  if (!discord)
    return [{ what: 'Discord', state: 'unsure', says: 'is not set up: there is no DISCORD_TOKEN' }];
  const { token, applicationId, publicKey, apiUrl } = discord;
  const api = apiUrl ?? new URL(RouteBases.api).href.replace(/\/v10$/, '');
  return attempt('Discord', 'Let this machine reach discord.com, through a proxy if it must.', async () => {
    const response = await fetch(`${api}/v10/applications/@me`, {
      headers: { authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const time = clock('Discord', response.headers, patient.now());
    if (!response.ok)
      return [
        {
          what: 'Discord token',
          state: 'wrong',
          says: `Discord refuses it with ${response.status}`,
          fix: 'Reset the token under "Bot" in the Developer Portal and copy it into DISCORD_TOKEN.',
        },
        time,
      ];
    const app: APIApplication = JSON.parse(await response.text());
    const findings: Finding[] = [
      { what: 'Discord token', state: 'right', says: `it is good for ${app.name}` },
      time,
      equal('Discord application', app.id, applicationId, 'DISCORD_APPLICATION_ID', 'Application ID'),
    ];
    if (publicKey)
      findings.push(equal('Discord key', app.verify_key, publicKey, 'DISCORD_PUBLIC_KEY', 'Public Key'));
    const rest = new REST({ retries: 0, timeout: TIMEOUT, ...(apiUrl ? { api: apiUrl } : {}) }).setToken(
      token,
    );
    findings.push(
      (await isRegistered(rest, app.id, patient.commands))
        ? { what: 'Discord commands', state: 'right', says: 'all are registered as they are' }
        : {
            what: 'Discord commands',
            state: 'wrong',
            says: 'what is registered is not what this version has',
            fix: 'Run "simile discord register"; the container does so whenever it starts.',
          },
    );
    const there = app.interactions_endpoint_url ?? undefined;
    if (publicKey) {
      const known = there ? new URL(there).origin : undefined;
      findings.push(await endpoint('Discord', patient.address ?? known, '/discord/interactions'));
    } else if (there) {
      findings.push({
        what: 'Discord gateway',
        state: 'wrong',
        says: 'an Interactions Endpoint URL is set, so nothing comes over the gateway',
        fix: 'Take the URL out under "General Information", or set DISCORD_PUBLIC_KEY and answer there.',
      });
    }
    return findings;
  });
}

function equal(what: string, theirs: string, ours: string, variable: string, label: string): Finding {
  return theirs === ours
    ? { what, state: 'right', says: `${variable} is the one of this token` }
    : {
        what,
        state: 'wrong',
        says: `${variable} is not the one of this token`,
        fix: `Copy the ${label} from "General Information" in the Developer Portal.`,
      };
}

/** A request that nobody signed must be refused: that shows that it arrives and is checked. */
async function endpoint(what: string, address: string | undefined, path: string): Promise<Finding> {
  const name = `${what} endpoint`;
  if (!address)
    return {
      what: name,
      state: 'unsure',
      says: 'nobody said where it is reached',
      fix: 'Say so: simile doctor --url https://example.com',
    };
  const url = new URL(path, address).href;
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      body: '{}',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': '0',
        'x-slack-signature': 'v0=0',
        'x-signature-timestamp': '0',
        'x-signature-ed25519': '0',
      },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (status === 401)
      return { what: name, state: 'right', says: `${url} is reached and refuses bad signatures` };
    return {
      what: name,
      state: 'wrong',
      says: `${url} answered a bad signature with ${status}, where 401 is right`,
      fix: 'See that the path leads to Simile, and that nothing before it answers in its place.',
    };
  } catch (cause) {
    return {
      what: name,
      state: 'wrong',
      says: `${url} cannot be reached (${reason(cause)})`,
      fix: 'Open the port, and see that the name and the certificate are right.',
    };
  }
}

async function examineStore({ store, settings }: Patient): Promise<Finding[]> {
  const address = settings.store ?? SERVER_STORE;
  if (address.kind === 'sqlite' && !existsSync(address.path)) {
    const says = `there is no ${address.path} yet; the server makes it when it starts`;
    return [{ what: 'Store', state: 'unsure', says }];
  }
  return attempt(
    'Store',
    'See that SIMILE_STORE names it, and that this process may read and write it.',
    async () => {
      if (!(await store.ready()))
        return [
          {
            what: 'Store',
            state: 'wrong',
            says: 'it is not ready',
            fix: 'Try again in a minute; see its own log.',
          },
        ];
      // Each of these needs the right to write or an index, and finds nothing to change.
      await store.subscriptions.remove('doctor', 'nothing', 0);
      await store.subscriptions.due(0, 1);
      await store.forget('nobody', 'doctor');
      return [
        { what: 'Store', state: 'right', says: 'it can be read and written, and its indexes are there' },
      ];
    },
  );
}

function clock(source: string, headers: Headers, now: number): Finding {
  const theirs = Date.parse(headers.get('date') ?? '');
  const what = `Clock, by ${source}`;
  if (Number.isNaN(theirs)) return { what, state: 'unsure', says: `${source} did not say what time it is` };
  const skew = now - theirs;
  if (Math.abs(skew) <= SKEW) return { what, state: 'right', says: 'it agrees' };
  return {
    what,
    state: 'wrong',
    says: `it is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'fast' : 'slow'}; from 300 s on every signature is refused`,
    fix: 'Let the machine set its clock by NTP.',
  };
}

async function attempt(what: string, fix: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (cause) {
    return [{ what, state: 'wrong', says: `it cannot be reached (${reason(cause)})`, fix }];
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
