import { describe, expect, test } from 'vitest';
import { describeSettingsFaults, readSettings } from '../../adapters/server/settings.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-secret-value', SLACK_SIGNING_SECRET: 'a-secret-of-enough-length' };
const discord = {
  DISCORD_TOKEN: 'a-discord-token-of-some-length',
  DISCORD_APPLICATION_ID: '1100000000000000001',
};

describe('GIVEN the environment', () => {
  test('WHEN nothing is set THEN no platform is asked for and nothing is wrong', () => {
    const { settings, faults } = readSettings({});
    expect(faults).toEqual([]);
    expect(settings).toEqual({ port: 3000, logLevel: 'info' });
  });

  test.each([
    ['Slack over HTTP', slack, { signingSecret: 'a-secret-of-enough-length' }],
    ['Slack over Socket Mode', { ...slack, SLACK_APP_TOKEN: 'xapp-1' }, { appToken: 'xapp-1' }],
  ])('WHEN it is set for %s THEN that way in is chosen', (_name, environment, chosen) => {
    expect(readSettings(environment)).toMatchObject({ faults: [], settings: { slack: chosen } });
  });

  test('WHEN it is set for Discord with and without a public key THEN HTTP or the gateway is chosen', () => {
    expect(readSettings(discord).settings.discord).not.toHaveProperty('publicKey');
    const key = 'ab'.repeat(32);
    expect(readSettings({ ...discord, DISCORD_PUBLIC_KEY: key }).settings.discord?.publicKey).toBe(key);
  });

  test('WHEN several are missing and wrong THEN all are named at once with their fix, and no value is told', () => {
    const { faults } = readSettings({
      SLACK_BOT_TOKEN: 'wrong-secret',
      DISCORD_TOKEN: 'short-secret',
      DISCORD_PUBLIC_KEY: 'no-hex-secret',
      PORT: '70000',
      LOG_LEVEL: 'loud-secret',
    });
    expect(faults.map((fault) => fault.variable).sort()).toEqual([
      'DISCORD_APPLICATION_ID',
      'DISCORD_PUBLIC_KEY',
      'DISCORD_TOKEN',
      'LOG_LEVEL',
      'PORT',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
    ]);
    const said = describeSettingsFaults(faults);
    expect(said).not.toContain('secret');
    for (const { fix } of faults) expect(said).toContain(fix);
  });

  test('WHEN a variable is there but empty THEN it counts as unset', () => {
    expect(readSettings({ SLACK_BOT_TOKEN: ' ', DISCORD_TOKEN: '' }).faults).toEqual([]);
  });
});
