import type { ContextBlock, KnownBlock, RichTextBlock, TableBlock, TextObject } from '@slack/types';
import { useContext } from 'preact/hooks';
import { Inlines, NotDrawn } from '../inline.tsx';
import { Element } from './elements.tsx';
import { readMrkdwn } from './mrkdwn.ts';
import { RichText } from './rich-text.tsx';
import { SurfaceContext } from './surface.ts';

/** Blocks as the bot sent them (docs.slack.dev/reference/block-kit/blocks). */
export function Blocks({
  blocks,
  errors = {},
}: {
  blocks: readonly KnownBlock[];
  errors?: Readonly<Record<string, string>>;
}) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <Block key={block.block_id ?? index} block={block} error={errors[block.block_id ?? '']} />
      ))}
    </div>
  );
}

function Block({ block, error }: { block: KnownBlock; error: string | undefined }) {
  const { names } = useContext(SurfaceContext);
  const id = block.block_id ?? '';
  switch (block.type) {
    case 'header':
      return <h3 class="header">{block.text.text}</h3>;
    case 'section':
      return (
        <div class="section">
          <div>
            {block.text && (
              <p>
                <Text text={block.text} />
              </p>
            )}
            {block.fields && (
              <div class="fields">
                {block.fields.map((field, index) => (
                  <p key={index}>
                    <Text text={field} />
                  </p>
                ))}
              </div>
            )}
          </div>
          {block.accessory && <Element element={block.accessory} block={id} />}
        </div>
      );
    case 'context':
      return (
        <div class="context">
          {block.elements.map((element, index) => (
            <ContextPart key={index} element={element} />
          ))}
        </div>
      );
    case 'divider':
      return <hr />;
    case 'actions':
      return (
        <div class="actions">
          {block.elements.map((element, index) => (
            <Element
              key={('action_id' in element && element.action_id) || index}
              element={element}
              block={id}
            />
          ))}
        </div>
      );
    case 'rich_text':
      return <RichText block={block} names={names} />;
    case 'table':
      return <Table block={block} />;
    case 'image':
      return (
        <figure>
          {block.title && <figcaption>{block.title.text}</figcaption>}
          <span class="picture">{block.alt_text}</span>
        </figure>
      );
    case 'markdown':
      return <p class="markdown">{block.text}</p>;
    case 'input':
      return (
        <div class="field">
          <span class="label">
            {block.label.text}
            {block.optional && <small> (optional)</small>}
          </span>
          <Element element={block.element} block={id} label={block.label.text} />
          {error && (
            <p class="error" role="alert">
              {error}
            </p>
          )}
          {block.hint && <p class="hint">{block.hint.text}</p>}
        </div>
      );
    default:
      return <NotDrawn type={block.type} />;
  }
}

function Text({ text }: { text: TextObject }) {
  const { names } = useContext(SurfaceContext);
  return <Inlines runs={text.type === 'mrkdwn' ? readMrkdwn(text.text, names) : [text.text]} />;
}

function ContextPart({ element }: { element: ContextBlock['elements'][number] }) {
  if (element.type === 'image') return <span class="picture">{element.alt_text}</span>;
  return (
    <span>
      <Text text={element} />
    </span>
  );
}

/** The first row is the head, as the client draws it. */
function Table({ block }: { block: TableBlock }) {
  const [head = [], ...rows] = block.rows;
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th scope="col" key={index}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: TableBlock['rows'][number][number] }) {
  const { names } = useContext(SurfaceContext);
  if (cell.type === 'rich_text') return <RichText block={cell satisfies RichTextBlock} names={names} />;
  return <>{'text' in cell ? cell.text : ''}</>;
}
