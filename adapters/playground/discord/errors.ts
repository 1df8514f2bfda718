import { errorTree, type Json, type Problem } from './check/checker.ts';
import { EMPTY } from './check/message.ts';

/** topics/opcodes-and-status-codes#json: code -> HTTP status and Discord's words. */
const ERRORS = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40094: [400, 'This interaction has reached the maximum number of follow up messages'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50109: [400, 'The request body contains invalid JSON.'],
  160004: [400, 'A thread has already been created for this message'],
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal that goes out as an HTTP answer in Discord's form `{code, message, errors}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Json;
  readonly problems: readonly Problem[];

  constructor(status: number, body: Json, problems: readonly Problem[] = []) {
    super(`${status} ${body.code ?? ''} ${body.message ?? ''}`);
    this.name = 'Refusal';
    this.status = status;
    this.body = body;
    this.problems = problems;
  }
}

/** The refusal of one of Discord's numbered errors. */
export function refusal(code: ErrorCode): Refusal {
  const [status, message] = ERRORS[code];
  return new Refusal(status, { message, code });
}

/** The refusal of a request without a good token. */
export function unauthorized(): Refusal {
  return new Refusal(401, { message: '401: Unauthorized', code: 0 });
}

/** Throws 50035 with its tree of errors where there are problems, 50006 where the message is only empty. */
export function demand(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  if (problems.every(({ code }) => code === EMPTY)) {
    throw new Refusal(400, { message: 'Cannot send an empty message', code: 50006 }, problems);
  }
  const body = { message: 'Invalid Form Body', code: 50035, errors: errorTree(problems) };
  throw new Refusal(400, body, problems);
}
