import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { TTL_ATTRIBUTE, tableOf } from '../../adapters/dynamodb/table.ts';
import { measures } from '../../adapters/server/measures.ts';
import { isObject } from '../kit/seen.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('The template for Lambda', () => {
  const text = read('deploy/template.yaml');
  // CloudFormation's short forms are tags; what they stand for does not matter here.
  const tags = ['Ref', 'Sub', 'GetAtt', 'If', 'Not', 'Equals'].flatMap((name) => [
    { tag: `!${name}`, resolve: (value: string) => value },
    { tag: `!${name}`, collection: 'seq' as const },
  ]);
  const { Resources }: { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> } =
    parse(text, { customTags: tags });
  const functions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Serverless::Function');

  test('GIVEN AWS’s own schemas WHEN it is checked against them THEN every property and reference is right', () => {
    const said = execFileSync(process.execPath, ['deploy/checks/template.mjs', 'deploy/template.yaml'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(said).toMatch(/^OK: \d+ resources, \d+ properties checked/);
  });

  test('GIVEN a template with a misspelt property WHEN it is checked THEN the check fails', () => {
    const broken = join(import.meta.dirname, 'broken.template.yaml');
    const run = () =>
      execFileSync(process.execPath, ['deploy/checks/template.mjs', broken], { cwd: ROOT, stdio: 'pipe' });
    expect(run).toThrow();
  });

  test('GIVEN the bundle WHEN the template names handlers THEN each is a file of it with that export', () => {
    const handlers = functions.map(({ Properties }) => Properties.Handler);
    expect(handlers).toEqual(['http.handler', 'tick.handler', 'work.handler']);
    for (const name of ['http', 'tick', 'work'])
      expect(read(`adapters/lambda/${name}.ts`)).toMatch(/export async function handler\(\w*(: \w+)?\)/);
  });

  test('GIVEN the table the code asks for WHEN the template makes it THEN keys, indexes and expiry are the same', () => {
    const { TableName: _, ...wanted } = tableOf('any');
    expect(Resources.Table?.Properties).toMatchObject({
      ...wanted,
      TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('GIVEN its rights WHEN they are read THEN no action and no resource is a wildcard', () => {
    const actions = [...text.matchAll(/Action: (?:\[([^\]]+)\]|(\S+))/g)].flatMap(([, many, one]) =>
      (many ?? one ?? '').split(',').map((action) => action.trim()),
    );
    expect(actions.length).toBeGreaterThan(10);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(text).not.toMatch(/Resource: ['"]?\*/);
  });

  test('GIVEN that all three queue what is due WHEN their rights are read THEN each may send to that queue alone', () => {
    for (const role of ['AnswerRole', 'TickRole', 'WorkRole'])
      expect(Resources[role]?.Properties.ManagedPolicyArns, role).toContain('DeadlinePolicy');
    expect(Resources.DeadlinePolicy?.Properties).toMatchObject({
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'Queue.Arn' }] },
    });
    expect(text.match(/sqs:SendMessage/g)).toHaveLength(1);
  });

  test('GIVEN what is measured WHEN an alarm watches it THEN it watches it by the very labels it is emitted with', () => {
    const metrics = [
      ...JSON.stringify(Resources).matchAll(
        /"Namespace":"Simile","MetricName":"(\w+)"(?:,"Dimensions":(\[.*?\]))?/g,
      ),
    ].map(([, name = '', dimensions = '[]']) => ({
      name,
      labels: [...dimensions.matchAll(/"Name":"(\w+)"/g)].map(([, label]) => label),
    }));
    expect(new Set(metrics.map(({ name }) => name))).toEqual(
      new Set(['simile_daily_late_seconds', 'simile_daily_posts_total', 'simile_errors_logged']),
    );
    for (const { name, labels } of metrics) {
      const known = Object.entries(measures).find(([one]) => one === name)?.[1].labels ?? [];
      expect(labels, name).toEqual(known);
    }
    // This one is counted from the log, by the very level that is written.
    expect(JSON.stringify(Resources)).toContain('"MetricName":"simile_errors_logged","MetricValue":"1"');
    expect(text).toContain(`FilterPattern: '{ $.level = "error" }'`);
  });

  test('GIVEN that CloudFormation takes no YAML aliases WHEN it is read THEN there are none', () => {
    expect(text).not.toMatch(/[:\-[] [&*][A-Za-z]/);
  });
});

describe('The dashboard', () => {
  test('GIVEN the measurements there are WHEN the dashboard shows them THEN each it names exists, and each that exists is shown', () => {
    const dashboard: unknown = JSON.parse(read('deploy/grafana.json'));
    const panels = isObject(dashboard) && Array.isArray(dashboard.panels) ? dashboard.panels : [];
    const named = JSON.stringify(panels)
      .match(/simile_\w+/g)
      ?.map((name) => name.replace(/_bucket$/, ''));
    expect([...new Set(named)].sort()).toEqual(Object.keys(measures).sort());
  });

  test('GIVEN the labels of each WHEN a query filters or groups by some THEN they are its labels', () => {
    const queries = [...read('deploy/grafana.json').matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].map(
      ([, expr]) => expr ?? '',
    );
    expect(queries.length).toBeGreaterThan(7);
    for (const query of queries) {
      const name = /simile_\w+/.exec(query)?.[0].replace(/_bucket$/, '') ?? '';
      const labels = Object.entries(measures).find(([one]) => one === name)?.[1].labels ?? [];
      const used = [
        ...[...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => (list ?? '').split(', ')),
        ...[...query.matchAll(/(\w+)=\\"/g)].map(([, label]) => label ?? ''),
      ].filter((label) => label !== 'le');
      for (const label of used) expect([...labels], query).toContain(label);
    }
  });
});

describe('The image', () => {
  const dockerfile = read('Dockerfile');
  let ignored: string[];
  beforeAll(() => {
    ignored = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
  });

  test('GIVEN a folder with secrets in it WHEN the image is built THEN nothing enters that is not named', () => {
    expect(ignored[0]).toBe('*');
    expect(ignored.slice(1).every((line) => line.startsWith('!'))).toBe(true);
    expect(ignored.join('\n')).not.toMatch(/\.env|data|\.git\b/);
  });

  test('GIVEN what the build copies WHEN it is compared with what may enter THEN all of it may', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) =>
      (sources ?? '').split(' ').map((source) => source.replace(/\/$/, '')),
    );
    expect(copied.length).toBeGreaterThan(4);
    for (const source of copied) expect(ignored).toContain(`!${source}`);
  });

  test('GIVEN the last stage WHEN it is read THEN it has no shell form, no root and no secret', () => {
    const [, last = ''] = dockerfile.split(/^FROM gcr/m);
    expect(last).toContain(':nonroot');
    expect(last).not.toMatch(/^(RUN|USER root|ARG)/m);
    expect(last).toMatch(/^CMD \[/m);
    expect(last).toMatch(/HEALTHCHECK[^\n]*\\\n {2}CMD \[/);
    expect(dockerfile).not.toMatch(/xox|TOKEN|SECRET/);
  });
});

describe('The pages', () => {
  const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));

  test('GIVEN a page WHEN it names a script or a file of the project THEN it is there', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    for (const page of pages) {
      const text = read(`docs/${page}`);
      for (const [, script = ''] of text.matchAll(/npm run (?:-s )?([\w:-]+)/g))
        expect(Object.keys(scripts), `${page}: npm run ${script}`).toContain(script);
      for (const [, file = ''] of text.matchAll(/(?<![\w/.-])(deploy\/\w[\w./-]*\w)/g))
        expect(() => read(file), `${page}: ${file}`).not.toThrow();
    }
  });

  test('GIVEN the page for Lambda WHEN it names parameters and outputs THEN the template has them', () => {
    const template = read('deploy/template.yaml');
    const page = read('docs/lambda.md');
    for (const [, name = ''] of page.matchAll(/`([A-Z][A-Za-z]+(?:Url|Path|Topic|Size|Days|Level))`/g))
      expect(template, name).toMatch(new RegExp(`^ {2}${name}:`, 'm'));
  });
});
