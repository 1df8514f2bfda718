import { commands } from './commands/all.ts';
import { type Command, type Invocation, type Knowledge, type Posters, whoMay } from './commands/command.ts';
import { type Suggests, TEXT_LIMIT } from './commands/option.ts';
import { readText } from './commands/read-text.ts';
import { explainUsage } from './commands/usage.ts';
import { createCatalog } from './concepts/catalog.ts';
import type { CatalogData } from './concepts/concept.ts';
import { lazyLookup } from './lookup/lazy.ts';
import type { Random } from './ports.ts';
import { type Answer, type Reply, refused } from './replies/reply.ts';
import type { Store } from './store.ts';

export interface Suggestion {
  /** What people see. */
  label: string;
  /** What the option becomes. */
  value: string;
}

/** The bot without any platform: invocations in, replies out. */
export interface Simile extends Knowledge {
  /** Always a reply, whatever comes in; what went wrong inside goes to `onError` with a code. */
  respond(invocation: Invocation): Promise<Reply>;
  /** Completions of an option that is being typed, best first. */
  suggest(kind: Suggests, text: string, most: number): Promise<Suggestion[]>;
  /** A typed line after its slash command, as options. */
  read(command: string, text: string): Record<string, string>;
}

export interface SimileSettings {
  catalog: CatalogData;
  repository?: string;
  store: Store;
  random: Random;
  /** Hears of every failure inside, for the operator: never with what was typed. */
  onError: (code: string, cause: unknown) => void;
}

export function createSimile(settings: SimileSettings): Simile {
  const catalog = createCatalog(settings.catalog);
  const lookup = lazyLookup(catalog);
  const { repository, store, random, onError } = settings;
  const posters: Posters = {};
  const knowledge: Knowledge = { catalog, lookup, commands, repository, store, random, posters, onError };
  const byName = new Map(commands.map((command) => [command.name, command]));

  return {
    ...knowledge,
    async respond(invocation) {
      const command = byName.get(invocation.command);
      const answer = command ? await run(command, invocation) : unknownCommand();
      const open =
        command?.visibility === 'public' &&
        (answer.outcome.kind === 'answer' || answer.outcome.kind === 'choice');
      return {
        ...answer,
        visibility: open ? 'public' : 'private',
        replaces: !open && invocation.pressed?.onPrivate === true,
      };
    },
    suggest: (kind, text, most) => suggestions(kind, text, most),
    read(name, text) {
      const command = byName.get(name);
      return command ? readText(command, text) : {};
    },
  };

  async function run(command: Command, invocation: Invocation): Promise<Answer> {
    if (whoMay(command, invocation.options) === 'managers' && !invocation.person.manages)
      return notAllowed(command);
    try {
      const answer = await command.answer({ ...invocation, options: tidy(invocation.options) }, knowledge);
      if (!('faulty' in answer)) return answer;
      // What nobody types comes from a button, and one that does not fit from another version.
      return command.listed ? explainUsage(command, answer.faulty) : unknownCommand();
    } catch (cause) {
      settings.onError(`command.${command.name}`, cause);
      return failed();
    }
  }

  async function suggestions(kind: Suggests, text: string, most: number): Promise<Suggestion[]> {
    if (kind === 'concept') {
      const ids = await lookup.complete(text.slice(0, TEXT_LIMIT), most);
      return ids
        .flatMap((id) => catalog.concept(id) ?? [])
        .map((concept) => ({ label: concept.title, value: concept.id }));
    }
    if (kind === 'zone') {
      const { completeZone } = await import('./daily/read.ts');
      return completeZone(text.slice(0, TEXT_LIMIT), most).map((zone) => ({ label: zone, value: zone }));
    }
    const all =
      kind === 'topic'
        ? catalog.topics.filter((topic) => catalog.inTopic(topic.id).length > 0)
        : catalog.worlds;
    return all
      .filter((one) => `${one.id} ${one.title}`.toLowerCase().includes(text.trim().toLowerCase()))
      .slice(0, most)
      .map((one) => ({ label: one.title, value: one.id }));
  }
}

/** Cuts what is too long and mends what is not well-formed, before anything reads it. */
function tidy(options: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    value.slice(0, TEXT_LIMIT).toWellFormed(),
  ]);
  return Object.fromEntries(entries);
}

function unknownCommand(): Answer {
  return refused([
    { kind: 'heading', text: 'I do not know that command' },
    { kind: 'prose', text: 'It may be from another version of Simile. This is what I can do:' },
    { kind: 'actions', actions: [{ label: 'Show the help', command: 'help', options: {} }] },
  ]);
}

function notAllowed(command: Command): Answer {
  return refused([
    { kind: 'heading', text: 'Only those who manage this channel can do that' },
    {
      kind: 'prose',
      text: ['Ask somebody who manages it to run ', { code: `/${command.name}` }, ' for you.'],
    },
  ]);
}

function failed(): Answer {
  return {
    outcome: { kind: 'failed', concepts: [], confidence: 0 },
    parts: [
      { kind: 'heading', text: 'Something went wrong on our side' },
      {
        kind: 'prose',
        text: 'Nothing of yours is lost. Please try again; if it happens again, tell whoever runs Simile here.',
      },
      { kind: 'actions', actions: [{ label: 'Show the help', command: 'help', options: {} }] },
    ],
  };
}
