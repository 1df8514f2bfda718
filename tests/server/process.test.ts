import { describe, expect, onTestFinished, test } from 'vitest';
import { startSlack } from '../../adapters/playground/slack/slack.ts';
import { CLI, MAIN, run, startServer } from '../kit/process.ts';

describe('GIVEN the terminal', () => {
  test('WHEN one question is asked with --json THEN one object of the agreed form comes', async () => {
    const { code, out } = await run(CLI, ['explain', 'lamda', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      query: 'lamda',
      outcome: 'answer',
      concepts: ['aws-lambda'],
      confidence: expect.any(Number),
    });
  });

  test('WHEN lines are piped with --batch THEN each gives one line back, an empty one too', async () => {
    const { out } = await run(
      CLI,
      ['explain', '--batch'],
      'lambda\n\necs vs eks\nCD\nzebra crossing paint\n',
    );
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => [line.query, line.outcome])).toEqual([
      ['lambda', 'answer'],
      ['', 'none'],
      ['ecs vs eks', 'answer'],
      ['CD', 'choice'],
      ['zebra crossing paint', 'none'],
    ]);
    expect(lines[2].concepts).toEqual(['ecs', 'eks']);
  });

  test('WHEN everything held is listed THEN each has id, title, names and topic', async () => {
    const { out } = await run(CLI, ['list', '--json']);
    const list = JSON.parse(out);
    expect(list.length).toBeGreaterThanOrEqual(150);
    for (const one of list) expect(Object.keys(one)).toEqual(['id', 'title', 'names', 'topic']);
  });

  test('WHEN questions are piped into the start THEN they are answered without a prompt, buttons pressed by number', async () => {
    const { code, out } = await run(MAIN, [], 'what is a container?\n1\n/topics\n');
    expect(code).toBe(0);
    expect(out).toContain('The food flask');
    expect(out).toContain('Common mistakes');
    expect(out).toContain('What there is to learn');
    expect(out).not.toMatch(/^> /m);
  });

  test('WHEN content is checked THEN it passes, and a folder with a fault does not', async () => {
    expect((await run(CLI, ['check'])).code).toBe(0);
    const { code, out } = await run(CLI, ['check', 'tests/concepts/broken']);
    expect(code).toBe(1);
    expect(out).toMatch(/tests\/concepts\/broken\/concepts\/pot\.yaml:\d+ {2}error S003/);
  });
});

describe('GIVEN the server', () => {
  test('WHEN variables are missing or wrong THEN it ends with 78 and names them all, and no secret', async () => {
    const { code, err, out } = await run(MAIN, [], '', {
      SLACK_BOT_TOKEN: 'not-a-token',
      DISCORD_TOKEN: 'tiny',
    });
    expect(code).toBe(78);
    expect(out).toBe('');
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN', 'DISCORD_APPLICATION_ID'])
      expect(err).toContain(name);
    expect(err).not.toMatch(/not-a-token|tiny/);
  });

  test('WHEN nothing is set and nobody types THEN it ends with 78 and says what to set: its variables did not arrive', async () => {
    const { code, err } = await run(MAIN, []);
    expect(code).toBe(78);
    expect(err).toContain('SLACK_BOT_TOKEN');
    expect(err).toContain('DISCORD_TOKEN');
  });

  test('WHEN it runs THEN it tells its health, counts what it answers, and ends cleanly on SIGTERM', async () => {
    const slack = await startSlack();
    onTestFinished(() => slack.stop());
    const server = await startServer({
      SLACK_BOT_TOKEN: 'xoxb-stand-in',
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      SIMILE_STORE: 'memory:',
    });
    slack.deliverTo(`${server.url}/slack/events`);
    await slack.type('ada', 'general', '/explain my secret lambda question');

    const get = async (path: string) => {
      const response = await fetch(`${server.url}${path}`);
      return { status: response.status, text: await response.text() };
    };
    expect((await get('/healthz')).status).toBe(200);
    expect(JSON.parse((await get('/readyz')).text)).toMatchObject({ ready: true, slack: true });
    const { text } = await get('/metrics');
    expect(text).toMatch(/simile_answers_total\{command="explain",platform="slack",outcome="\w+"\} 1/);
    // What is rare is there before it happens, or Prometheus would not see the first time as growth.
    expect(text).toContain('simile_answers_total{command="duel",platform="slack",outcome="failed"} 0');
    for (const state of ['sent', 'doubtful', 'missed', 'refused', 'dropped'])
      expect(text).toContain(`simile_daily_posts_total{platform="slack",state="${state}"} 0`);
    expect((await get('/slack/events')).status).toBe(405);
    expect((await get('/elsewhere')).status).toBe(404);

    server.child.kill('SIGTERM');
    const { code, err, out } = await server.ended;
    expect(code).toBe(0);
    expect(err).toContain('"event":"stopped"');
    for (const line of err.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    expect(err + out).not.toMatch(/secret lambda|xoxb|stand-in-signing/);
  });
});
