import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Scroller } from './scroller.tsx';

/** A conversation that follows what comes in: to its end, or to the top of a message taller than the room. */
export function Log({
  label,
  last,
  children,
}: {
  label: string;
  last: string | undefined;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const log = ref.current;
    const message = log?.querySelector<HTMLElement>('ol > li:last-child');
    if (!log || !message) return;
    const tall = message.offsetHeight > log.clientHeight;
    log.scrollTop = tall ? message.offsetTop - log.offsetTop - 8 : log.scrollHeight;
  }, [last, label]);
  return (
    <Scroller class="log" role="log" label={label} box={ref}>
      <ol>{children}</ol>
    </Scroller>
  );
}
