import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../adapters/discord/render.ts';
import { renderBlocks } from '../../adapters/slack/render.ts';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { dailyCard } from '../../src/daily/card.ts';
import { keyOf } from '../../src/daily/place.ts';
import { catalogData } from '../content.ts';
import { objectsWhere, stringsAt } from '../kit/seen.ts';

const catalog = createCatalog(catalogData);
const day = '2026-11-24';

describe('A daily post', () => {
  test.each(catalog.concepts.map((concept, index) => [concept.id, index] as const))(
    'GIVEN %s after the concept before it WHEN it is shown THEN each platform has all of it in one message',
    (_id, index) => {
      const concept = catalog.concepts[index];
      const before = catalog.concepts[index - 1] ?? catalog.concepts.at(-1);
      if (!concept || !before) throw new Error('There is no such concept.');
      const [last, question] = [before.questions[0], concept.questions[0]];
      const given = [
        { concept: before.id, question: last?.id, times: 1, day: '2026-11-23', answers: 12, right: 7 },
      ];
      const answer = dailyCard({ concept, question, path: { upTo: '2026-11-23', given }, day }, catalog);
      const { components } = renderMessage({ ...answer, visibility: 'public' });
      expect(objectsWhere(components, (one) => 'custom_id' in one)).toHaveLength(4);
      const text = stringsAt(components, new Set(['content'])).join('\n');
      expect(text).toContain('/daily off');
      expect(text).not.toContain('…\n');
      expect(text.endsWith('…')).toBe(false);
      const blocks = renderBlocks(answer);
      expect(blocks.length).toBeLessThanOrEqual(50);
      expect(JSON.stringify(blocks)).toContain('/daily off');
    },
  );

  test('GIVEN the longest id of a channel WHEN its key is made THEN Discord takes it as a nonce, and each day has its own', () => {
    const channel = '99999999999999999999';
    expect(keyOf({ channel, day }).length).toBeLessThanOrEqual(25);
    expect(keyOf({ channel, day })).not.toBe(keyOf({ channel, day: '2026-11-25' }));
    expect(keyOf({ channel, day: '2099-12-31' })).toContain(channel);
  });
});
