import type { Invocation } from '../../src/commands/command.ts';

export function terminalInvocation(
  command: string,
  options: Readonly<Record<string, string>>,
  at: number,
  pressed = false,
): Invocation {
  return {
    id: `terminal-${at}`,
    command,
    options,
    person: { id: 'you', manages: true },
    place: { platform: 'terminal', workspace: 'terminal', channel: 'terminal' },
    at,
    ...(pressed ? { pressed: { onPrivate: true } } : {}),
  };
}
