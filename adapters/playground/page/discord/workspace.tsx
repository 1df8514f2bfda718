import type { DiscordScene } from '../api.ts';
import { Channels } from '../channels.tsx';
import { Log } from '../log.tsx';
import { useStage } from '../stage.ts';
import { DiscordComposer } from './composer.tsx';
import { DiscordMessage } from './message.tsx';
import { DiscordModal } from './modal.tsx';

interface Props {
  scene: DiscordScene;
  onOpen(channel: string): void;
}

/** A server in the manner of Discord. */
export function DiscordWorkspace({ scene, onOpen }: Props) {
  const { person } = useStage();
  const channel = scene.channels.find(({ id }) => id === scene.open);
  const title = `${channel?.kind === 'direct' ? '' : '#'}${channel?.name ?? ''}`;
  return (
    <section class="workspace discord" aria-label="Discord-like server">
      <div class="side">
        <h2>{scene.guild}</h2>
        <Channels
          label="Discord channels"
          channels={scene.channels}
          open={scene.open}
          person={person}
          onOpen={onOpen}
        />
      </div>
      <div class="room">
        <header>
          <h3>{title}</h3>
        </header>
        <Log label={`Messages in ${title}`} last={scene.messages.at(-1)?.id}>
          {scene.messages.map((message) => (
            <DiscordMessage key={message.id} message={message} scene={scene} />
          ))}
        </Log>
        <DiscordComposer key={`${person} ${scene.open}`} scene={scene} where={`Message ${title}`} />
      </div>
      {scene.modal && <DiscordModal key={scene.modal.id} scene={scene} modal={scene.modal} />}
    </section>
  );
}
