import type { WebHandler } from '../web/web.ts';

/** One way in to one platform. */
export interface Connection {
  name: string;
  /** Where it answers on the port, if it does. */
  route?: { path: string; handle: WebHandler };
  start(): Promise<void>;
  stop(): Promise<void>;
  ready(): boolean;
  /** Keeps what several processes share, where they do; a timer does the same. */
  look?(): Promise<void>;
}
