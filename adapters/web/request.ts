import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Does all that one request of a platform asks for, so that each line of the log it leads to can tell its id. */
export function asRequest<T>(id: unknown, work: () => T): T {
  return typeof id === 'string' ? current.run(id, work) : work();
}

/** The platform's own id of the request that is being handled. */
export function currentRequest(): string | undefined {
  return current.getStore();
}
