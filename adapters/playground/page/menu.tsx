import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Entry {
  name: string;
  run(): void;
}

/** A button that opens a menu (the menu button of the ARIA Authoring Practices). */
export function Menu({
  label,
  entries,
  children,
}: {
  label: string;
  entries: readonly Entry[];
  children: ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  useEffect(() => {
    if (open) items()[0]?.focus();
  }, [open]);
  const close = () => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!open || (!step && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    const all = items();
    const at = all.findIndex((item) => item.matches(':focus'));
    if (step) all[(at + step + all.length) % all.length]?.focus();
    else close();
  };
  return (
    <div
      class="menu"
      ref={box}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && box.current?.contains(event.relatedTarget)))
          setOpen(false);
      }}
    >
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
          {entries.map(({ name, run }) => (
            <button
              type="button"
              role="menuitem"
              key={name}
              onClick={() => {
                close();
                run();
              }}
            >
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
