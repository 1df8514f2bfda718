import { REST } from '@discordjs/rest';
import { afterEach, describe, expect, test } from 'vitest';
import { register } from '../../adapters/discord/registration.ts';
import { startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import { startSlack } from '../../adapters/playground/slack/slack.ts';
import { describeFindings, examine, type Finding, type Patient } from '../../adapters/server/doctor.ts';
import { listen } from '../../adapters/server/http.ts';
import { openStore } from '../../adapters/server/store.ts';
import { bot } from '../content.ts';

const simile = bot();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Both platforms, a store in memory, and an endpoint that answers as it is told. */
async function clinic(endpointStatus = 401) {
  const [slack, discord] = [await startSlack(), await startDiscord()];
  const endpoint = await listen(async () => ({ status: endpointStatus, headers: {}, body: '' }), {
    port: 0,
    host: '127.0.0.1',
    now: Date.now,
    log: () => {},
    measure: () => {},
  });
  const store = openStore({ kind: 'memory' }, Date.now);
  closing.push(slack.stop, discord.close, endpoint.stop, store.close);
  const patient: Patient = {
    settings: {
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
      store: { kind: 'memory' },
      port: 0,
      logLevel: 'error',
    },
    commands: simile.commands,
    store,
    now: Date.now,
    address: `http://127.0.0.1:${endpoint.port}`,
  };
  const rest = new REST({ api: discord.apiUrl }).setToken(discord.botToken);
  await register(rest, discord.appId, simile.commands);
  return { patient, slack, discord };
}

function wrong(findings: readonly Finding[]): string[] {
  return findings.filter(({ state }) => state === 'wrong').map(({ what }) => what);
}

describe('The doctor', () => {
  test('GIVEN all is well WHEN it looks THEN nothing is wrong, each thing is named, and nothing was changed', async () => {
    const { patient, discord, slack } = await clinic();
    const before = discord.exchanges.length;
    const findings = await examine(patient);
    expect(wrong(findings)).toEqual([]);
    expect(findings.map(({ what }) => what)).toEqual([
      'Slack token',
      'Slack scopes',
      'Clock, by Slack',
      'Slack commands',
      'Slack endpoint',
      'Discord token',
      'Clock, by Discord',
      'Discord application',
      'Discord key',
      'Discord commands',
      'Discord endpoint',
      'Store',
    ]);
    expect(discord.exchanges.slice(before).filter(({ title }) => !title.startsWith('GET '))).toEqual([]);
    expect(slack.exchanges.every(({ kind }) => /auth\.test/.test(kind))).toBe(true);
  });

  const ill: [string, string, (patient: Patient) => Patient][] = [
    [
      'a Slack token that is no good',
      'Slack token',
      (one) => ({
        ...one,
        settings: {
          ...one.settings,
          ...(one.settings.slack ? { slack: { ...one.settings.slack, token: 'xoxb-no' } } : {}),
        },
      }),
    ],
    [
      'a Discord token that is no good',
      'Discord token',
      (one) => ({
        ...one,
        settings: {
          ...one.settings,
          ...(one.settings.discord ? { discord: { ...one.settings.discord, token: 'nothing.of.ours' } } : {}),
        },
      }),
    ],
    [
      'the key of another application',
      'Discord key',
      (one) => ({
        ...one,
        settings: {
          ...one.settings,
          ...(one.settings.discord
            ? { discord: { ...one.settings.discord, publicKey: '0'.repeat(64) } }
            : {}),
        },
      }),
    ],
    [
      'a command that is not registered',
      'Discord commands',
      (one) => ({ ...one, commands: one.commands.slice(1) }),
    ],
    ['a clock ten minutes fast', 'Clock, by Slack', (one) => ({ ...one, now: () => Date.now() + 600_000 })],
    ['an address nobody answers at', 'Slack endpoint', (one) => ({ ...one, address: 'http://127.0.0.1:1' })],
  ];
  test.each(ill)('GIVEN %s WHEN it looks THEN it says so, and what to do', async (_given, what, spoil) => {
    const { patient } = await clinic();
    const findings = await examine(spoil(patient));
    expect(wrong(findings)).toContain(what);
    const finding = findings.find((one) => one.what === what);
    expect(finding?.fix).toBeTruthy();
    const text = describeFindings(findings);
    expect(text).toContain(`WRONG ${what}`);
    expect(text).not.toMatch(/xoxb-|nothing\.of\.ours/);
  });

  test('GIVEN an endpoint that takes any signature WHEN it looks THEN that is wrong', async () => {
    const { patient } = await clinic(200);
    expect(wrong(await examine(patient))).toEqual(['Slack endpoint', 'Discord endpoint']);
  });
});
