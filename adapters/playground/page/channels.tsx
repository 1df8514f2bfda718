import { useEffect, useRef } from 'preact/hooks';
import type { ChannelShown } from '../shown.ts';

interface Props {
  label: string;
  channels: readonly ChannelShown[];
  open: string;
  /** Whose eyes: what one person read, another did not. */
  person: string;
  onOpen(id: string): void;
}

const signs = { public: '#', private: '🔒︎', direct: '≈', thread: '↳' } as const;

/** The list of channels, those with something new in bold. */
export function Channels({ label, channels, open, person, onOpen }: Props) {
  const read = useRef(new Map<string, string | undefined>());
  const key = (id: string) => `${person} ${id}`;
  for (const { id, last } of channels) if (!read.current.has(key(id))) read.current.set(key(id), last);
  const here = channels.find(({ id }) => id === open)?.last;
  useEffect(() => {
    read.current.set(key(open), here);
  }, [open, here, person]);
  return (
    <nav class="channels" aria-label={label}>
      <ul>
        {channels.map(({ id, name, kind, last }) => {
          const unread = id !== open && last !== undefined && read.current.get(key(id)) !== last;
          return (
            <li key={id} class={kind}>
              <button
                type="button"
                aria-current={id === open ? 'page' : undefined}
                class={unread ? 'unread' : ''}
                onClick={() => onOpen(id)}
              >
                <span class="sign" aria-hidden="true">
                  {signs[kind]}
                </span>{' '}
                {name}
                {unread && <span class="dot"> new</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
