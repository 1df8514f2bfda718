import type { Invocation } from '../../src/commands/command.ts';
import type { Simile } from '../../src/simile.ts';
import { bot } from '../content.ts';

/** The real bot, and what it was asked. */
export function observed(): Simile & { asked: Invocation[] } {
  const simile = bot();
  const asked: Invocation[] = [];
  return {
    ...simile,
    asked,
    respond(invocation) {
      asked.push(invocation);
      return simile.respond(invocation);
    },
  };
}
