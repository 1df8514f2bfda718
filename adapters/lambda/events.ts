import type { WebRequest, WebResponse } from '../web/web.ts';

/**
 * A web request as Lambda hands it over: payload format 2.0 of Function URLs and HTTP APIs, or 1.0 of REST APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type HttpEvent = {
  headers?: Readonly<Record<string, string | undefined>> | null;
  body?: string | null;
  isBase64Encoded?: boolean;
} & (
  | { rawPath: string; requestContext: { requestId: string; stage?: string; http: { method: string } } }
  | { httpMethod: string; path: string; requestContext: { requestId: string; stage?: string } }
);

export interface HttpResult {
  statusCode: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  isBase64Encoded: false;
}

/** The request with the very bytes that were signed. */
export function readHttpEvent(event: HttpEvent): WebRequest {
  const { method, path } =
    'rawPath' in event
      ? { method: event.requestContext.http.method, path: event.rawPath }
      : { method: event.httpMethod, path: event.path };
  const headers = Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path: withoutStage(path, event.requestContext.stage),
    headers: Object.fromEntries(headers),
    raw: Buffer.from(event.body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** An HTTP API with a named stage puts its name before the path. */
function withoutStage(path: string, stage = ''): string {
  return stage !== '' && path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

export function toHttpResult({ status, headers, body }: WebResponse): HttpResult {
  return { statusCode: status, headers, body, isBase64Encoded: false };
}
