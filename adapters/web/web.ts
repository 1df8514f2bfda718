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
}

export interface WebResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
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
