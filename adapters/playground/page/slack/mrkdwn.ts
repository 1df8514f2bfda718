import type { Inline } from '../runs.ts';

/** Names by id, of people and channels. */
export type Names = Readonly<Record<string, string>>;

/**
 * Slack's mrkdwn as runs (docs.slack.dev/messaging/formatting-message-text). A mark opens only after a space, a sign
 * or nothing, and what stands in `<...>` is a link or a mention.
 */
const MARK =
  /```([\s\S]+?)```|<([^<>\n]+)>|(?<![^\s\p{P}])(?:`([^`\n]+)`|\*([^\s*](?:[^*\n]*[^\s*])?)\*|_([^\s_](?:[^_\n]*[^\s_])?)_|~([^\s~](?:[^~\n]*[^\s~])?)~)(?![^\s\p{P}])/gu;

export function readMrkdwn(text: string, names: Names): Inline[] {
  const runs: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > from) runs.push(unescapeText(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const [, block, angle, code, bold, italic, strike] = match;
    if (block !== undefined) runs.push({ kind: 'block', text: unescapeText(block) });
    else if (angle !== undefined) runs.push(readAngle(angle, names));
    else if (code !== undefined) runs.push({ kind: 'code', text: unescapeText(code) });
    else if (bold !== undefined) runs.push({ kind: 'bold', inside: readMrkdwn(bold, names) });
    else if (italic !== undefined) runs.push({ kind: 'italic', inside: readMrkdwn(italic, names) });
    else runs.push({ kind: 'strike', inside: readMrkdwn(strike ?? '', names) });
  }
  if (from < text.length) runs.push(unescapeText(text.slice(from)));
  return runs;
}

function readAngle(inside: string, names: Names): Inline {
  const [target = '', label] = inside.split('|', 2);
  const words = label === undefined ? undefined : unescapeText(label);
  if (/^[@#]/.test(target))
    return mention(`${target[0]}${words ?? names[target.slice(1)] ?? target.slice(1)}`);
  if (target.startsWith('!date^')) return words ?? target;
  if (target.startsWith('!')) return mention(`@${words ?? target.slice(1)}`);
  const url = unescapeText(target);
  return { kind: 'link', url, inside: [words ?? url] };
}

function mention(words: string): Inline {
  return { kind: 'mention', inside: [words] };
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
