import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { trims } from '../../adapters/build/trims.ts';
import { metafileOf } from '../kit/bundle.ts';

let lambda: Metafile;
beforeAll(async () => {
  lambda = await metafileOf('lambda');
}, 120_000);

/** Every file that is loaded with these entries, as far as nothing is imported later. */
function filesLoadedBy(entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const follow = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const { kind, path, external } of lambda.outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !external) follow(path);
  };
  for (const [file, { entryPoint }] of Object.entries(lambda.outputs))
    if (entryPoint !== undefined && entries.includes(entryPoint)) follow(file);
  return files;
}

function loadedBy(entries: readonly string[]): string[] {
  return [...filesLoadedBy(entries)].flatMap((file) =>
    Object.entries(lambda.outputs[file]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [input] : [],
    ),
  );
}

const everywhere: [string, RegExp][] = [
  ['YAML', /node_modules\/yaml\//],
  ['Markdown', /node_modules\/(mdast|micromark)/],
  ['zod', /node_modules\/zod/],
  [
    'the search for what is no plain name',
    /src\/lookup\/(create|assess|alike|english|described)\.ts|fuse\.js/,
  ],
  ['the games and the daily concept', /src\/(quiz|daily)\/(?!letters|verbs)/],
  ['the DynamoDB client', /@aws-sdk|@smithy|lib-dynamodb/],
  ['undici', /node_modules\/undici/],
  ['discord.js', /node_modules\/discord\.js|@discordjs\/ws/],
  ['Discord’s REST client', /@discordjs\/rest/],
  ['Prometheus', /prom-client/],
  ['express', /node_modules\/express\//],
  [
    'Bolt’s unused parts',
    /@slack\/(oauth|socket-mode)|bolt\/dist\/receivers\/(HTTP|Express|AwsLambda|SocketMode)/,
  ],
];

describe.each([
  ['Slack’s path', ['adapters/lambda/http.ts', 'adapters/lambda/slack.ts'], 6, everywhere],
  [
    'Discord’s path',
    ['adapters/lambda/http.ts'],
    3,
    [...everywhere, ['Bolt', /@slack\//], ['the list of Discord’s enums', /node_modules\/discord-api-types/]],
  ],
] as [string, string[], number, [string, RegExp][]][])(
  '%s to a first answer',
  (_name, entries, most, forbidden) => {
    // Each file costs a cold start half a millisecond: finding it, reading it, linking it.
    test('GIVEN the bundle WHEN it is followed THEN it is a few files', () => {
      expect(filesLoadedBy(entries).size).toBeLessThanOrEqual(most);
    });

    test('GIVEN the bundle WHEN it is followed THEN it leads to the core', () => {
      expect(loadedBy(entries)).toEqual(
        expect.arrayContaining([...entries, 'src/simile.ts', 'src/commands/explain.ts']),
      );
    });

    test.each(forbidden)('GIVEN the bundle WHEN it is followed THEN %s is not on it', (_what, module) => {
      expect(loadedBy(entries).filter((input) => module.test(input))).toEqual([]);
    });
  },
);

test('GIVEN the list of what is left out WHEN it is read THEN each has a reason', () => {
  for (const { because } of [...trims.app, ...trims.lambda]) expect(because.length).toBeGreaterThan(20);
});
