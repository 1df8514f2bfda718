import { styleText } from 'node:util';
import type { Action, Part, Reply } from '../../src/replies/reply.ts';
import { bar, type Inline, inlines, plainInline, type Text } from '../../src/replies/text.ts';

/** A reply as lines of text; the actions are numbered, and given back so that a number can be pressed. */
export function renderTerminal(reply: Reply): { text: string; actions: Action[] } {
  const actions: Action[] = [];
  const number = (action: Action): string => {
    if ('url' in action) return `${action.label}: ${clean(action.url)}`;
    actions.push(action);
    return `[${actions.length}] ${clean(action.label)}`;
  };
  const text = reply.parts
    .map((part) => renderPart(part, number))
    .filter(Boolean)
    .join('\n\n');
  return { text, actions };
}

function renderPart(part: Part, number: (action: Action) => string): string {
  switch (part.kind) {
    case 'heading':
      return styleText(['bold', 'underline'], clean(part.text));
    case 'subheading':
      return styleText('bold', clean(part.text));
    case 'prose':
      return line(part.text);
    case 'list':
      return part.items.map((item) => `  - ${line(item)}`).join('\n');
    case 'likeness':
      return part.rows.map((row) => `  ${clean(row.likeness)}\n    -> ${clean(row.reality)}`).join('\n');
    case 'comparison':
      return part.rows
        .map((row) => {
          const cells = row.cells.map(
            (cell, index) => `  ${clean(part.columns[index] ?? '')}: ${clean(cell)}`,
          );
          return [styleText('bold', row.label), ...cells].join('\n');
        })
        .join('\n');
    case 'bars':
      return part.rows.map((row) => `  ${bar(row.share)} ${line(row.label)} ${clean(row.says)}`).join('\n');
    case 'ranking':
      return part.rows.map((row) => `  ${row.place}. ${clean(row.person)} ${clean(row.says)}`).join('\n');
    case 'copy':
      return part.text.split('\n').map(clean).join('\n');
    case 'note':
      return styleText('dim', line(part.text));
    case 'actions':
      return part.actions.map(number).join('   ');
    case 'menu':
      return part.actions.map((action) => `  ${number(action)}`).join('\n');
  }
}

function line(text: Text): string {
  return inlines(text).map(inline).join('');
}

function inline(run: Inline): string {
  const text = clean(plainInline(run));
  if (typeof run === 'string') return text;
  if ('bold' in run) return styleText('bold', text);
  if ('italic' in run) return styleText('italic', text);
  if ('link' in run) return `${text} (${clean(run.url)})`;
  return text;
}

/** Control characters from people could move the cursor or recolor the screen. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '');
}
