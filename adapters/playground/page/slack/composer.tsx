import { useId, useRef, useState } from 'preact/hooks';
import type { SlackScene } from '../api.ts';
import { useChoices } from '../choices.tsx';
import { useStage } from '../stage.ts';

/** Where one writes: a command with its usage hint, a message, or a mention of the bot. */
export function SlackComposer({
  scene,
  thread,
  where,
}: {
  scene: SlackScene;
  thread?: string;
  where: string;
}) {
  const { act } = useStage();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const typed = /^\/\S*$/.test(text) ? text : undefined;
  const commands =
    thread || typed === undefined ? [] : scene.commands.filter(({ name }) => name.startsWith(typed));
  // A command that stands there whole is sent by Enter, as in the client.
  const offered = commands.some(({ name }) => name === typed) ? [] : commands;
  const at = /(?:^|\s)@(\w*)$/.exec(text)?.[1]?.toLowerCase();
  const mentions =
    at !== undefined && 'simile'.startsWith(at) && at !== 'simile'
      ? [{ value: '@simile', name: '@simile', about: 'Ask the bot' }]
      : [];
  const choices = [
    ...offered.map(({ name, description, hint }) => ({
      value: name,
      name: `${name} ${hint}`.trim(),
      about: description,
    })),
    ...mentions,
  ];
  const list = useChoices(
    choices,
    ({ value }) => {
      setText(value.startsWith('@') ? text.replace(/@\w*$/, `${value} `) : `${value} `);
      field.current?.focus();
    },
    'Commands',
  );
  const used = scene.commands.find(({ name }) => text === name || text.startsWith(`${name} `));

  const send = () => {
    const line = text.trim();
    if (line === '') return;
    setText('');
    void act({ kind: 'slack.type', channel: scene.open, text: line, ...(thread ? { thread } : {}) });
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
        aria-describedby={hintId}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={list.onKey}
        {...list.field}
      />
      <button type="submit" class="send" aria-label="Send" disabled={text.trim() === ''}>
        ➤
      </button>
      <p class="usage" id={hintId}>
        {used ? (
          <>
            <strong>{used.name}</strong> {used.hint} <span>{used.description}</span>
          </>
        ) : (
          'Type / for commands, or @simile to ask in the open.'
        )}
      </p>
    </form>
  );
}
