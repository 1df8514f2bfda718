import type { ComponentChildren } from 'preact';
import type { SlackSaid, SlackScene } from '../api.ts';
import { Avatar, clockTime } from '../avatar.tsx';
import { Inlines } from '../inline.tsx';
import { Menu } from '../menu.tsx';
import { useStage } from '../stage.ts';
import { Blocks } from './blocks.tsx';
import { readMrkdwn } from './mrkdwn.ts';
import { SurfaceContext } from './surface.ts';

interface Props {
  message: SlackSaid;
  scene: SlackScene;
  /** What stands under it: the way into its thread. */
  children?: ComponentChildren;
}

export function SlackMessage({ message, scene, children }: Props) {
  const { act, lookBehind } = useStage();
  const { ts, user, onlyYou } = message;
  const at = { channel: scene.open, ts };
  const isBot = user === scene.bot.id;
  const name = scene.names[user] ?? user;
  const shortcuts = scene.shortcuts.filter(({ on }) => on === 'message');
  return (
    <SurfaceContext.Provider value={{ at, names: scene.names }}>
      <li class={`message ${onlyYou ? 'only-you' : ''}`} data-ts={ts}>
        {onlyYou && (
          <p class="for-you">
            <span>
              <span aria-hidden="true">◉ </span>Only visible to you
            </span>
            <button type="button" onClick={() => void act({ kind: 'slack.dismiss', ...at })}>
              Dismiss
            </button>
          </p>
        )}
        <Avatar name={name} isBot={isBot} />
        <article aria-label={`${name} at ${clockTime(Number(ts) * 1000)}`}>
          <p class="by">
            <strong>{name}</strong>
            {isBot && <span class="badge">APP</span>}
            <time>{clockTime(Number(ts) * 1000)}</time>
          </p>
          {message.blocks.length > 0 ? (
            <Blocks blocks={message.blocks} />
          ) : (
            <p class="text">
              <Inlines runs={readMrkdwn(message.text, scene.names)} />
            </p>
          )}
          {message.edited && <small class="edited">(edited)</small>}
          {children}
        </article>
        <div class="tools">
          {isBot && (
            <button
              type="button"
              onClick={() => lookBehind({ platform: 'slack', channel: scene.open, message: ts })}
            >
              Behind the scenes
            </button>
          )}
          {!onlyYou && (
            <Menu
              label="More actions on this message"
              entries={shortcuts.map(({ id, name: title }) => ({
                name: title,
                run: () => void act({ kind: 'slack.menu', ...at, shortcut: id }),
              }))}
            >
              ⋯
            </Menu>
          )}
        </div>
      </li>
    </SurfaceContext.Provider>
  );
}
