import { LogLevel } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';

/** Bolt's own warnings and errors, as lines of our log; its debug output holds whole payloads and is dropped. */
export function boltLogger(log: Log) {
  const line = (level: 'warn' | 'error') => (first: unknown) =>
    log(level, 'slack.sdk', { cause: String(first).slice(0, 300) });
  return {
    debug() {},
    info() {},
    warn: line('warn'),
    error: line('error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
