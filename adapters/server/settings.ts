/** The exit code for a configuration that cannot work (EX_CONFIG of sysexits.h). */
export const EX_CONFIG = 78;

/** What the environment asks for. Unset means off. */
export interface Settings {
  slack?: { token: string; apiUrl?: string } & ({ appToken: string } | { signingSecret: string });
  discord?: { token: string; applicationId: string; publicKey?: string; apiUrl?: string };
  /** A team's own content folder, beside the built-in one. */
  content?: string;
  /** Where concepts are suggested and mistakes reported. */
  repository?: string;
  /** Where state is kept; where nothing is said, a file for the server and memory for the terminal. */
  store?: StoreAddress;
  host?: string;
  port: number;
  logLevel: LogLevel;
}

export type StoreAddress =
  | { kind: 'memory' }
  | { kind: 'sqlite'; path: string }
  | { kind: 'dynamodb'; table: string };

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** One variable that is missing or wrong. Its value is never told: it may be a secret. */
export interface SettingsFault {
  variable: string;
  problem: string;
  fix: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Form {
  /** A plain test: a schema of zod's for each would cost a cold start 8 ms. */
  fits(value: string): boolean;
  problem: string;
  fix: string;
}

const url: Form = {
  fits: (value) => isUrl(value, /^https?:$/),
  problem: 'is not a web address',
  fix: 'Write it in full, as in https://example.com/api.',
};

function isUrl(text: string, protocol: RegExp): boolean {
  return URL.canParse(text) && protocol.test(new URL(text).protocol);
}

/** How each variable must look, and where to find it. */
const forms: Record<string, Form> = {
  SLACK_BOT_TOKEN: {
    fits: (value) => value.startsWith('xoxb-'),
    problem: 'does not start with xoxb-',
    fix: 'Copy the Bot User OAuth Token from "OAuth & Permissions" of your Slack app.',
  },
  SLACK_APP_TOKEN: {
    fits: (value) => value.startsWith('xapp-'),
    problem: 'does not start with xapp-',
    fix: 'Copy an app-level token with connections:write from "Basic Information" of your Slack app.',
  },
  SLACK_SIGNING_SECRET: {
    fits: (value) => value.length >= 16,
    problem: 'is too short to be a signing secret',
    fix: 'Copy the Signing Secret from "Basic Information" of your Slack app.',
  },
  SLACK_API_URL: url,
  DISCORD_TOKEN: {
    fits: (value) => value.length >= 20,
    problem: 'is too short to be a token',
    fix: 'Copy the token from "Bot" in the Discord Developer Portal.',
  },
  DISCORD_APPLICATION_ID: {
    fits: (value) => /^\d{15,22}$/.test(value),
    problem: 'is not a number of 15 to 22 digits',
    fix: 'Copy the Application ID from "General Information" in the Discord Developer Portal.',
  },
  DISCORD_PUBLIC_KEY: {
    fits: (value) => /^[0-9a-f]{64}$/i.test(value),
    problem: 'is not 64 hexadecimal digits',
    fix: 'Copy the Public Key from "General Information" in the Discord Developer Portal.',
  },
  DISCORD_API_URL: url,
  SIMILE_REPOSITORY: { ...url, fits: (value) => isUrl(value, /^https:$/) },
  SIMILE_STORE: {
    fits: (address) => readStore(address) !== undefined,
    problem: 'names no store',
    fix: 'Use sqlite:PATH, memory: or dynamodb:TABLE, as in sqlite:./data/simile.db.',
  },
  PORT: {
    fits: (port) => /^\d{1,5}$/.test(port) && Number(port) < 65_536,
    problem: 'is not a port',
    fix: 'Use a number from 0 to 65535.',
  },
  LOG_LEVEL: {
    fits: isLevel,
    problem: 'is not a level',
    fix: `Use one of ${levels.join(', ')}.`,
  },
};

function isLevel(level: string): level is LogLevel {
  return levels.some((one) => one === level);
}

/** @returns nothing for an address of no known kind */
export function readStore(address: string): StoreAddress | undefined {
  const [, kind, rest = ''] = /^(sqlite|memory|dynamodb):(.*)$/s.exec(address) ?? [];
  if (kind === 'memory' && rest === '') return { kind };
  if (kind === 'sqlite' && rest !== '')
    return rest === ':memory:' ? { kind: 'memory' } : { kind, path: rest };
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
  if (kind === 'dynamodb' && /^[\w.-]{3,255}$/.test(rest)) return { kind, table: rest };
  return undefined;
}

/** Reads the settings; all faults together, each with its fix. */
export function readSettings(environment: Environment): { settings: Settings; faults: SettingsFault[] } {
  const given: Environment = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value?.trim() || undefined]),
  );
  const faults = Object.entries(forms).flatMap(([variable, form]) => {
    const value = given[variable];
    const fits = value === undefined || form.fits(value);
    return fits ? [] : [{ variable, problem: form.problem, fix: form.fix }];
  });
  const missing = (variable: string, because: string) => {
    faults.push({ variable, problem: `is missing: ${because}`, fix: forms[variable]?.fix ?? 'Set it.' });
  };

  const slack = readSlack(given, missing);
  const discord = readDiscord(given, missing);
  const level = given.LOG_LEVEL ?? 'info';
  const store = readStore(given.SIMILE_STORE ?? '');
  const settings: Settings = {
    ...(slack ? { slack } : {}),
    ...(discord ? { discord } : {}),
    ...(given.SIMILE_CONTENT ? { content: given.SIMILE_CONTENT } : {}),
    ...(given.SIMILE_REPOSITORY ? { repository: given.SIMILE_REPOSITORY.replace(/\/+$/, '') } : {}),
    ...(store ? { store } : {}),
    ...(given.HOST ? { host: given.HOST } : {}),
    port: Number(given.PORT ?? 3000),
    logLevel: isLevel(level) ? level : 'info',
  };
  return { settings, faults };
}

type Missing = (variable: string, because: string) => void;

function readSlack(given: Environment, missing: Missing): Settings['slack'] {
  const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = given;
  if (!token && !appToken && !signingSecret) return undefined;
  if (!token) missing('SLACK_BOT_TOKEN', 'Slack is asked for, and answers need it');
  const api = given.SLACK_API_URL ? { apiUrl: given.SLACK_API_URL } : {};
  // With both, Socket Mode: it needs no public address.
  if (appToken) return { token: token ?? '', appToken, ...api };
  if (signingSecret) return { token: token ?? '', signingSecret, ...api };
  missing('SLACK_APP_TOKEN', 'Slack needs it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP');
  return undefined;
}

function readDiscord(given: Environment, missing: Missing): Settings['discord'] {
  const {
    DISCORD_TOKEN: token,
    DISCORD_APPLICATION_ID: applicationId,
    DISCORD_PUBLIC_KEY: publicKey,
  } = given;
  if (!token && !applicationId && !publicKey) return undefined;
  if (!token) missing('DISCORD_TOKEN', 'Discord is asked for, and commands are registered with it');
  if (!applicationId)
    missing('DISCORD_APPLICATION_ID', 'Discord is asked for, and commands are registered under it');
  return {
    token: token ?? '',
    applicationId: applicationId ?? '',
    ...(publicKey ? { publicKey } : {}),
    ...(given.DISCORD_API_URL ? { apiUrl: given.DISCORD_API_URL } : {}),
  };
}

/** The faults as an operator reads them. */
export function describeSettingsFaults(faults: readonly SettingsFault[]): string {
  return [
    'Simile cannot start:',
    ...faults.map((one) => `  ${one.variable} ${one.problem}.\n    ${one.fix}`),
  ].join('\n');
}
