import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Action } from '../../src/replies/reply.ts';
import type { Simile } from '../../src/simile.ts';
import { terminalInvocation } from './invocation.ts';
import { renderTerminal } from './render.ts';

const WELCOME = `Simile explains cloud concepts by likeness.
Type a question, or a command such as /explain lambda, /compare ecs vs eks, /topics, /help.
A number presses a button. Ctrl+D ends.
`;

interface Streams {
  input: Readable;
  output: Writable;
  /** A person sits there: say hello, show a prompt. */
  interactive: boolean;
}

/**
 * A conversation line by line, until the input ends. Piped input is answered the same way, without a prompt.
 * @returns how many lines there were
 */
export async function chat(simile: Simile, streams: Streams, now: () => number): Promise<number> {
  const lines = createInterface({
    input: streams.input,
    ...(streams.interactive ? { output: streams.output } : {}),
  });
  const say = (text: string) => streams.output.write(`${text}\n`);
  let shown: Action[] = [];
  let read = 0;
  if (streams.interactive) {
    say(WELCOME);
    lines.setPrompt('> ');
    lines.prompt();
  }
  for await (const line of lines) {
    read += 1;
    const asked = interpret(line.trim(), shown, simile);
    if (asked) {
      const reply = await simile.respond(
        terminalInvocation(asked.command, asked.options, now(), asked.pressed),
      );
      const rendered = renderTerminal(reply);
      shown = rendered.actions;
      say(`${rendered.text}\n`);
    }
    if (streams.interactive) lines.prompt();
  }
  return read;
}

interface Asked {
  command: string;
  options: Readonly<Record<string, string>>;
  pressed: boolean;
}

function interpret(line: string, shown: readonly Action[], simile: Simile): Asked | undefined {
  if (line === '') return undefined;
  const action = /^\d+$/.test(line) ? shown[Number(line) - 1] : undefined;
  if (action && 'command' in action)
    return { command: action.command, options: action.options, pressed: true };
  const slash = /^\/(\S+)\s*(.*)$/s.exec(line);
  const [command, text] = slash ? [slash[1] ?? '', slash[2] ?? ''] : ['explain', line];
  return { command, options: simile.read(command, text), pressed: false };
}
