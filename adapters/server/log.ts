import type { Clock, Log } from '../../src/ports.ts';
import { currentRequest } from '../web/request.ts';
import type { LogLevel } from './settings.ts';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Logs as JSON, a line each; what belongs to the handling of a request tells which. */
export function jsonLog(write: (line: string) => void, least: LogLevel, now: Clock): Log {
  return (level, event, facts = {}) => {
    if (order.indexOf(level) < order.indexOf(least)) return;
    const line = { time: new Date(now()).toISOString(), level, event, request: currentRequest(), ...facts };
    write(`${JSON.stringify(line)}\n`);
  };
}
