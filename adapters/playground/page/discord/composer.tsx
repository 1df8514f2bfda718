import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DiscordScene } from '../api.ts';
import { useChoices } from '../choices.tsx';
import { useStage } from '../stage.ts';
import { carried, type Filled, OptionField } from './option.tsx';

type Command = DiscordScene['commands'][number];

/** Where one writes: a plain message, or a command with a field for each of its options. */
export function DiscordComposer({ scene, where }: { scene: DiscordScene; where: string }) {
  const [command, setCommand] = useState<Command>();
  const [text, setText] = useState('');
  const [rest, setRest] = useState('');
  const begin = (next: Command, already: string) => {
    setRest(already);
    setText('');
    setCommand(next);
  };
  if (command === undefined)
    return <LineComposer scene={scene} where={where} text={text} setText={setText} onCommand={begin} />;
  const leave = (line: string) => {
    setCommand(undefined);
    setText(line);
  };
  return <CommandComposer key={command.name} scene={scene} command={command} rest={rest} onLeave={leave} />;
}

interface LineProps {
  scene: DiscordScene;
  where: string;
  text: string;
  setText(text: string): void;
  onCommand(command: Command, rest: string): void;
}

function LineComposer({ scene, where, text, setText, onCommand }: LineProps) {
  const { act } = useStage();
  const field = useRef<HTMLInputElement>(null);
  const typed = /^\/([^\s]*)$/.exec(text)?.[1];
  const offered = typed === undefined ? [] : scene.commands.filter(({ name }) => name.startsWith(typed));
  const list = useChoices(
    offered.map(({ name, description }) => ({ value: name, name: `/${name}`, about: description })),
    ({ value }) => {
      const command = scene.commands.find(({ name }) => name === value);
      if (command) onCommand(command, '');
    },
    'Commands',
  );
  /** A command that was typed or pasted whole goes on with its options. */
  const read = (line: string) => {
    const command = scene.commands.find(({ name }) => line.startsWith(`/${name} `));
    if (command) onCommand(command, line.slice(command.name.length + 2));
    else setText(line);
  };
  const send = () => {
    const line = text.trim();
    if (line === '' || line.startsWith('/')) return;
    setText('');
    void act({ kind: 'discord.say', channel: scene.open, text: line });
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {list.list}
      <input
        ref={field}
        type="text"
        value={text}
        placeholder={where}
        aria-label={where}
        onInput={(event) => read(event.currentTarget.value)}
        onKeyDown={list.onKey}
        {...list.field}
      />
      <button type="submit" class="send" aria-label="Send" disabled={text.trim() === ''}>
        ➤
      </button>
      <p class="usage">
        {typed !== undefined && offered.length === 0 ? 'No such command.' : 'Type / for commands.'}
      </p>
    </form>
  );
}

interface CommandProps {
  scene: DiscordScene;
  command: Command;
  /** What was typed behind the command's name already. */
  rest: string;
  /** Back to plain writing, with this line in the field. */
  onLeave(line: string): void;
}

function CommandComposer({ scene, command, rest, onLeave }: CommandProps) {
  const { act } = useStage();
  const form = useRef<HTMLFormElement>(null);
  const [first] = command.options;
  const [filled, setFilled] = useState<Readonly<Record<string, Filled>>>(
    first && rest !== '' ? { [first.name]: { text: rest } } : {},
  );
  const [added, setAdded] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState<string>();
  const shown = command.options.filter(
    ({ name, required }, index) => required || index === 0 || added.includes(name),
  );
  const more = command.options.filter((option) => !shown.includes(option));

  useLayoutEffect(() => {
    const fields = form.current?.querySelectorAll<HTMLElement>('[data-option]');
    const field = fields?.[fields.length - 1 - (added.length > 0 ? 0 : fields.length - 1)];
    if (field) field.focus();
    else form.current?.querySelector<HTMLElement>('.send')?.focus();
  }, [added.length]);

  const given = (values: Readonly<Record<string, Filled>>) =>
    Object.fromEntries(
      command.options.flatMap((option) => {
        const value = carried(option, values[option.name]);
        return value === undefined ? [] : [[option.name, value]];
      }),
    );
  const send = () => {
    const options = given(filled);
    const absent = command.options.find(({ name, required }) => required && !(name in options));
    setMissing(absent?.name);
    if (absent) {
      form.current?.querySelector<HTMLElement>(`[data-option="${absent.name}"]`)?.focus();
      return;
    }
    onLeave('');
    void act({ kind: 'discord.slash', channel: scene.open, name: command.name, options });
  };
  return (
    <form
      ref={form}
      class="composer command"
      aria-label={`/${command.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        const { target, key } = event;
        const emptied = target instanceof HTMLInputElement && target.value === '' && key === 'Backspace';
        if (key !== 'Escape' && !emptied) return;
        event.preventDefault();
        onLeave(emptied ? `/${command.name}` : '');
      }}
    >
      <div class="fields">
        <span class="chip">/{command.name}</span>
        {shown.map((option) => (
          <OptionField
            key={option.name}
            option={option}
            filled={filled[option.name]}
            names={scene.names}
            onFill={(next) => setFilled({ ...filled, [option.name]: next })}
            complete={async (text) => {
              const { [option.name]: _, ...others } = given(filled);
              const done = await act({
                kind: 'discord.complete',
                channel: scene.open,
                name: command.name,
                options: { ...others, [option.name]: text },
                focused: option.name,
              });
              return done.choices ?? [];
            }}
          />
        ))}
        {more.map(({ name }) => (
          <button type="button" class="add" key={name} onClick={() => setAdded([...added, name])}>
            +{name}
          </button>
        ))}
      </div>
      <button type="submit" class="send" aria-label="Send">
        ➤
      </button>
      <p class="usage">
        {missing === undefined ? (
          command.description
        ) : (
          <span class="error" role="alert">
            The option “{missing}” is required.
          </span>
        )}
      </p>
    </form>
  );
}
