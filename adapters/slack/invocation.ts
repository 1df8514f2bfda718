import type { Invocation, Person, Place } from '../../src/commands/command.ts';
import { decodeAction } from '../../src/replies/encoding.ts';
import type { Simile } from '../../src/simile.ts';

/** Slack's payloads as invocations: what was typed, pressed, said or picked. */

interface Ids {
  user: string;
  team: string;
  channel: string;
}

export function where({ user, team, channel }: Ids): { person: Person; place: Place } {
  return {
    person: { id: user, manages: false },
    place: { platform: 'slack', workspace: team, channel },
  };
}

/** The umbrella command: the way to those whose names Slack keeps for itself. */
export const UMBRELLA = 'simile';

/** `/explain lambda`, `/simile explain lambda`, `/simile lambda`: a command's name and options. */
export function readSlash(
  simile: Simile,
  name: string,
  text: string,
): Pick<Invocation, 'command' | 'options'> {
  if (name === UMBRELLA) return readLine(simile, text);
  return { command: name, options: simile.read(name, readTyped(simile, name, text)) };
}

/** What was typed after a command, with its mentions as ids where it asks for a person, and else as names. */
function readTyped(simile: Simile, name: string, text: string): string {
  const command = simile.commands.find((one) => one.name === name);
  const wantsIds = command?.options.some((option) => option.kind === 'person');
  return unescapeText(
    text
      .replace(/<@([UW][A-Z0-9]+)(?:\|([^>]*))?>/g, (_whole, id: string, shown?: string) =>
        wantsIds ? id : `@${shown || id}`,
      )
      .replace(/<#[CG][A-Z0-9]+\|([^>]*)>/g, '#$1'),
  );
}

/** A line as Slack sends it, that may begin with a command's name, and otherwise is a question. */
export function readLine(simile: Simile, line: string): Pick<Invocation, 'command' | 'options'> {
  const [, first = '', rest = ''] = /^\/?(\S+)\s*(.*)$/s.exec(line.trim()) ?? [];
  const command = simile.commands.find((one) => one.listed && one.name === first.toLowerCase());
  if (command)
    return {
      command: command.name,
      options: simile.read(command.name, readTyped(simile, command.name, rest)),
    };
  return line.trim() === ''
    ? { command: 'help', options: {} }
    : { command: 'explain', options: simile.read('explain', readTyped(simile, 'explain', line)) };
}

/** What was said to the bot, without its own mention. */
export function readMention(simile: Simile, text: string): Pick<Invocation, 'command' | 'options'> {
  return readLine(simile, text.replace(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/, ' '));
}

/** A pressed button or a picked entry; a command nobody knows when it was never ours. */
export function readPress(value: string | undefined): Pick<Invocation, 'command' | 'options'> {
  return decodeAction(value ?? '') ?? { command: '', options: {} };
}

/** Slack escapes what people type. https://docs.slack.dev/messaging/formatting-message-text#escaping */
function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
