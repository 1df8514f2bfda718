import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { type Concept, named } from '../../src/concepts/concept.ts';
import { createLookup } from '../../src/lookup/create.ts';
import { builtInData } from '../bench/lookup/catalogs.ts';

const data = builtInData();
const catalog = createCatalog(data);
const lookup = createLookup(catalog);
const titles = catalog.concepts.map(({ id, title }) => [title, id] as const);

describe('GIVEN the built-in content', () => {
  test.each(titles)('WHEN somebody asks for "%s" by its title THEN it is the answer', (title, id) => {
    const shared = catalog.concepts.some((one) =>
      one.sharedNames.some((name) => name.toLowerCase() === title.toLowerCase()),
    );
    expect(lookup.find(title)).toMatchObject(
      shared ? { outcome: 'choice' } : { outcome: 'answer', concepts: [id] },
    );
  });

  test.each([
    ['lamda', ['aws-lambda']],
    ['sever less', ['serverless']],
    ['orkestration of containers', ['orchestration']],
    ['whats the diff between ecs and eks', ['ecs', 'eks']],
    ['ECS vs. EKS vs Fargate', ['ecs', 'eks', 'fargate']],
    ['horizontal vs vertical scaling', ['horizontal-scaling', 'vertical-scaling']],
    ['explain containers like im 5', ['container']],
    ['simple queue service', ['sqs']],
    ['amazon lambda', ['aws-lambda']],
    ['hard drive for ec2', ['ebs']],
    ['call a url when something happens', ['webhook']],
    ['we moved it to fargate', ['fargate']],
    ['in kubernetes, what is a service', ['k8s-service']],
    ['how do i set up odcker', ['docker']],
    ['Κubеrnеtеѕ', ['kubernetes']],
  ])('WHEN somebody asks "%s" THEN the answer is %j', (query, concepts) => {
    expect(lookup.find(query)).toMatchObject({ outcome: 'answer', concepts });
  });

  test('WHEN a sentence names two concepts and compares nothing THEN the one it is about is the answer, and the other is told', () => {
    expect(lookup.find('is fargate serverless?')).toMatchObject({
      outcome: 'answer',
      concepts: ['fargate'],
      also: ['serverless'],
    });
  });

  test.each(['CD', 'EB', 'image'])(
    'WHEN somebody asks for "%s", which means several things, THEN they get to choose',
    (query) => {
      const found = lookup.find(query);
      expect(found.outcome).toBe('choice');
      expect(found.concepts.length).toBeGreaterThan(1);
      expect(found.concepts.length).toBeLessThan(6);
    },
  );

  test.each([
    '',
    '   ',
    '???',
    'asdf',
    'lamb',
    'ecru',
    'helmet',
    'a pod of whales',
    'my task for today is cleaning the kitchen',
    'kafka',
    'what is vpc peering',
  ])('WHEN the text is "%s" THEN nothing is answered', (query) => {
    expect(lookup.find(query).outcome).not.toBe('answer');
  });

  test('WHEN only one side of a comparison is held THEN it is offered, and not given as the answer', () => {
    const found = lookup.find('lambda vs cloud run');
    expect(found.outcome).toBe('choice');
    expect(found.concepts[0]).toBe('aws-lambda');
  });
});

describe('GIVEN a team with a concept of its own that is called like a built-in one', () => {
  const [model] = data.concepts;
  if (!model) throw new Error('no content');
  const own: Concept = {
    ...model,
    id: 'our-lambda',
    title: 'Lambda',
    names: ['the Lambda service'],
    sharedNames: [],
    weakNames: [],
    descriptions: [],
    requires: [],
    confusedWith: [],
    formerly: [],
  };
  const team = createLookup(
    createCatalog(named({ ...data, concepts: [...data.concepts, own], team: ['our-lambda'] })),
  );

  test('WHEN somebody asks for the name THEN the team’s concept is the answer, and what it hides is told', () => {
    expect(team.find('lambda')).toMatchObject({
      outcome: 'answer',
      concepts: ['our-lambda'],
      hidden: ['aws-lambda'],
    });
  });

  test('WHEN they ask for a name that is only the built-in one’s THEN that one is the answer', () => {
    expect(team.find('kubernetes')).toMatchObject({ concepts: ['kubernetes'], hidden: [] });
  });
});

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\ud800',
    '\udfff',
    '\u202e',
    '\u200d',
    '__proto__',
    'constructor',
    ' vs ',
    ' and ',
    ',',
    '/',
    'lambda',
    'kubernetis',
    'what is ',
    'difference between ',
    'İ',
    'ﬃ',
  ),
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(' ')),
);

describe('GIVEN any text at all', () => {
  test('WHEN it is asked THEN there is one of three valid outcomes, and the same one again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const found = lookup.find(text);
        expect(found.confidence).toBeGreaterThanOrEqual(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
        const [least, most] =
          found.outcome === 'none' ? [0, 0] : found.outcome === 'choice' ? [2, 5] : [1, 5];
        expect(found.concepts.length).toBeGreaterThanOrEqual(least);
        expect(found.concepts.length).toBeLessThanOrEqual(most);
        expect(new Set(found.concepts).size).toBe(found.concepts.length);
        for (const id of [...found.concepts, ...found.also, ...found.hidden])
          expect(catalog.concept(id)?.id).toBe(id);
        expect(lookup.find(text)).toEqual(found);
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  test.each([
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 letters of a name', 'kubernetes '.repeat(910)],
    ['lone surrogates', '\ud800'.repeat(500)],
    ['right-to-left marks in a name', 'la\u202embda'],
    ['__proto__', '__proto__'],
  ])('WHEN it is %s THEN it does no harm', (_, text) => {
    expect(['answer', 'choice', 'none']).toContain(lookup.find(text).outcome);
  });
});
