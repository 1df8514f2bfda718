import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Choice, Option } from './choices.tsx';

interface Props {
  label: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  /** How many can be chosen; with more than one, `onChoose` comes when the list is shut. */
  most?: number;
  disabled?: boolean | undefined;
  onChoose(values: string[]): void;
}

/** A list that folds out of a button (the select-only combobox of the ARIA Authoring Practices). */
export function Select({ label, choices, chosen, most = 1, disabled, onChoose }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const [picked, setPicked] = useState<readonly string[]>(chosen);
  const [typed, setTyped] = useState({ text: '', at: 0 });
  const names = choices.filter(({ value }) => chosen.includes(value)).map(({ name }) => name);

  useLayoutEffect(() => {
    if (open) list.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  const unfold = () => {
    setPicked(chosen);
    setMarked(
      Math.max(
        0,
        choices.findIndex(({ value }) => value === chosen[0]),
      ),
    );
    setOpen(true);
  };
  const fold = () => {
    setOpen(false);
    if (open && most > 1 && picked.join() !== chosen.join()) onChoose([...picked]);
  };
  const pick = ({ value }: Choice) => {
    if (most === 1) {
      setOpen(false);
      onChoose([value]);
    } else if (picked.includes(value)) setPicked(picked.filter((one) => one !== value));
    else if (picked.length < most) setPicked([...picked, value]);
  };
  /** Letters typed in quick succession go to the entry that begins with them. */
  const seek = (event: KeyboardEvent) => {
    const text = event.timeStamp - typed.at < 600 ? typed.text + event.key : event.key;
    setTyped({ text, at: event.timeStamp });
    const found = choices.findIndex(({ name }) => name.toLowerCase().startsWith(text.toLowerCase()));
    if (found >= 0) setMarked(found);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[key];
    const choice = choices[marked];
    if (!open) {
      if (!['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key)) return;
      unfold();
    } else if (step) setMarked(Math.min(choices.length - 1, Math.max(0, marked + step)));
    else if (key === 'Home') setMarked(0);
    else if (key === 'End') setMarked(choices.length - 1);
    else if ((key === 'Enter' || key === ' ') && choice) pick(choice);
    else if (key === 'Escape') fold();
    else if (key.length === 1) seek(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      class="select"
      ref={box}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && box.current?.contains(event.relatedTarget))) fold();
      }}
    >
      <button
        type="button"
        role="combobox"
        aria-label={label}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={id}
        aria-activedescendant={open ? `${id}-${marked}` : undefined}
        disabled={disabled}
        onClick={() => (open ? fold() : unfold())}
        onKeyDown={onKeyDown}
      >
        <span class={names.length > 0 ? 'value' : 'placeholder'}>{names.join(', ') || label}</span>
        <span class="chevron" aria-hidden="true" />
      </button>
      <div
        ref={list}
        class="choices"
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={most > 1}
        hidden={!open}
      >
        {choices.map((choice, index) => (
          <Option
            key={choice.value}
            id={`${id}-${index}`}
            choice={choice}
            marked={open && index === marked}
            chosen={picked.includes(choice.value)}
            pick={() => pick(choice)}
          />
        ))}
      </div>
    </div>
  );
}
