import { useEffect, useState } from 'preact/hooks';
import type { SlackScene } from '../api.ts';
import { Channels } from '../channels.tsx';
import { Log } from '../log.tsx';
import { useStage } from '../stage.ts';
import { SlackComposer } from './composer.tsx';
import { SlackMessage } from './message.tsx';
import { SlackHome, SlackModalView } from './view.tsx';

interface Props {
  scene: SlackScene;
  onOpen(channel: string): void;
}

/** A workspace in the manner of Slack. */
export function SlackWorkspace({ scene, onOpen }: Props) {
  const { act, person } = useStage();
  const [tab, setTab] = useState<'messages' | 'home'>('messages');
  const [thread, setThread] = useState<string>();
  const channel = scene.channels.find(({ id }) => id === scene.open);
  const direct = channel?.kind === 'direct';
  useEffect(() => {
    setTab('messages');
    setThread(undefined);
  }, [scene.open, person]);

  const title = direct ? 'Simile' : `#${channel?.name ?? ''}`;
  const within = scene.messages.filter((message) => message.ts === thread || message.thread === thread);
  const shown = thread ? within : scene.messages.filter((message) => !message.thread);
  const showHome = () => {
    setTab('home');
    void act({ kind: 'slack.home' });
  };
  return (
    <section class="workspace slack" aria-label="Slack-like workspace">
      <div class="side">
        <h2>{scene.team}</h2>
        <Channels
          label="Slack channels"
          channels={scene.channels}
          open={scene.open}
          person={person}
          onOpen={onOpen}
        />
        {scene.shortcuts
          .filter(({ on }) => on === 'anywhere')
          .map(({ id, name }) => (
            <button
              type="button"
              class="shortcut"
              key={id}
              onClick={() => void act({ kind: 'slack.shortcut', shortcut: id })}
            >
              ⚡ {name}
            </button>
          ))}
      </div>
      <div class="room">
        <header>
          {thread && (
            <button type="button" class="back" onClick={() => setThread(undefined)}>
              ← Back
            </button>
          )}
          <h3>{thread ? `Thread in ${title}` : title}</h3>
          {direct && !thread && (
            <div class="tabs">
              <button type="button" aria-pressed={tab === 'home'} onClick={showHome}>
                Home
              </button>
              <button type="button" aria-pressed={tab === 'messages'} onClick={() => setTab('messages')}>
                Messages
              </button>
            </div>
          )}
        </header>
        {tab === 'home' && direct ? (
          <SlackHome scene={scene} />
        ) : (
          <>
            <Log
              label={`Messages in ${title}`}
              last={`${thread ?? ''} ${(thread ? shown : scene.messages).at(-1)?.ts}`}
            >
              {shown.map((message) => {
                const replies = scene.messages.filter((one) => one.thread === message.ts);
                const last = replies.at(-1);
                return (
                  <SlackMessage key={message.ts} message={message} scene={scene}>
                    {!thread && last && (
                      <button type="button" class="replies" onClick={() => setThread(message.ts)}>
                        {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
                        <span> View thread</span>
                      </button>
                    )}
                  </SlackMessage>
                );
              })}
            </Log>
            <SlackComposer
              key={`${scene.open} ${thread ?? ''}`}
              scene={scene}
              where={thread ? 'Reply…' : direct ? 'Message Simile' : `Message ${title}`}
              {...(thread ? { thread } : {})}
            />
          </>
        )}
      </div>
      {scene.modal && <SlackModalView key={scene.modal.id} view={scene.modal} scene={scene} />}
    </section>
  );
}
