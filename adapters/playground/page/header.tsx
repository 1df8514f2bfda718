import { useEffect, useState } from 'preact/hooks';
import type { Scene } from './api.ts';
import { Select } from './select.tsx';
import { useStage } from './stage.ts';
import { chooseTheme, theme } from './theme.ts';

const MINUTE = 60_000;
const STEPS = [
  ['1 minute', MINUTE],
  ['10 minutes', 10 * MINUTE],
  ['1 hour', 60 * MINUTE],
  ['1 day', 24 * 60 * MINUTE],
  ['1 week', 7 * 24 * 60 * MINUTE],
] as const;

interface Props {
  scene: Scene;
  onPerson(name: string): void;
}

export function Header({ scene, onPerson }: Props) {
  return (
    <header class="top">
      <h1>
        <img src="/icon.svg" alt="" width="28" height="28" /> Simile playground
      </h1>
      <p class="preview">A preview with a real bot behind it, not the real Slack or Discord.</p>
      <div class="switches">
        <People scene={scene} onPerson={onPerson} />
        <Clock scene={scene} />
        <Theme />
      </div>
    </header>
  );
}

function People({ scene, onPerson }: Props) {
  return (
    <fieldset class="people">
      <legend>You are</legend>
      {scene.people.map(({ name, title }) => (
        <a
          key={name}
          href={`/?person=${name}`}
          aria-current={name === scene.person ? 'true' : undefined}
          title={`${title}; open in another window to be two people at once`}
          onClick={(event) => {
            // A new window or tab is a second person.
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onPerson(name);
          }}
        >
          {title}
        </a>
      ))}
    </fieldset>
  );
}

/** The bot's clock, which can be moved ahead: only here. */
function Clock({ scene }: { scene: Scene }) {
  const { act } = useStage();
  const [tick, setTick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setTick(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => setTick(Date.now()), [scene.clock.moved]);
  const shown = new Date(tick + scene.clock.moved).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <div class="clock">
      <time>{shown}</time>
      <Select
        label="Move the clock"
        choices={STEPS.map(([name, ms]) => ({ value: String(ms), name: `${name} ahead` }))}
        chosen={[]}
        onChoose={([ms]) => void act({ kind: 'clock.move', milliseconds: Number(ms) })}
      />
    </div>
  );
}

function Theme() {
  const [shown, setShown] = useState(theme);
  return (
    <button
      type="button"
      class="theme"
      aria-label="Dark colours"
      aria-pressed={shown === 'dark'}
      onClick={() => setShown(chooseTheme(shown === 'dark' ? 'light' : 'dark'))}
    >
      {shown === 'dark' ? '☾' : '☀︎'}
    </button>
  );
}
