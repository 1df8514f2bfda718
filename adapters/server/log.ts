import type { Clock, Log } from '../../src/ports.ts';
import type { LogLevel } from './settings.ts';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Logs as JSON, a line each. */
export function jsonLog(write: (line: string) => void, least: LogLevel, now: Clock): Log {
  return (level, event, facts = {}) => {
    if (order.indexOf(level) < order.indexOf(least)) return;
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...facts })}\n`);
  };
}
