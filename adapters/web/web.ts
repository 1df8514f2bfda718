/**
 * A web request and answer as plain data over the raw bytes, the same in the container and on Lambda. `Request`
 * and `Response` are left alone on purpose: their first use costs a cold start some 40 ms.
 */
export interface WebRequest {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  raw: Buffer;
  /** More is asked than can be answered in time: say so, once the signature is right. */
  isBusy?: boolean;
}

export interface WebResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** It says only that there is too much to do. */
  turnedAway?: true;
  /** What goes on behind the answer. */
  behind?: Promise<unknown>;
}

export type WebHandler = (request: WebRequest) => Promise<WebResponse>;

export function json(status: number, body: unknown): WebResponse {
  return jsonText(status, JSON.stringify(body));
}

/** JSON that is written out already. */
export function jsonText(status: number, body: string): WebResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

export function plain(status: number, body: string): WebResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** What people read when more is asked than can be answered in time. */
export const TOO_BUSY = 'Many people are asking right now. Please try again in a moment.';

/** Tells a person so in the form that their platform has for it; without a form, the platform does in its own words. */
export function busy(form?: object): WebResponse {
  const answer = form ? json(200, form) : { status: 503, headers: { 'retry-after': '1' }, body: '' };
  return { ...answer, turnedAway: true };
}

/** How far a signed request's time may be from ours, in milliseconds. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const SIGNATURE_AGE = 5 * 60_000;

/** Whether a header's time in seconds is a time near ours; too old and too far ahead are both refused. */
export function isFresh(seconds: string | undefined, now: number): boolean {
  return (
    seconds !== undefined &&
    /^\d{1,12}$/.test(seconds) &&
    Math.abs(now - Number(seconds) * 1000) <= SIGNATURE_AGE
  );
}
