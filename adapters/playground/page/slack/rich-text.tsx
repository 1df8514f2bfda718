import type { RichTextBlock, RichTextElement } from '@slack/types';
import { Inlines } from '../inline.tsx';
import type { Inline } from '../runs.ts';
import type { Names } from './mrkdwn.ts';

type Part = RichTextBlock['elements'][number];

export function RichText({ block, names }: { block: RichTextBlock; names: Names }) {
  return (
    <div class="rich-text">
      {block.elements.map((part, index) => (
        <RichPart key={index} part={part} names={names} />
      ))}
    </div>
  );
}

function RichPart({ part, names }: { part: Part; names: Names }) {
  const runs = (elements: readonly RichTextElement[]) => (
    <Inlines runs={elements.map((one) => run(one, names))} />
  );
  switch (part.type) {
    case 'rich_text_section':
      return <p>{runs(part.elements)}</p>;
    case 'rich_text_quote':
      return <blockquote>{runs(part.elements)}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{runs(part.elements)}</pre>;
    case 'rich_text_list': {
      const items = part.elements.map((item, index) => <li key={index}>{runs(item.elements)}</li>);
      const level = `level-${Math.min(part.indent ?? 0, 4)}`;
      return part.style === 'ordered' ? <ol class={level}>{items}</ol> : <ul class={level}>{items}</ul>;
    }
  }
}

function run(element: RichTextElement, names: Names): Inline {
  return styled(plain(element, names), element.style);
}

function plain(element: RichTextElement, names: Names): Inline {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return { kind: 'link', url: element.url, inside: [element.text ?? element.url] };
    case 'user':
      return { kind: 'mention', inside: [`@${names[element.user_id] ?? element.user_id}`] };
    case 'channel':
      return { kind: 'mention', inside: [`#${names[element.channel_id] ?? element.channel_id}`] };
    case 'broadcast':
      return { kind: 'mention', inside: [`@${element.range}`] };
    case 'emoji':
      return element.unicode ? fromCodePoints(element.unicode) : `:${element.name}:`;
    case 'date':
      return element.fallback ?? new Date(element.timestamp * 1000).toLocaleString('en');
    case 'color':
      return { kind: 'code', text: element.value };
    case 'team':
      return element.team_id;
    case 'usergroup':
      return { kind: 'mention', inside: [`@${element.usergroup_id}`] };
  }
}

/** `1f44b-1f3fb` and the like. */
function fromCodePoints(unicode: string): string {
  return String.fromCodePoint(...unicode.split('-').map((each) => Number.parseInt(each, 16)));
}

function styled(inside: Inline, style: RichTextElement['style']): Inline {
  const code = style && 'code' in style && style.code === true;
  let result: Inline = code && typeof inside === 'string' ? { kind: 'code', text: inside } : inside;
  if (style?.strike) result = { kind: 'strike', inside: [result] };
  if (style?.italic) result = { kind: 'italic', inside: [result] };
  if (style?.bold) result = { kind: 'bold', inside: [result] };
  return result;
}
