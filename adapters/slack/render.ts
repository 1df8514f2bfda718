import type {
  ActionsBlock,
  Button,
  KnownBlock,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  TableBlock,
} from '@slack/types';
import { encodeAction } from '../../src/replies/encoding.ts';
import type { Action, Part, Reply } from '../../src/replies/reply.ts';
import { bar, type Inline, inlines, plainInline, plainText, type Text } from '../../src/replies/text.ts';
import { limits } from './limits.ts';

/** A message shows tables; a modal and the Home tab do not. */
export type Surface = 'message' | 'view';

/**
 * A reply as Block Kit. Prose goes out as rich text, whose strings Slack never parses: what people typed can
 * neither mention, link nor format.
 */
export function renderBlocks(reply: Pick<Reply, 'parts'>, surface: Surface = 'message'): KnownBlock[] {
  let tables = 0;
  const blocks = reply.parts.flatMap((part): KnownBlock[] => {
    const table = surface === 'message' && tables === 0 ? renderTable(part) : undefined;
    if (table) tables += 1;
    return table ? [table] : renderPart(part);
  });
  const most = surface === 'view' ? limits.blocksInView : limits.blocksInMessage;
  return withinText(blocks).slice(0, most);
}

/** Leaves out what would make the text of the blocks together longer than Slack takes. */
function withinText(blocks: readonly KnownBlock[]): KnownBlock[] {
  let left: number = limits.allText;
  return blocks.filter((block) => {
    const size = textLength(block);
    if (size > left) return false;
    left -= size;
    return true;
  });
}

function textLength(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + textLength(inner), 0);
}

/** The same in plain words, for notifications and screen readers. */
export function renderFallback(reply: Pick<Reply, 'parts'>): string {
  const lines = reply.parts.flatMap((part) => {
    switch (part.kind) {
      case 'heading':
      case 'subheading':
        return [part.text];
      case 'prose':
      case 'note':
        return [plainText(part.text)];
      case 'list':
        return part.items.map((item) => `- ${plainText(item)}`);
      case 'likeness':
        return part.rows.map((row) => `- ${row.likeness}: ${row.reality}`);
      case 'comparison':
        return part.rows.map((row) => `${row.label}: ${row.cells.join(' | ')}`);
      case 'bars':
        return part.rows.map((row) => `- ${plainText(row.label)}: ${row.says}`);
      case 'ranking':
        return part.rows.map((row) => `${row.place}. <@${row.person}>: ${row.says}`);
      case 'copy':
        return [part.text];
      default:
        return [];
    }
  });
  return cut(escapeText(lines.join('\n')), limits.text) || 'Simile';
}

function renderPart(part: Part): KnownBlock[] {
  switch (part.kind) {
    case 'heading':
      return [{ type: 'header', text: plainElement(part.text, limits.header) }];
    case 'subheading':
      return [richText([section([{ bold: part.text }])])];
    case 'prose':
      return [richText([section(inlines(part.text))])];
    case 'list':
      return list(part.items);
    case 'likeness':
      return list(part.rows.map((row): Inline[] => [{ bold: row.likeness }, ` → ${row.reality}`]));
    case 'comparison':
      return part.rows.flatMap((row) => [
        richText([section([{ bold: row.label }])]),
        ...list(row.cells.map((cell, index): Inline[] => [{ bold: part.columns[index] ?? '' }, `: ${cell}`])),
      ]);
    case 'bars':
      return [
        richText(
          part.rows.map((row) =>
            section([{ code: bar(row.share) }, ' ', ...inlines(row.label), ` ${row.says}\n`]),
          ),
        ),
      ];
    case 'ranking':
      return [
        richText(
          part.rows.map((row) => section([`${row.place}. `, { person: row.person }, ` ${row.says}\n`])),
        ),
      ];
    case 'copy':
      return [
        richText([
          {
            type: 'rich_text_preformatted',
            elements: [{ type: 'text', text: cut(part.text, limits.richText) }],
          },
        ]),
      ];
    case 'note':
      return [
        { type: 'context', elements: [{ type: 'mrkdwn', text: contextText(part.text), verbatim: true }] },
      ];
    case 'actions':
      return actionRows(part.actions);
    case 'menu':
      return menu(part.placeholder, part.actions);
  }
}

