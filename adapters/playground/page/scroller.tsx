import type { ComponentChildren, Ref } from 'preact';

interface Props {
  label: string;
  class: string;
  role?: 'region' | 'log';
  box?: Ref<HTMLDivElement>;
  children: ComponentChildren;
}

/** A box that scrolls. The keyboard must reach it even where nothing in it can have the focus. */
export function Scroller({ label, class: name, role = 'region', box, children }: Props) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles it can have take a label
    <div class={name} role={role} aria-label={label} tabIndex={0} ref={box ?? null}>
      {children}
    </div>
  );
}
