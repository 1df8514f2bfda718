import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { show } from '../../src/quiz/question.ts';
import { bankOf } from '../../src/quiz/questions.ts';
import type { Practice } from '../../src/quiz/values.ts';
import type { Simile } from '../../src/simile.ts';
import { catalogData } from '../content.ts';
import { bundled } from '../kit/bundle.ts';
import { hosts } from '../kit/function.ts';
import { openRoom } from '../kit/room.ts';
import type { Conversation } from '../kit/seen.ts';

const catalog = createCatalog(catalogData);
const DAY = 86_400_000;

/**
 * A text as Anki imports it: lines that begin with # say how, then one note a line, its fields quoted as in CSV.
 * https://docs.ankiweb.net/importing/text-files.html
 */
function readAnki(text: string): { headers: string[]; rows: string[][] } {
  const lines = text.trimEnd().split('\n');
  const headers = lines.flatMap((line) => (line.startsWith('#') ? [line.slice(1)] : []));
  const rows = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) =>
      [...line.matchAll(/(?:^|\|)(?:"((?:[^"]|"")*)"(?=\||$)|([^|"]*))/g)].map(([, quoted, bare = '']) =>
        (quoted?.replaceAll('""', '"') ?? bare)
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&'),
      ),
    );
  return { headers, rows };
}

beforeAll(() => bundled('lambda'), 120_000);

describe.each(hosts('Slack'))('Practice on %s by %s', (platform, host) => {
  let close: () => Promise<void>;
  let time: number;
  let simile: Simile;
  let ada: Conversation;
  let workspace: string;
  const now = () => time;

  beforeEach(async () => {
    time = Date.UTC(2026, 10, 23, 9);
    const opened = await openRoom(platform, host, now);
    const { talk } = opened;
    ({ simile, close } = opened);
    ada = talk;
    workspace = 'slack' in talk ? talk.slack.workspace.team.id : talk.discord.world.guilds.home.id;
  });
  afterEach(async () => {
    expect(ada.complaints()).toEqual([]);
    await close();
  });

  async function round(): Promise<Practice> {
    const kept = await simile.store.practice.get(workspace, ada.idOf('ada'));
    if (!kept) throw new Error('No round is on.');
    return kept.value;
  }

  /** Answers the question that is shown. */
  async function answers(rightly: boolean) {
    const { round: id, questions, picks } = await round();
    const question = bankOf(catalog).find(questions[picks.length]?.id ?? '');
    const shown = question ? show(question, id) : [];
    return ada.presses(shown.find((choice) => choice.right === rightly)?.letter.toUpperCase() ?? '');
  }

  async function wholeRound(rightly: (question: number) => boolean) {
    for (let question = 0; question < 5; question += 1) {
      await answers(rightly(question));
      await ada.presses(question === 4 ? 'See how it went' : 'Next');
    }
    return ada.sees();
  }

  test('GIVEN a newcomer WHEN she practises THEN she alone reads five questions, the reasons, what to read again and when to come back', async () => {
    const first = await ada.types('/quiz');
    expect(first.isPrivate).toBe(true);
    expect(first.text).toContain('Question 1 of 5');
    expect(first.offers).toEqual(['A', 'B', 'C', 'D']);
    const wrong = await answers(false);
    expect(wrong.text).toContain('Not quite');
    expect(wrong.offers).toEqual(['Next', 'Explain this']);
    const card = await ada.presses('Explain this');
    expect(card.text).toContain('Where the likeness stops holding');
    const second = await ada.presses('Back to the questions');
    expect(second.text).toContain('Question 2 of 5');
    const right = await answers(true);
    expect(right.text).toContain('That is right');
    await ada.presses('Next');
    for (const label of ['Next', 'Next', 'See how it went']) {
      await answers(true);
      await ada.presses(label);
    }
    const end = ada.sees();
    expect(end?.text).toContain('4 of 5 right');
    expect(end?.text).toContain('Read again');
    expect(end?.text).toMatch(/The next review is due (tomorrow|in \d+ days)/);
    expect(ada.count('ben')).toBe(0);
  });

  test('GIVEN she missed one WHEN she asks for what she missed THEN it is that question, and once right it is gone', async () => {
    await ada.types('/quiz topic:containers');
    const [missed] = (await round()).questions;
    await wholeRound((question) => question > 0);
    await ada.types('/quiz missed');
    expect((await round()).questions).toEqual([missed]);
    await answers(true);
    const none = await ada.types('/quiz missed');
    expect(none.text).toContain('Nothing missed');
  });

  test('GIVEN days have passed WHEN she practises again THEN what she is about to forget comes first, with other questions', async () => {
    await ada.types('/quiz topic:containers');
    const before = (await round()).questions.map(({ id }) => id);
    await wholeRound(() => true);
    time += 30 * DAY;
    await ada.types('/quiz');
    const after = (await round()).questions.map(({ id }) => id);
    const concept = (id: string) => id.split('/')[0];
    expect(after.map(concept).sort()).toEqual(before.map(concept).sort());
    expect(after.filter((id) => before.includes(id))).toEqual([]);
  });

  test('GIVEN what she missed WHEN she exports it THEN she can copy it into Anki', async () => {
    await ada.types('/quiz');
    const { questions } = await round();
    await wholeRound(() => false);
    const seen = await ada.presses('Export to Anki');
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('5 cards for Anki');
    const file = readAnki(seen.text.slice(seen.text.indexOf('#separator')).replace(/\n?```.*$/s, ''));
    expect(file.headers).toEqual(['separator:Pipe', 'html:true', 'guid column:1', 'tags column:4']);
    expect(file.rows.map(([guid]) => guid).sort()).toEqual(questions.map(({ id }) => id).sort());
    for (const [guid = '', front, back, tag, ...more] of file.rows) {
      const question = bankOf(catalog).find(guid);
      for (const part of [...(question?.ask ?? ['?']), ...(question?.choices ?? []).map(({ text }) => text)])
        expect(front).toContain(part.replaceAll('`', "'"));
      expect(back).toContain(question?.choices[question.right]?.reason.replaceAll('`', "'"));
      expect(tag).toBe(`simile::${guid.split('/')[0]}`);
      expect(more).toEqual([]);
    }
  });

  test('GIVEN what she knows WHEN she asks THEN she sees it topic by topic, what is due, and her data', async () => {
    await ada.types('/quiz topic:containers');
    await wholeRound(() => true);
    time += 10 * DAY;
    const seen = await ada.types(platform === 'Slack' ? '/simile me' : '/me');
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('█');
    expect(seen.text).toContain('(5 of ');
    expect(seen.text).toContain('5 concepts to review now');
    const data = await ada.presses('My data');
    expect(data.text).toContain('How a person stands with a concept');
    expect(data.offers).toContain('Forget me');
  });

  test('GIVEN a button of an older round WHEN she presses it THEN she is told kindly', async () => {
    await ada.types('/quiz');
    await answers(true);
    await ada.types('/quiz');
    await ada.presses('Next');
    expect(ada.all().filter(({ text }) => text.includes('That round is over'))).toHaveLength(1);
  });

  test('GIVEN the board WHEN she hides herself THEN she is off it, until she comes back', async () => {
    const hidden = await ada.types('/leaderboard hide');
    expect(hidden.text).toContain('You are not on the board');
    const shown = await ada.presses('Show me');
    expect(shown.text).toContain('You have no points here yet');
    expect(shown.text).toContain('practice');
  });
});