function renderTable(part: Part): TableBlock | undefined {
  const rows =
    part.kind === 'likeness'
      ? [['In the likeness', 'In reality'], ...part.rows.map((row) => [row.likeness, row.reality])]
      : part.kind === 'comparison'
        ? [['', ...part.columns], ...part.rows.map((row) => [row.label, ...row.cells])]
        : undefined;
  if (!rows || rows.length > limits.tableRows || rows.flat().join('').length > limits.tableCharacters)
    return undefined;
  return {
    type: 'table',
    column_settings: rows[0]?.map(() => ({ is_wrapped: true })) ?? [],
    rows: rows.map((cells, index) =>
      cells.map((cell) => (index === 0 ? boldCell(cell) : { type: 'raw_text', text: cell || ' ' })),
    ),
  };
}

function boldCell(text: string): RichTextBlock {
  return richText([section([{ bold: text || ' ' }])]);
}

function richText(elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements };
}

function list(items: readonly Text[]): KnownBlock[] {
  if (items.length === 0) return [];
  return [
    richText([
      { type: 'rich_text_list', style: 'bullet', elements: items.map((item) => section(inlines(item))) },
    ]),
  ];
}

function section(runs: readonly Inline[]): RichTextSection {
  let left: number = limits.richText;
  const elements = runs.flatMap((run): RichTextElement[] => {
    const text = cut(plainInline(run), left);
    left -= text.length;
    return text === '' ? [] : [element(run, text)];
  });
  return {
    type: 'rich_text_section',
    elements: elements.length > 0 ? elements : [{ type: 'text', text: ' ' }],
  };
}

function element(run: Inline, text: string): RichTextElement {
  if (typeof run === 'string') return { type: 'text', text };
  if ('person' in run) return { type: 'user', user_id: run.person };
  if ('link' in run) return { type: 'link', url: run.url, text };
  if ('bold' in run) return { type: 'text', text, style: { bold: true } };
  if ('italic' in run) return { type: 'text', text, style: { italic: true } };
  return { type: 'text', text, style: { code: true } };
}

/** Small print has no rich text: it is mrkdwn, in which a word joiner breaks every mark and `&<>` are escaped. */
function contextText(text: Text): string {
  let written = '';
  for (const run of inlines(text)) {
    const next = contextRun(run);
    if (written.length + next.length > limits.context) break;
    written += next;
  }
  return written || ' ';
}

function contextRun(run: Inline): string {
  const text = breakMarks(escapeText(plainInline(run)));
  if (typeof run === 'string') return text;
  if ('person' in run) return `<@${run.person}>`;
  if ('link' in run) return `<${escapeText(run.url)}|${text}>`;
  if ('bold' in run) return `*${text}*`;
  if ('italic' in run) return `_${text}_`;
  return `\`${text}\``;
}

const WORD_JOINER = '\u2060';

function breakMarks(text: string): string {
  return text.replace(/[*_~`:|]/g, (mark) => `${WORD_JOINER}${mark}${WORD_JOINER}`);
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function plainElement(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text, most) || ' ', emoji: false };
}

function actionRows(actions: readonly Action[]): KnownBlock[] {
  if (actions.length === 0) return [];
  const elements = actions.slice(0, limits.actions).map((action, index): Button => {
    const text = plainElement(action.label, limits.buttonText);
    if ('url' in action)
      return { type: 'button', text, url: action.url.slice(0, limits.buttonUrl), action_id: `link-${index}` };
    const style = action.style ? { style: action.style } : {};
    return { type: 'button', text, action_id: `press-${index}`, value: encodeAction(action), ...style };
  });
  return [{ type: 'actions', elements } satisfies ActionsBlock];
}

function menu(placeholder: string, actions: readonly Action[]): KnownBlock[] {
  const options = actions
    .slice(0, limits.options)
    .flatMap((action): PlainTextOption[] =>
      'url' in action
        ? []
        : [{ text: plainElement(action.label, limits.optionText), value: encodeAction(action) }],
    );
  if (options.length === 0) return [];
  const select = {
    type: 'static_select',
    action_id: 'menu',
    placeholder: plainElement(placeholder, limits.placeholder),
    options,
  } as const;
  return [{ type: 'actions', elements: [select] }];
}

/** Cuts at a length, never inside a pair of surrogates. */
export function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text
        .slice(0, Math.max(0, most - 1))
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}
