import { Inlines } from '../inline.tsx';
import { type Block, type Names, readMarkdown } from './markdown.ts';

/** Discord's Markdown, drawn. Items that follow each other are one list. */
export function Markdown({ text, names }: { text: string; names: Names }) {
  const groups: Block[][] = [];
  for (const block of readMarkdown(text, names)) {
    const last = groups.at(-1);
    const joins = block.kind === 'item' || block.kind === 'quote';
    if (joins && last?.[0]?.kind === block.kind) last.push(block);
    else groups.push([block]);
  }
  return (
    <div class="markdown">
      {groups.map((group, index) => (
        <Group key={index} group={group} />
      ))}
    </div>
  );
}

function Group({ group }: { group: readonly Block[] }) {
  const [first] = group;
  if (!first) return null;
  switch (first.kind) {
    case 'heading': {
      const Heading = first.level === 1 ? 'h3' : first.level === 2 ? 'h4' : 'h5';
      return (
        <Heading>
          <Inlines runs={first.inside} />
        </Heading>
      );
    }
    case 'small':
      return (
        <p class="small">
          <Inlines runs={first.inside} />
        </p>
      );
    case 'line':
      return (
        <p>
          <Inlines runs={first.inside} />
        </p>
      );
    case 'code':
      return <pre>{first.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          {group.map((line, index) => (
            <p key={index}>{'inside' in line && <Inlines runs={line.inside} />}</p>
          ))}
        </blockquote>
      );
    case 'item':
      return (
        <ul>
          {group.map((item, index) =>
            item.kind === 'item' ? (
              <li
                key={index}
                class={`level-${item.level} ${item.number === undefined ? '' : 'numbered'}`}
                value={item.number}
              >
                <Inlines runs={item.inside} />
              </li>
            ) : null,
          )}
        </ul>
      );
  }
}
