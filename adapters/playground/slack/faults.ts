import type { JsonObject } from './json.ts';

/** A call of the bot, before anything was done about it. */
interface NextCall {
  /** A Web API method, or `response_url`. */
  method: string;
  args: JsonObject;
}

/**
 * What goes wrong with a call. `status` answers at once (429 with `retryAfter` in seconds); `cut` drops the connection;
 * `silent` takes the request and never answers. `after` says that the call was carried out all the same, so a bot that
 * tries again does it twice.
 */
export type Fault =
  | { status: number; retryAfter?: number }
  | { cut: 'before' | 'after' }
  | { silent: 'before' | 'after' };

type FaultRule = (next: NextCall) => Fault | undefined;

/** The switchboard of failures. */
export interface Faults {
  /** Adds a rule for the next matching call, or the next several. Returns what takes it away again. */
  add(rule: FaultRule, times?: number): () => void;
  next(call: NextCall): Fault | undefined;
}

export function createFaults(): Faults {
  const rules = new Map<FaultRule, number>();
  return {
    add(rule, times = 1) {
      rules.set(rule, times);
      return () => rules.delete(rule);
    },
    next(call) {
      for (const [rule, left] of rules) {
        const fault = rule(call);
        if (!fault) continue;
        if (left > 1) rules.set(rule, left - 1);
        else rules.delete(rule);
        return fault;
      }
      return undefined;
    },
  };
}
