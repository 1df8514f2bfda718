import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type Choice, useChoices } from '../choices.tsx';
import type { Names } from './markdown.ts';

/** What stands in an option's field, and the value behind it where it was picked from a list. */
export interface Filled {
  text: string;
  value?: string;
}

interface Props {
  option: APIApplicationCommandBasicOption;
  filled: Filled | undefined;
  names: Names;
  onFill(filled: Filled): void;
  /** Asks the bot for completions. */
  complete(text: string): Promise<readonly Choice[]>;
}

/** The field of one option, with the completions the platform would give. */
export function OptionField({ option, filled, names, onFill, complete }: Props) {
  const id = useId();
  const text = filled?.text ?? '';
  const [near, setNear] = useState(false);
  const [asked, setAsked] = useState<{ text: string; choices: readonly Choice[] }>();
  const field = useRef<HTMLInputElement>(null);
  const byBot = 'autocomplete' in option && option.autocomplete === true;
  const own = byBot
    ? // Completions of what stood there before are no completions of what stands there now.
      asked?.text === text
      ? asked.choices
      : []
    : listed(option, names).filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  const list = useChoices(
    near && filled?.value === undefined ? own : [],
    ({ name, value }) => onFill({ text: name, value }),
    option.name,
  );
  useEffect(() => {
    if (!near || !byBot || filled?.value !== undefined) return;
    let late = false;
    void complete(text).then((choices) => {
      if (!late) setAsked({ text, choices });
    });
    return () => {
      late = true;
    };
  }, [text, near]);
  return (
    <span class="option">
      <label for={id}>{option.name}</label>
      <input
        ref={field}
        id={id}
        type="text"
        data-option={option.name}
        value={text}
        placeholder={option.description}
        onFocus={() => setNear(true)}
        onBlur={() => setNear(false)}
        onInput={(event) => onFill({ text: event.currentTarget.value })}
        onKeyDown={list.onKey}
        {...list.field}
      />
      {list.list}
    </span>
  );
}

/** What the option itself offers: its own choices, yes and no, people or channels. */
function listed(option: APIApplicationCommandBasicOption, names: Names): Choice[] {
  if ('choices' in option && option.choices)
    return option.choices.map(({ name, value }) => ({ name, value: String(value) }));
  if (option.type === Type.Boolean)
    return ['True', 'False'].map((name) => ({ name, value: name.toLowerCase() }));
  if (option.type === Type.User || option.type === Type.Channel)
    return Object.entries(names).map(([value, name]) => ({ value, name }));
  return [];
}

/** The value as the interaction carries it; nothing where the field is empty. */
export function carried(
  { type }: APIApplicationCommandBasicOption,
  filled: Filled | undefined,
): string | number | boolean | undefined {
  const raw = filled?.value ?? filled?.text.trim() ?? '';
  if (raw === '') return undefined;
  if (type === Type.Integer || type === Type.Number) return Number(raw);
  return type === Type.Boolean ? raw.toLowerCase() === 'true' : raw;
}
