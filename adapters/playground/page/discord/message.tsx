import type { DiscordSaid, DiscordScene } from '../api.ts';
import { Avatar, clockTime } from '../avatar.tsx';
import { Menu } from '../menu.tsx';
import { useStage } from '../stage.ts';
import { Components, MessageContext } from './components.tsx';
import { Markdown } from './text.tsx';

export function DiscordMessage({ message, scene }: { message: DiscordSaid; scene: DiscordScene }) {
  const { act, lookBehind } = useStage();
  const { id, onlyYou, used } = message;
  const dismiss = () => void act({ kind: 'discord.dismiss', message: id });
  const isBot = message.author === scene.bot.id || message.failure !== undefined;
  const name = isBot ? scene.bot.name : (scene.names[message.author] ?? message.author);
  return (
    <MessageContext.Provider value={{ message: id, names: scene.names }}>
      <li class={`message ${onlyYou ? 'only-you' : ''}`} data-id={id}>
        {used && (
          <p class="used">
            <strong>{scene.names[used.user] ?? used.user}</strong> used{' '}
            <span class="mention">/{used.command}</span>
          </p>
        )}
        <Avatar name={name} isBot={isBot} />
        <article aria-label={`${name} at ${clockTime(message.at)}`}>
          <p class="by">
            <strong>{name}</strong>
            {isBot && <span class="badge">APP</span>}
            <time>{clockTime(message.at)}</time>
          </p>
          {message.failure !== undefined && <p class="failure">{message.failure}</p>}
          {message.thinking && <p class="thinking">{name} is thinking…</p>}
          {message.content !== '' && <Markdown text={message.content} names={scene.names} />}
          <Components components={message.components} />
          {message.edited && <small class="edited">(edited)</small>}
          {onlyYou && (
            <p class="for-you">
              <span>
                <span aria-hidden="true">◉ </span>Only you can see this
              </span>
              <span aria-hidden="true"> • </span>
              <button type="button" onClick={dismiss}>
                Dismiss message
              </button>
            </p>
          )}
        </article>
        <div class="tools">
          {isBot && message.failure === undefined && (
            <button type="button" onClick={() => lookBehind({ platform: 'discord', message: id })}>
              Behind the scenes
            </button>
          )}
          {scene.menus.length > 0 && message.failure === undefined && (
            <Menu
              label="More actions on this message"
              entries={scene.menus.map((command) => ({
                name: command,
                run: () => void act({ kind: 'discord.menu', message: id, name: command }),
              }))}
            >
              ⋯
            </Menu>
          )}
        </div>
      </li>
    </MessageContext.Provider>
  );
}
