import type { Nodes, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Block, Inline } from '../replies/text.ts';

export interface MarkdownProblem {
  /** Line inside the text, from 1. */
  line: number;
  what: string;
}

/**
 * Reads the short Markdown of an entry into blocks: paragraphs, bullet lists, bold, italic, code and https links.
 * All else is reported, because one of the two platforms could not show it.
 */
export function parseMarkdown(source: string): { blocks: Block[]; problems: MarkdownProblem[] } {
  const problems: MarkdownProblem[] = [];
  const refuse = (node: Nodes, what: string) => problems.push({ line: node.position?.start.line ?? 1, what });

  const flat = (nodes: PhrasingContent[]): string =>
    nodes
      .map((node) => {
        if (node.type === 'text' || node.type === 'inlineCode') return node.value;
        refuse(node, `${node.type} inside bold, italic or a link`);
        return '';
      })
      .join('');

  const inline = (node: PhrasingContent): Inline => {
    switch (node.type) {
      case 'text':
        return node.value.replaceAll('\n', ' ');
      case 'inlineCode':
        return { code: node.value };
      case 'strong':
        return { bold: flat(node.children) };
      case 'emphasis':
        return { italic: flat(node.children) };
      case 'link':
        if (!node.url.startsWith('https://')) refuse(node, 'a link that does not start with https://');
        return { link: flat(node.children), url: node.url };
      case 'break':
        return ' ';
      default:
        refuse(node, node.type);
        return '';
    }
  };

  const blocks: Block[] = [];
  for (const node of fromMarkdown(source).children) {
    if (node.type === 'paragraph') {
      blocks.push({ kind: 'paragraph', text: node.children.map(inline) });
    } else if (node.type === 'list' && !node.ordered) {
      const items = node.children.map((item) => {
        const [only, ...more] = item.children;
        if (only?.type !== 'paragraph' || more.length > 0) {
          refuse(item, 'a list item that is more than one line of text');
          return [];
        }
        return only.children.map(inline);
      });
      blocks.push({ kind: 'list', items });
    } else {
      refuse(node, node.type === 'list' ? 'a numbered list' : node.type);
    }
  }
  return { blocks, problems };
}
