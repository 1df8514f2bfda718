import type {
  ActionsBlockElement,
  InputBlock,
  Option,
  OptionGroup,
  SectionBlockAccessory,
} from '@slack/types';
import { useContext, useState } from 'preact/hooks';
import type { Choice } from '../choices.tsx';
import { NotDrawn } from '../inline.tsx';
import { Menu } from '../menu.tsx';
import { Select } from '../select.tsx';
import { useStage } from '../stage.ts';
import { PressButton } from './button.tsx';
import { External } from './external.tsx';
import type { Names } from './mrkdwn.ts';
import { SurfaceContext } from './surface.ts';

type AnyElement = ActionsBlockElement | SectionBlockAccessory | InputBlock['element'];

interface Props {
  element: AnyElement;
  block: string;
  /** Inside an input block: remembered until the view is sent, under this label. */
  label?: string;
}

/** One interactive element of Block Kit (docs.slack.dev/reference/block-kit/block-elements). */
export function Element({ element, block, label }: Props) {
  const { at, names } = useContext(SurfaceContext);
  const { act } = useStage();
  const [chosen, setChosen] = useState<readonly string[]>(initial(element));
  const action = 'action_id' in element ? (element.action_id ?? '') : '';
  const choose = (values: readonly string[], many = false) => {
    setChosen(values);
    const value = many ? [...values] : (values[0] ?? '');
    if (label === undefined) void act({ kind: 'slack.select', at, action, block, value });
  };
  const named = label ?? ('placeholder' in element ? element.placeholder?.text : undefined) ?? 'Choose';
  const common = { name: label === undefined ? undefined : block, 'aria-label': named };
  switch (element.type) {
    case 'button':
      return <PressButton button={element} block={block} />;
    case 'static_select':
    case 'multi_static_select':
    case 'users_select':
    case 'multi_users_select':
    case 'channels_select':
    case 'multi_channels_select':
    case 'conversations_select':
    case 'multi_conversations_select': {
      const many = element.type.startsWith('multi_');
      const most = many ? ('max_selected_items' in element && element.max_selected_items) || 100 : 1;
      return (
        <>
          <Select
            label={placeholder(element) ?? named}
            choices={choicesOf(element, names)}
            chosen={chosen}
            most={most}
            onChoose={(values) => choose(values, many)}
          />
          {label !== undefined &&
            chosen.map((value) => <input type="hidden" key={value} name={block} value={value} />)}
        </>
      );
    }
    case 'external_select':
      return (
        <External
          action={action}
          block={block}
          least={element.min_query_length ?? 3}
          label={named}
          hint={placeholder(element)}
          {...(label === undefined ? { onChoose: (value: string) => choose([value]) } : {})}
        />
      );
    case 'overflow':
      return (
        <Menu
          label="More actions"
          entries={element.options.map((one) => ({
            name: one.text.text,
            run: () => choose([one.value ?? '']),
          }))}
        >
          ⋯
        </Menu>
      );
    case 'checkboxes':
    case 'radio_buttons': {
      const many = element.type === 'checkboxes';
      const flip = (value: string, on: boolean) =>
        choose(many ? (on ? [...chosen, value] : chosen.filter((one) => one !== value)) : [value], many);
      return (
        <fieldset class="options" aria-label={named}>
          {element.options.map(({ text, value = '', description }) => (
            <label key={value}>
              <input
                type={many ? 'checkbox' : 'radio'}
                name={label === undefined ? `${block}-${action}` : block}
                value={value}
                checked={chosen.includes(value)}
                onChange={(event) => flip(value, event.currentTarget.checked)}
              />
              <span>
                {text.text}
                {description && <small>{description.text}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      );
    }
    case 'datepicker':
      return (
        <input
          type="date"
          {...common}
          value={chosen[0]}
          onChange={(event) => choose([event.currentTarget.value])}
        />
      );
    case 'timepicker':
      return (
        <input
          type="time"
          {...common}
          value={chosen[0]}
          onChange={(event) => choose([event.currentTarget.value])}
        />
      );
    case 'plain_text_input':
      return element.multiline ? (
        <textarea
          {...common}
          rows={4}
          placeholder={placeholder(element)}
          defaultValue={element.initial_value}
        />
      ) : (
        <input
          type="text"
          {...common}
          placeholder={placeholder(element)}
          defaultValue={element.initial_value}
        />
      );
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return (
        <input
          type="text"
          {...common}
          placeholder={placeholder(element)}
          defaultValue={element.initial_value}
        />
      );
    case 'image':
      return <span class="picture">{element.alt_text}</span>;
    default:
      return <NotDrawn type={element.type} />;
  }
}

function placeholder(element: AnyElement): string | undefined {
  return 'placeholder' in element ? element.placeholder?.text : undefined;
}

function initial(element: AnyElement): string[] {
  const values = Object.entries(element).flatMap(([name, value]) =>
    name.startsWith('initial_') ? [value].flat() : [],
  );
  return values.flatMap((value) =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value && 'value' in value
        ? [String(value.value)]
        : [],
  );
}

function choicesOf(element: AnyElement, names: Names): Choice[] {
  const own = 'options' in element ? (element.options ?? []) : [];
  const groups = 'option_groups' in element ? (element.option_groups ?? []) : [];
  const listed: readonly Option[] = [...own, ...groups.flatMap((group: OptionGroup) => group.options)];
  if (listed.length > 0)
    return listed.map(({ text, value = '', description }) => ({
      value,
      name: text.text,
      about: description?.text,
    }));
  const people = element.type.includes('users');
  return Object.entries(names)
    .filter(([id]) => id.startsWith(people ? 'U0' : 'C0'))
    .map(([value, name]) => ({ value, name }));
}
