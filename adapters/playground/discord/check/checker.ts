/** One thing Discord would refuse: where (dotted, list places as numbers), its own code, its own words. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A JSON object whose content is not yet known. */
export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Length as Discord counts it: Unicode code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}

export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^\d{15,20}$/.test(value);
}

/** The path of something inside `path`. */
export function inside(path: string, ...keys: readonly (string | number)[]): string {
  return [path, ...keys].filter((key) => key !== '').join('.');
}

type Range = readonly [least: number, most: number];

/** Collects problems. Each check returns whether (or what) the value is good, so that a caller can go on. */
export class Checker {
  readonly problems: Problem[] = [];

  add(path: string, code: string, message: string): false {
    this.problems.push({ path, code, message });
    return false;
  }

  required(path: string): false {
    return this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  type(path: string, wanted: string): false {
    return this.add(path, 'BASE_TYPE_BAD_TYPE', `Must be ${wanted}.`);
  }

  object(path: string, value: unknown): value is Json {
    if (isAbsent(value)) return this.required(path);
    return isObject(value) || this.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used.');
  }

  /** A text that must be there, of so many characters. */
  text(path: string, value: unknown, [least, most]: Range): value is string {
    if (isAbsent(value)) return this.required(path);
    if (typeof value !== 'string') return this.type(path, 'a string');
    return this.size(path, lengthOf(value), [least, most]);
  }

  optionalText(path: string, value: unknown, range: Range): void {
    if (!isAbsent(value)) this.text(path, value, range);
  }

  integer(path: string, value: unknown, [least, most]: Range): value is number {
    if (isAbsent(value)) return this.required(path);
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.type(path, 'an integer');
    return (
      (value >= least && value <= most) ||
      this.add(path, 'NUMBER_TYPE_RANGE', `Value must be between ${least} and ${most}.`)
    );
  }

  optionalInteger(path: string, value: unknown, range: Range): void {
    if (!isAbsent(value)) this.integer(path, value, range);
  }

  optionalBoolean(path: string, value: unknown): void {
    if (!isAbsent(value) && typeof value !== 'boolean') this.type(path, 'a boolean');
  }

  /** A list that must be there; what is returned is empty where there is none. */
  list(path: string, value: unknown, range: Range): readonly unknown[] {
    if (isAbsent(value)) {
      this.required(path);
      return [];
    }
    if (!Array.isArray(value)) {
      this.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return [];
    }
    this.size(path, value.length, range);
    return value;
  }

  optionalList(path: string, value: unknown, range: Range): readonly unknown[] {
    return isAbsent(value) ? [] : this.list(path, value, range);
  }

  choice(path: string, value: unknown, allowed: readonly unknown[]): boolean {
    if (isAbsent(value)) return this.required(path);
    return (
      allowed.includes(value) ||
      this.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`)
    );
  }

  /** The `type` of a component (or another union): named apart, since it says what the rest must be. */
  unionType(path: string, value: unknown, allowed: readonly number[]): value is number {
    const ok = typeof value === 'number' && allowed.includes(value);
    return (
      ok ||
      this.add(path, 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed.join(', ')}).`)
    );
  }

  url(path: string, value: unknown, schemes: readonly string[], most = 2_048): void {
    if (!this.text(path, value, [1, most])) return;
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : '';
    if (schemes.includes(scheme)) return;
    this.add(path, 'URL_TYPE_INVALID_SCHEME', `Scheme must be one of (${schemes.join(', ')}).`);
  }

  /** Reports every value but the first of its kind. */
  unique(values: readonly (readonly [path: string, value: unknown])[], code: string, message: string): void {
    const seen = new Set<unknown>();
    for (const [path, value] of values) {
      if (seen.has(value)) this.add(path, code, message);
      seen.add(value);
    }
  }

  private size(path: string, size: number, [least, most]: Range): boolean {
    if (size >= least && size <= most) return true;
    return least > 0
      ? this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`)
      : this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  }
}

/** The `errors` tree of a 50035 answer (reference#error-messages). */
export function errorTree(problems: readonly Problem[]): Json {
  const tree: Record<string, unknown> = {};
  for (const { path, code, message } of problems) {
    let node = tree;
    for (const key of path.split('.').filter((part) => part !== '')) {
      const next = node[key];
      const child: Record<string, unknown> = isRecord(next) ? next : {};
      node[key] = child;
      node = child;
    }
    const own = Array.isArray(node._errors) ? node._errors : [];
    node._errors = [...own, { code, message }];
  }
  return tree;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value);
}
