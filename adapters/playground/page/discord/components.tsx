import type {
  APIButtonComponent,
  APIMessageTopLevelComponent,
  APISectionAccessoryComponent,
  APISelectMenuComponent,
} from 'discord-api-types/v10';
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Component } from '../api.ts';
import type { Choice } from '../choices.tsx';
import { Link, NotDrawn } from '../inline.tsx';
import { Select } from '../select.tsx';
import { useStage } from '../stage.ts';
import type { Names } from './markdown.ts';
import { Markdown } from './text.tsx';

/** The message that components belong to. */
export const MessageContext = createContext<{ message: string; names: Names }>({ message: '', names: {} });

/** Components as the bot sent them (discord.com/developers/docs/components/reference). */
export function Components({ components }: { components: readonly Component[] }) {
  return (
    <>
      {components.map((component, index) => (
        <One key={component.id ?? index} component={component} />
      ))}
    </>
  );
}

function One({ component }: { component: Component | APIMessageTopLevelComponent }) {
  const { names } = useContext(MessageContext);
  switch (component.type) {
    case ComponentType.Container: {
      const colour = component.accent_color;
      const style =
        colour == null ? {} : { borderInlineStartColor: `#${colour.toString(16).padStart(6, '0')}` };
      const inside = <Components components={component.components} />;
      return (
        <div class={`container ${colour == null ? '' : 'accented'}`} style={style}>
          {component.spoiler ? <Hidden>{inside}</Hidden> : inside}
        </div>
      );
    }
    case ComponentType.TextDisplay:
      return <Markdown text={component.content} names={names} />;
    case ComponentType.Section:
      return (
        <div class="section">
          <div>
            {component.components.map((text, index) => (
              <Markdown key={text.id ?? index} text={text.content} names={names} />
            ))}
          </div>
          <Accessory accessory={component.accessory} />
        </div>
      );
    case ComponentType.Separator:
      return component.divider === false ? (
        <div class="space" />
      ) : (
        <hr class={component.spacing === 2 ? 'wide' : ''} />
      );
    case ComponentType.MediaGallery:
      return (
        <div class="gallery">
          {component.items.map(({ media, description }) => (
            <span class="picture" key={media.url}>
              {description ?? media.url}
            </span>
          ))}
        </div>
      );
    case ComponentType.File:
      return <span class="picture">{component.file.url}</span>;
    case ComponentType.ActionRow:
      return (
        <div class="row">
          {component.components.map((inner, index) =>
            inner.type === ComponentType.Button ? (
              <PressButton key={inner.id ?? index} button={inner} />
            ) : inner.type === ComponentType.TextInput ? (
              <NotDrawn key={inner.custom_id} type="a text input outside a modal" />
            ) : (
              <Menu key={inner.custom_id} menu={inner} />
            ),
          )}
        </div>
      );
    default:
      return <NotDrawn type={component.type} />;
  }
}

function Hidden({ children }: { children: preact.ComponentChildren }) {
  const [open, setOpen] = useState(false);
  if (open) return <>{children}</>;
  return (
    <button type="button" class="spoiler" onClick={() => setOpen(true)}>
      Show the spoiler
    </button>
  );
}

function Accessory({ accessory }: { accessory: APISectionAccessoryComponent }) {
  if (accessory.type === ComponentType.Button) return <PressButton button={accessory} />;
  return <span class="picture">{accessory.description ?? accessory.media.url}</span>;
}

const looks: Readonly<Record<number, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: '',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
};

function PressButton({ button }: { button: APIButtonComponent }) {
  const { message } = useContext(MessageContext);
  const { act } = useStage();
  if (button.style === ButtonStyle.Premium) return <NotDrawn type="a premium button" />;
  const emoji = button.emoji?.id ? `:${button.emoji.name}:` : button.emoji?.name;
  const words = [emoji, button.label].filter(Boolean).join(' ');
  if (button.style === ButtonStyle.Link)
    return (
      <Link url={button.url} class="button link">
        {`${words} ↗`}
      </Link>
    );
  const { custom_id } = button;
  return (
    <button
      type="button"
      class={`button ${looks[button.style] ?? ''}`}
      disabled={button.disabled}
      onClick={() => void act({ kind: 'discord.press', message, id: custom_id })}
    >
      {words}
    </button>
  );
}

function Menu({ menu }: { menu: APISelectMenuComponent }) {
  const { message, names } = useContext(MessageContext);
  const { act } = useStage();
  const [chosen, setChosen] = useState<readonly string[]>(
    menu.type === ComponentType.StringSelect
      ? menu.options.filter((option) => option.default).map(({ value }) => value)
      : [],
  );
  return (
    <Select
      label={menu.placeholder ?? 'Make a selection'}
      choices={choicesOf(menu, names)}
      chosen={chosen}
      most={menu.max_values ?? 1}
      disabled={menu.disabled}
      onChoose={(values) => {
        setChosen(values);
        void act({ kind: 'discord.select', message, id: menu.custom_id, values });
      }}
    />
  );
}

export function choicesOf(menu: APISelectMenuComponent, names: Names): Choice[] {
  if (menu.type === ComponentType.StringSelect)
    return menu.options.map(({ value, label, description }) => ({ value, name: label, about: description }));
  return Object.entries(names).map(([value, name]) => ({ value, name }));
}
