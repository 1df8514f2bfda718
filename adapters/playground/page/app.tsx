import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Act } from '../act.ts';
import { type Looking, perform, useScene } from './api.ts';
import { BehindTheScenes } from './behind.tsx';
import { Content } from './content.tsx';
import { DiscordWorkspace } from './discord/workspace.tsx';
import { Header } from './header.tsx';
import { SlackWorkspace } from './slack/workspace.tsx';
import { type Stage, StageContext } from './stage.ts';

/** How long a note of a platform stays, in milliseconds. */
const NOTE_STAYS = 8_000;

function personOfAddress(): string {
  return new URLSearchParams(location.search).get('person') ?? 'ada';
}

export function App() {
  const [looking, setLooking] = useState<Looking>({ person: personOfAddress(), slack: '', discord: '' });
  const [side, setSide] = useState<'slack' | 'discord'>('slack');
  const [behind, setBehind] = useState<Record<string, string>>();
  const [note, setNote] = useState<string>();
  const scene = useScene(looking);

  useEffect(() => {
    const back = () => setLooking({ person: personOfAddress(), slack: '', discord: '' });
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  useEffect(() => {
    if (note === undefined) return;
    const timer = setTimeout(() => setNote(undefined), NOTE_STAYS);
    return () => clearTimeout(timer);
  }, [note]);

  const { person } = looking;
  const stage = useMemo<Stage>(
    () => ({
      person,
      async act(act: Act) {
        const done = await perform(person, act);
        if (done.note !== undefined) setNote(done.note);
        return done;
      },
      lookBehind: setBehind,
    }),
    [person],
  );
  if (!scene)
    return (
      <main class="starting" aria-busy="true">
        <h1>Simile playground</h1>
        <p>Reading the content…</p>
      </main>
    );
  const become = (name: string) => {
    history.pushState(null, '', `/?person=${name}`);
    setLooking({ ...looking, person: name });
  };
  return (
    <StageContext.Provider value={stage}>
      <Header scene={scene} onPerson={become} />
      <div class="sides">
        <button type="button" aria-pressed={side === 'slack'} onClick={() => setSide('slack')}>
          Slack-like
        </button>
        <button type="button" aria-pressed={side === 'discord'} onClick={() => setSide('discord')}>
          Discord-like
        </button>
      </div>
      <Content news={scene.content} />
      <main class={`both ${side}-first`}>
        <SlackWorkspace scene={scene.slack} onOpen={(slack) => setLooking({ ...looking, slack })} />
        <DiscordWorkspace scene={scene.discord} onOpen={(discord) => setLooking({ ...looking, discord })} />
      </main>
      {behind && <BehindTheScenes query={behind} onClose={() => setBehind(undefined)} />}
      <p class="note" role="status" aria-live="polite" hidden={note === undefined}>
        {note}
      </p>
    </StageContext.Provider>
  );
}
