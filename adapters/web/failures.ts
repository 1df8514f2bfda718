const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/** Whether a request's connection never came about, so that nothing can have arrived. */
export function neverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && BEFORE_SENDING.has(error.code)) return true;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(neverLeft);
  return neverLeft(error.cause);
}
