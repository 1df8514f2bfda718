import { describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/server/store.ts';
import { terminalInvocation } from '../../adapters/terminal/invocation.ts';
import type { Reply } from '../../src/replies/reply.ts';
import { plainText } from '../../src/replies/text.ts';
import type { Simile } from '../../src/simile.ts';
import { createSimile } from '../../src/simile.ts';
import { createStore, type Engine } from '../../src/store.ts';
import { bot, catalogData } from '../content.ts';

const says = (simile: Simile, text: string, person = 'ada', pressed = false): Promise<Reply> =>
  simile.respond({
    ...terminalInvocation('explain', simile.read('explain', text), 0, pressed),
    person: { id: person, manages: false },
  });

const likeness = ({ parts }: Reply): string | undefined =>
  parts.flatMap((part) =>
    part.kind === 'subheading' && part.text.startsWith('It is like') ? [part.text] : [],
  )[0];
const notes = ({ parts }: Reply): string[] =>
  parts.flatMap((part) => (part.kind === 'note' ? [plainText(part.text)] : []));
const told = (reply: Reply) => notes(reply).find((note) => note.startsWith('Told in the world'));

describe('GIVEN somebody who likes the kitchen', () => {
  test('WHEN she asks in it once THEN it is said once, and later questions are told in it until she says "any"', async () => {
    const simile = bot();
    const first = await says(simile, 'container in:post');
    expect(told(first)).toBe('Told in the world: Post and parcels.');
    expect(notes(first)).toContain(
      'From now on you are told the likeness from post and parcels where there is one. To undo it, add in:any to a question.',
    );
    const again = await says(simile, 'container in:"Post and Parcels"');
    expect(notes(again).join()).not.toContain('From now on');

    const later = await says(simile, 'docker');
    expect(told(later)).toBe('Told in the world: Post and parcels.');
    expect(notes(later).join()).not.toContain('From now on');

    const undone = await says(simile, 'docker in:any');
    expect(notes(undone)).toContain('From now on each likeness is told in any world.');
    expect(told(undone)).toBe('Told in the world: The kitchen.');
    expect(told(await says(simile, 'docker'))).toBe('Told in the world: The kitchen.');
  });

  test('WHEN somebody else asks THEN he is told what he would be told anyway', async () => {
    const simile = bot();
    await says(simile, 'container in:post');
    expect(told(await says(simile, 'container', 'ben'))).toBe('Told in the world: The kitchen.');
  });

  test('WHEN a concept has no likeness there THEN she gets another, and nothing is said of it', async () => {
    const simile = bot();
    await says(simile, 'container in:post');
    const reply = await says(simile, 'pod');
    expect(likeness(reply)).toBeDefined();
    expect(notes(reply).join()).not.toContain('no likeness');
  });

  test('WHEN she presses "Another likeness" THEN that world is shown and none is kept', async () => {
    const simile = bot();
    await says(simile, 'container in:post');
    expect(told(await says(simile, 'docker in:kitchen', 'ada', true))).toBe(
      'Told in the world: The kitchen.',
    );
    expect(told(await says(simile, 'docker'))).toBe('Told in the world: Post and parcels.');
  });

  test('WHEN she hides from the leaderboard THEN both wishes stand', async () => {
    const simile = bot();
    await says(simile, 'container in:post');
    const asked = {
      ...terminalInvocation('leaderboard', { me: 'hide' }, 0),
      person: { id: 'ada', manages: false },
    };
    await simile.respond(asked);
    expect((await simile.store.people.get('terminal', 'ada'))?.value).toEqual({
      hidden: true,
      world: 'post',
    });
    await says(simile, 'container in:any');
    expect((await simile.store.people.get('terminal', 'ada'))?.value).toEqual({ hidden: true });
  });

  test('WHEN she asks in a world that is not there THEN she is told, and none is kept', async () => {
    const simile = bot();
    expect(notes(await says(simile, 'container in:garden'))[0]).toContain('no likeness for this in “garden”');
    expect(await simile.store.people.get('terminal', 'ada')).toBeUndefined();
  });

  test('WHEN she has all about her deleted THEN the world is gone too', async () => {
    const simile = bot();
    await says(simile, 'container in:post');
    await simile.respond({
      ...terminalInvocation('forget-me', { sure: 'yes' }, 0),
      person: { id: 'ada', manages: false },
    });
    expect(told(await says(simile, 'container'))).toBe('Told in the world: The kitchen.');
  });
});

describe('GIVEN a store', () => {
  test('WHEN it is not open and nobody names a world THEN an explanation does not open it', async () => {
    const store = openStore({ kind: 'memory' }, () => 0);
    const simile = bot(undefined, { store });
    await says(simile, 'container');
    expect(store.atHand()).toBe(false);
    await says(simile, 'container in:post');
    expect(store.atHand()).toBe(true);
  });

  test('WHEN it is out of reach THEN she gets the explanation all the same, and whoever runs it is told', async () => {
    const out = () => Promise.reject(new Error('out of reach'));
    const engine: Engine = {
      get: out,
      save: out,
      remove: out,
      list: out,
      due: out,
      forget: out,
      purge: out,
      walk: out,
      count: out,
      copy: out,
      ready: out,
      close: async () => undefined,
    };
    const errors: string[] = [];
    const simile = createSimile({
      catalog: catalogData,
      store: createStore(engine, () => 0),
      random: () => 0.5,
      onError: (code) => errors.push(code),
    });
    expect(told(await says(simile, 'container'))).toBe('Told in the world: The kitchen.');
    const kept = await says(simile, 'container in:post');
    expect(told(kept)).toBe('Told in the world: Post and parcels.');
    expect(notes(kept)[0]).toContain('could not be kept');
    expect(errors).toEqual(['liked-world.read', 'liked-world.keep']);
  });
});
