import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';
import { encodeAction } from '../../src/replies/encoding.ts';
import type { Action, Part, Reply } from '../../src/replies/reply.ts';
import { bar, type Inline, type Text } from '../../src/replies/text.ts';
import { limits } from './limits.ts';
import { toMarkdown } from './markdown.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A reply as a message of Components v2: one container of texts and rows. */
export function renderMessage(reply: Pick<Reply, 'parts' | 'visibility'>) {
  const flags =
    reply.visibility === 'private'
      ? MessageFlags.Ephemeral | MessageFlags.IsComponentsV2
      : MessageFlags.IsComponentsV2;
  return {
    flags,
    components: [{ type: ComponentType.Container as const, components: renderParts(reply.parts) }],
    allowed_mentions: { parse: [] },
  } satisfies RESTPostAPIChannelMessageJSONBody;
}

function renderParts(parts: readonly Part[]): APIComponentInContainer[] {
  const components: APIComponentInContainer[] = [];
  const taken = new Set<string>();
  let lines: string[] = [];
  let textLeft: number = limits.text;
  // The container itself is one.
  let componentsLeft = limits.components - 1;

  const flush = () => {
    const content = cut(lines.join('\n'), textLeft);
    lines = [];
    if (content === '' || componentsLeft < 1) return;
    textLeft -= content.length;
    componentsLeft -= 1;
    components.push({ type: ComponentType.TextDisplay, content });
  };
  for (const part of parts) {
    if (part.kind !== 'actions' && part.kind !== 'menu') {
      lines.push(renderText(part));
      continue;
    }
    flush();
    for (const row of part.kind === 'menu'
      ? menus(part.placeholder, part.actions, taken)
      : buttonRows(part.actions, taken)) {
      const size = row.components.length + 1;
      if (size > componentsLeft) break;
      componentsLeft -= size;
      components.push(row);
    }
  }
  flush();
  return components;
}

/** There is no table: the rows of a likeness go one pair a line. */
function renderText(part: Exclude<Part, { kind: 'actions' } | { kind: 'menu' }>): string {
  switch (part.kind) {
    case 'heading':
      return `## ${toMarkdown(part.text)}`;
    case 'subheading':
      return `### ${toMarkdown(part.text)}`;
    case 'prose':
      return `${toMarkdown(part.text)}\n`;
    case 'list':
      return list(part.items);
    case 'likeness':
      return list(part.rows.map((row): Inline[] => [{ bold: row.likeness }, ` → ${row.reality}`]));
    case 'comparison':
      return part.rows
        .map((row) => {
          const cells = row.cells.map((cell, index): Inline[] => [
            { bold: part.columns[index] ?? '' },
            `: ${cell}`,
          ]);
          return `### ${toMarkdown(row.label)}\n${list(cells)}`;
        })
        .join('\n');
    case 'bars':
      return part.rows
        .map((row) => `\`${bar(row.share)}\` ${toMarkdown(row.label)} ${toMarkdown(row.says)}`)
        .join('\n');
    case 'ranking':
      return part.rows
        .map((row) => `**${row.place}.** ${toMarkdown([{ person: row.person }, ` ${row.says}`])}`)
        .join('\n');
    case 'copy':
      return `\`\`\`\n${part.text.replaceAll('`', "'")}\n\`\`\``;
    case 'note':
      return `-# ${toMarkdown(part.text)}`;
  }
}

function list(items: readonly Text[]): string {
  return items.map((item) => `- ${toMarkdown(item)}`).join('\n');
}

function buttonRows(actions: readonly Action[], taken: Set<string>): Row[] {
  const buttons = actions.flatMap((action): APIButtonComponent[] => {
    const label = cut(action.label.trim(), limits.buttonLabel) || '…';
    if ('url' in action) {
      const fits = action.url.length <= limits.buttonUrl;
      return fits ? [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url: action.url }] : [];
    }
    const custom_id = encodeAction(action);
    // Discord refuses a message in which an id stands twice.
    if (taken.has(custom_id)) return [];
    taken.add(custom_id);
    return [{ type: ComponentType.Button, style: buttonStyle(action.style), label, custom_id }];
  });
  return chunk(buttons, limits.buttonsInRow).map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
}

function buttonStyle(style: 'primary' | 'danger' | undefined) {
  if (style === 'primary') return ButtonStyle.Primary;
  return style === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary;
}

function menus(placeholder: string, actions: readonly Action[], taken: Set<string>): Row[] {
  const options = new Map<string, APISelectMenuOption>();
  for (const action of actions) {
    if ('url' in action) continue;
    const value = encodeAction(action);
    options.set(value, { label: cut(action.label.trim(), limits.optionLabel) || '…', value });
  }
  return chunk([...options.values()], limits.selectOptions).map((some) => {
    const custom_id = `menu-${taken.size}`;
    taken.add(custom_id);
    const select = {
      type: ComponentType.StringSelect,
      custom_id,
      placeholder: cut(placeholder, limits.placeholder),
      options: some,
    } as const;
    return { type: ComponentType.ActionRow, components: [select] };
  });
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Cuts at a length, never inside a pair of surrogates. */
function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text
        .slice(0, Math.max(0, most - 1))
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}
