/**
 * What may go wrong with a REST call: answered 429 or 5xx; its connection cut before anything is done; carried
 * out and then the connection cut (`lost`); carried out and never answered (`silence`).
 */
export type Fault =
  | {
      readonly kind: 'rate-limit';
      readonly retryAfter: number;
      readonly scope?: 'user' | 'global' | 'shared';
    }
  | { readonly kind: 'server-error'; readonly status?: number }
  | { readonly kind: 'cut' | 'lost' | 'silence' };

/** Which calls a fault befalls. */
export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** Matched against the path after `/api/v10`. */
  readonly path?: RegExp;
  /** How many calls, one where not given. */
  readonly times?: number;
}

/** The rules for things going wrong, in order; each is used up by the calls it befalls. */
export class Switchboard {
  private rules: { readonly rule: FaultRule; left: number }[] = [];

  /** Adds a rule; the answer takes it back. */
  add(rule: FaultRule): () => void {
    const entry = { rule, left: rule.times ?? 1 };
    this.rules.push(entry);
    return () => {
      this.rules = this.rules.filter((each) => each !== entry);
    };
  }

  clear(): void {
    this.rules = [];
  }

  /** What befalls this call, if anything. */
  next(method: string, path: string): Fault | undefined {
    const entry = this.rules.find(
      ({ rule, left }) =>
        left > 0 &&
        (rule.method === undefined || rule.method === method) &&
        (rule.path === undefined || path.search(rule.path) !== -1),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    return entry.rule.fault;
  }
}
