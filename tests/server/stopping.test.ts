import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Slack, startSlack } from '../../adapters/playground/slack/slack.ts';
import { openStore } from '../../adapters/server/store.ts';
import { type Gate, gateBefore } from '../kit/gate.ts';
import { startServer } from '../kit/process.ts';

describe('GIVEN a server with work under way, a platform that takes its time', () => {
  let slack: Slack;
  let gate: Gate;
  let database: string;
  let server: Awaited<ReturnType<typeof startServer>>;

  beforeEach(async () => {
    slack = await startSlack();
    onTestFinished(() => slack.stop());
    gate = await gateBefore(slack.apiUrl);
    const folder = mkdtempSync(join(tmpdir(), 'simile-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    database = join(folder, 'simile.db');
    server = await startServer({
      SLACK_BOT_TOKEN: 'xoxb-stand-in',
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: `${gate.url}/api/`,
      SIMILE_STORE: `sqlite:${database}`,
    });
    slack.deliverTo(`${server.url}/slack/events`);
    gate.close();
  });

  /** What the clock has to post, and a command that asks Slack something before it answers. */
  async function workUnderWay(): Promise<{ answered: Promise<unknown> }> {
    await slack.type('ada', 'general', '/challenge topic:containers');
    await gate.waiting(1);
    const answered = slack.type('ada', 'general', '/daily on 9:30');
    await gate.waiting(3);
    return { answered };
  }
  const said = () => slack.visibleTo('ada', 'general').map(({ text }) => text);

  test('WHEN it is told to stop THEN it takes nothing new, answers what it took, finishes its post, and ends with 0', async () => {
    const { answered } = await workUnderWay();
    server.child.kill('SIGTERM');
    await server.says(/"event":"stopping","signal":"SIGTERM"/);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    gate.open();
    await answered;
    const { code, err } = await server.ended;
    expect(code).toBe(0);
    expect(err).toContain('"event":"stopped"');
    expect(slack.exchanges.filter(({ failure }) => failure)).toEqual([]);
    expect(said().filter((text) => text.includes('Quiz challenge'))).toHaveLength(1);
    expect(said()).toHaveLength(3);
    // Who comes next knows that the post is there.
    const store = openStore({ kind: 'sqlite', path: database }, Date.now);
    const [game] = await store.games.due(Number.MAX_SAFE_INTEGER, 1);
    expect(game?.value.stage).toMatchObject({ kind: 'lobby', message: expect.any(String) });
    await store.close();
  });

  test('WHEN it is told twice THEN it ends at once, and says by its code that it did not finish', async () => {
    await workUnderWay();
    server.child.kill('SIGTERM');
    await server.says(/"event":"stopping"/);
    server.child.kill('SIGINT');
    expect((await server.ended).code).toBe(1);
  });

  test('WHEN the platform never answers THEN it is gone within 5 s all the same', async () => {
    await workUnderWay();
    server.child.kill('SIGTERM');
    await server.says(/"event":"stopping"/);
    const since = performance.now();
    const { code, err } = await server.ended;
    expect(code).toBe(1);
    expect(err).toContain('"event":"stopped late"');
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  test('WHEN nothing is under way and it is interrupted THEN it ends with 0', async () => {
    server.child.kill('SIGINT');
    expect((await server.ended).code).toBe(0);
  });
});
