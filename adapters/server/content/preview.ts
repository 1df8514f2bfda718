import type { RichTextBlock, RichTextElement } from '@slack/types';
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Reply } from '../../../src/replies/reply.ts';
import { renderMessage } from '../../discord/render.ts';
import { renderBlocks } from '../../slack/render.ts';
import { grid, styled, wrap } from './lines.ts';

const NO_BREAK = '\u00a0';

type SlackBlock = ReturnType<typeof renderBlocks>[number];
type DiscordPart = ReturnType<typeof renderMessage>['components'][number]['components'][number];

/** A reply as Slack would show it, drawn from the very blocks that Slack would be sent. */
export function slackPreview(reply: Reply, width: number): string {
  return renderBlocks(reply)
    .flatMap((block) => [...slackLines(block, width - 2), ''])
    .map((line) => `  ${line}`.replaceAll(NO_BREAK, ' ').trimEnd())
    .join('\n');
}

/** The same for Discord: the container's bar at the left, and Markdown as it is read there. */
export function discordPreview(reply: Reply, width: number): string {
  return renderMessage(reply)
    .components.flatMap((container) => container.components)
    .flatMap((part) => [...discordLines(part, width - 4), ''])
    .map((line) => `  ┃ ${line}`.replaceAll(NO_BREAK, ' ').trimEnd())
    .join('\n');
}

function slackLines(block: SlackBlock, width: number): string[] {
  switch (block.type) {
    case 'header':
      return wrap(styled('bold', block.text.text.toUpperCase()), width);
    case 'rich_text':
      return richLines(block, width);
    case 'table':
      return grid(
        block.rows.map((row) =>
          row.map((cell) =>
            'elements' in cell ? richLines(cell, width).join(' ') : 'text' in cell ? String(cell.text) : '',
          ),
        ),
        width,
      );
    case 'context':
      return block.elements.flatMap((one) =>
        'text' in one ? wrap(styled('dim', mrkdwn(one.text)), width) : [],
      );
    case 'actions':
      return [
        wrap(
          block.elements
            .map((one) =>
              one.type === 'button'
                ? button(one.text.text, one.style === 'primary', one.url !== undefined)
                : 'placeholder' in one
                  ? `[ ${one.placeholder?.text} ▾ ]`
                  : '',
            )
            .join('  '),
          width,
        ),
      ].flat();
    default:
      return [`(${block.type})`];
  }
}

function richLines(block: RichTextBlock, width: number): string[] {
  return block.elements.flatMap((part) => {
    if (part.type === 'rich_text_section') return wrap(runs(part.elements), width);
    if (part.type === 'rich_text_list')
      return part.elements.flatMap((item) =>
        'elements' in item ? wrap(`• ${runs(item.elements)}`, width, 2) : [],
      );
    return wrap(runs(part.elements), width);
  });
}

function runs(elements: readonly RichTextElement[]): string {
  return elements.map(run).join('');
}

function run(element: RichTextElement): string {
  if (element.type === 'user') return `@${element.user_id}`;
  if (element.type === 'link') return styled('underline', element.text ?? element.url);
  if (element.type !== 'text') return '';
  if (element.style?.bold) return styled('bold', element.text);
  if (element.style?.italic) return styled('italic', element.text);
  return element.style?.code ? styled('yellow', element.text) : element.text;
}

/** Of mrkdwn what small print is written in: links, escaped signs, and marks that a word joiner has broken. */
function mrkdwn(text: string): string {
  return text
    .replace(/<[^|>]+\|([^>]+)>/g, '$1')
    .replaceAll('\u2060', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function discordLines(part: DiscordPart, width: number): string[] {
  if (part.type === ComponentType.TextDisplay)
    return part.content.split('\n').flatMap((line) => markdownLines(line, width));
  if (part.type !== ComponentType.ActionRow) return [];
  const row = part.components.map((one) => {
    if (one.type === ComponentType.StringSelect) return `[ ${one.placeholder} ▾ ]`;
    if (one.type !== ComponentType.Button || !('label' in one)) return '';
    return button(one.label ?? '', one.style === ButtonStyle.Primary, one.style === ButtonStyle.Link);
  });
  return wrap(row.join('  '), width);
}

function markdownLines(line: string, width: number): string[] {
  const [, mark = '', text = ''] = /^(## |### |-# |- )?(.*)$/.exec(line) ?? [];
  if (mark === '## ') return wrap(styled(['bold', 'underline'], inline(text)), width);
  if (mark === '### ') return wrap(styled('bold', inline(text)), width);
  if (mark === '-# ') return wrap(styled('dim', inline(text)), width);
  return mark === '- ' ? wrap(`• ${inline(text)}`, width, 2) : wrap(inline(text), width);
}

/** Of Discord's Markdown what our texts are written in. */
function inline(text: string): string {
  return text
    .replace(
      /\\([^\w\s])|`([^`]+)`|\[((?:\\.|[^\]\\])+)\]\(<[^>]+>\)|\*\*((?:\\.|[^\\])+?)\*\*|\*((?:\\.|[^\\*])+?)\*/g,
      (whole, escaped, code, label, bold, italic) => {
        if (escaped !== undefined) return escaped;
        if (code !== undefined) return styled('yellow', code);
        if (label !== undefined) return styled('underline', inline(label));
        if (bold !== undefined) return styled('bold', inline(bold));
        return italic === undefined ? whole : styled('italic', inline(italic));
      },
    )
    .replaceAll('\u2060', '');
}

function button(label: string, primary: boolean, link: boolean): string {
  // A button is never broken over two lines.
  const text = `[ ${label}${link ? ' ↗' : ''} ]`.replaceAll(' ', NO_BREAK);
  return primary ? styled(['bold', 'green'], text) : text;
}
