declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** An in-memory DynamoDB; `listen` and `close` are those of its server. */
  export default function dynalite(options?: { createTableMs?: number }): Server;
}
