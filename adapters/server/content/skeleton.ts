import { choiceKeys } from '../../../src/concepts/schema.ts';

/** The id of a new concept: its title as editors and links can bear it. */
export function idOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** A concept of which nothing but the name is written. Every field is there and empty, so that the check asks for it. */
export function skeleton(title: string): string {
  const likeness = `  - title: ""
    world: ""
    story: ""
${'      - likeness: ""\n        reality: ""\n'.repeat(3).replace(/^/, '    rows:\n')}    stopsHolding: []
`;
  const question = `  - id: ""
    kind: ""
    level: ""
    ask: ""
    answer: ""
    choices:
${choiceKeys.map((key) => `      ${key}: { text: "", reason: "" }\n`).join('')}`;
  return `# yaml-language-server: $schema=../entry.schema.json
id: ${idOf(title)}
title: ${JSON.stringify(title)}
names: []
sharedNames: []
weakNames: []
descriptions: []
topic: ""
summary: ""
explanation: ""
likenesses:
${likeness.repeat(2)}useWhen: []
avoidWhen: []
mistakes: []
requires: []
confusedWith: []
sources:
  - title: ""
    url: ""
    checked: ""
questions:
${question.repeat(4)}`;
}
