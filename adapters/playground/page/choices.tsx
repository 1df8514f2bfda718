import { useEffect, useId, useRef, useState } from 'preact/hooks';

export interface Choice {
  value: string;
  name: string;
  /** A line of explanation beside the name. */
  about?: string | undefined;
}

/**
 * A list to choose from under a field (the combobox pattern of the ARIA Authoring Practices): arrows move, Enter
 * and Tab pick, Escape shuts the list until there is another. The first is marked, so Enter picks what is shown first.
 */
export function useChoices(choices: readonly Choice[], pick: (choice: Choice) => void, label: string) {
  const id = useId();
  const key = choices.map(({ value }) => value).join('\n');
  const [marked, setMarked] = useState(0);
  const [shut, setShut] = useState('');
  useEffect(() => setMarked(0), [key]);
  const open = choices.length > 0 && shut !== key;
  const current = Math.min(marked, choices.length - 1);

  /** @returns whether the key was for the list */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = choices[current];
    if (step) setMarked((current + step + choices.length) % choices.length);
    else if (event.key === 'Escape') setShut(key);
    else if ((event.key === 'Enter' || event.key === 'Tab') && choice) pick(choice);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    onKey,
    shut: () => setShut(key),
    reopen: () => setShut(''),
    field: {
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': open,
      'aria-controls': id,
      'aria-activedescendant': open ? `${id}-${current}` : undefined,
      autocomplete: 'off',
    },
    list: (
      <div class="choices" id={id} role="listbox" aria-label={label} hidden={!open}>
        {choices.map((choice, index) => (
          <Option
            key={choice.value}
            id={`${id}-${index}`}
            choice={choice}
            marked={open && index === current}
            pick={() => pick(choice)}
          />
        ))}
      </div>
    ),
  };
}

interface OptionProps {
  id: string;
  choice: Choice;
  marked: boolean;
  chosen?: boolean;
  pick(): void;
}

export function Option({ id, choice, marked, chosen, pick }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field, which keeps the focus
    <div
      ref={ref}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen ?? marked}
      class={marked ? 'marked' : ''}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={pick}
    >
      <span class="name">{choice.name}</span>
      {choice.about && <span class="about">{choice.about}</span>}
    </div>
  );
}
