import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Fault, type RuleId, rules } from './fault.ts';

export interface ContentFile {
  path: string;
  text: string;
}

type Path = readonly PropertyKey[];

/** A value and where it stands, so that every fault can name its line. */
export interface Located<T> {
  value: T;
  file: string;
  fault(rule: RuleId, at: Path, why: string, linesBelow?: number): Fault;
}

/** Reads one YAML file and checks its form. All faults at once; the value only where there is none. */
export function readFile<T>(
  file: ContentFile,
  schema: z.ZodType<T>,
): { found?: Located<T>; faults: Fault[] } {
  const counter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: counter });
  const lines = file.text.split('\n');

  const faultAt = (rule: RuleId, line: number, why: string): Fault => ({
    rule,
    severity: rules[rule].severity,
    file: file.path,
    line,
    excerpt: lines[line - 1] ?? '',
    why,
    fix: rules[rule].fix,
  });
  const lineOf = (path: Path): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };

  if (document.errors.length > 0) {
    const faults = document.errors.map((error) =>
      faultAt('S001', error.linePos?.[0].line ?? 1, firstLine(error.message)),
    );
    return { faults };
  }
  const plain: unknown = document.toJS();
  const parsed = schema.safeParse(plain);
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) =>
      explain(issue, plain).map(({ rule, path, why }) => faultAt(rule, lineOf(path), why)),
    );
    return { faults };
  }
  const fault: Located<T>['fault'] = (rule, at, why, linesBelow = 0) =>
    faultAt(rule, lineOf(at) + linesBelow, why);
  return { found: { value: parsed.data, file: file.path, fault }, faults: [] };
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ at line .*$/, '') ?? message;
}

/** Zod's issue in the words of this project: which rule, where, and why. */
function explain(issue: z.core.$ZodIssue, root: unknown): { rule: RuleId; path: Path; why: string }[] {
  const path = issue.path;
  const name = path.length > 0 ? `"${path.join('.')}"` : 'the file';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      rule: 'S002',
      path: [...path, key],
      why: `"${key}" is not a field of ${name}.`,
    }));
  }
  const value = valueAt(root, path);
  if (value === undefined) return [{ rule: 'S003', path, why: `${name} is missing.` }];
  if (path.at(-1) === 'answer') {
    return [{ rule: 'S201', path, why: `The answer key ${JSON.stringify(value)} points to no choice.` }];
  }
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    const limit =
      issue.code === 'too_big'
        ? `at most ${issue.maximum} are allowed`
        : `at least ${issue.minimum} must be there`;
    const unit = Array.isArray(value) ? 'items' : 'characters';
    const size = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
    return [{ rule: 'S004', path, why: `${name} has ${size} ${unit}; ${limit}.` }];
  }
  return [{ rule: 'S005', path, why: `${name}: ${issue.message}.` }];
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
