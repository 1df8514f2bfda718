import { isObject, type Json } from './checker.ts';
import { allComponents, TYPE } from './components.ts';

/** Whom a message pings. */
export interface Pings {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

/**
 * The mentions in a message that `allowed_mentions` lets through (resources/message#allowed-mentions-object): those
 * in its content and text displays; embeds and labels ping nobody. Without `allowed_mentions` everything pings.
 * Markdown is not looked at: a mention in a code span counts, so that an escape which a person's own backtick could
 * break is not taken for safe.
 */
export function pingsOf(payload: Json, repliedTo?: string): Pings {
  const shown = allComponents(payload.components)
    .filter(({ component }) => component.type === TYPE.text)
    .map(({ component }) => component.content);
  const text = [payload.content, ...shown].filter((part) => typeof part === 'string').join('\n');
  const users = found(text, /<@!?(\d{15,20})>/g);
  const roles = found(text, /<@&(\d{15,20})>/g);
  const everyone = /@(everyone|here)/.test(text);
  const allowed = payload.allowed_mentions;
  const answered = repliedTo === undefined ? [] : [repliedTo];
  if (!isObject(allowed)) return { everyone, users: [...new Set([...users, ...answered])], roles };
  const parse = listOf(allowed.parse);
  const pass = (kind: string, ids: readonly string[]) =>
    ids.filter((id) => parse.includes(kind) || listOf(allowed[kind]).includes(id));
  const reply = allowed.replied_user === true ? answered : [];
  return {
    everyone: everyone && parse.includes('everyone'),
    users: [...new Set([...pass('users', users), ...reply])],
    roles: pass('roles', roles),
  };
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
