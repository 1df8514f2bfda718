import { expect, test } from 'vitest';
import { terminalInvocation } from '../../adapters/terminal/invocation.ts';
import { bot } from '../content.ts';

test.each([
  ['We moved the nightly job to Fargate yesterday.', 'answer', ['fargate']],
  ['We put the api behind cloudfront last week and it got faster', 'choice', ['api', 'cloudfront']],
  ['lunch at twelve?', 'none', []],
])('GIVEN the message "%s" WHEN it is to be explained THEN it gets %s: %j', async (text, kind, concepts) => {
  const { outcome } = await bot().respond(terminalInvocation('explain-message', { text }, 0));
  expect([outcome.kind, outcome.concepts]).toEqual([kind, concepts]);
});
