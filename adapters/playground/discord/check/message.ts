import { FLAGS, LIMITS } from '../limits.ts';
import {
  Checker,
  inside,
  isAbsent,
  isObject,
  isSnowflake,
  type Json,
  lengthOf,
  type Problem,
} from './checker.ts';
import { allComponents, checkComponents, TYPE } from './components.ts';

/** How the message is sent: as (a follow-up to) an answer, by the bot's token to a channel, or as an edit. */
export type Home = 'interaction' | 'channel' | 'edit';

/** The code of the one problem that has an error of its own, 50006, in place of 50035. */
export const EMPTY = 'EMPTY_MESSAGE';

const SETTABLE: { readonly [home in Home]: number } = {
  // resources/message#create-message: EPHEMERAL is not for messages sent by token.
  channel: FLAGS.suppressEmbeds | FLAGS.suppressNotifications | FLAGS.componentsV2,
  interaction: FLAGS.suppressEmbeds | FLAGS.suppressNotifications | FLAGS.componentsV2 | FLAGS.ephemeral,
  // The client libraries send an edited message's own flags back, so EPHEMERAL and LOADING may be among them.
  edit:
    FLAGS.suppressEmbeds | FLAGS.suppressNotifications | FLAGS.componentsV2 | FLAGS.ephemeral | FLAGS.loading,
};

/**
 * All that Discord would refuse in a message, empty where there is nothing: resources/message,
 * components/reference. Of an edit, give the message as it would then be.
 */
export function checkMessage(payload: unknown, home: Home = 'interaction'): Problem[] {
  const checker = new Checker();
  if (!checker.object('', payload)) return checker.problems;
  const flags = checkFlags(checker, payload.flags, home);
  checker.optionalText('content', payload.content, [0, LIMITS.message.content]);
  checker.optionalBoolean('tts', payload.tts);
  checkEmbeds(checker, payload.embeds);
  checkAllowedMentions(checker, payload.allowed_mentions);
  checkNonce(checker, payload);
  checkComponents(checker, payload.components, flags);
  if ((flags & FLAGS.componentsV2) !== 0) checkNothingBesideV2(checker, payload);
  if (checker.problems.length === 0 && isEmpty(payload)) {
    checker.add('', EMPTY, 'Cannot send an empty message');
  }
  return checker.problems;
}

function checkFlags(checker: Checker, value: unknown, home: Home): number {
  if (isAbsent(value)) return 0;
  if (!checker.integer('flags', value, [0, 2 ** 31 - 1])) return 0;
  const wrong = value & ~SETTABLE[home];
  if (wrong !== 0) checker.add('flags', 'MESSAGE_FLAGS_NOT_ALLOWED', `Flags ${wrong} cannot be set here`);
  return value;
}

function isFilled(value: unknown): boolean {
  if (isAbsent(value)) return false;
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : true;
}

function isEmpty(payload: Json): boolean {
  return !['content', 'embeds', 'components', 'sticker_ids', 'poll', 'attachments'].some((key) =>
    isFilled(payload[key]),
  );
}

/** With IS_COMPONENTS_V2 a message is its components and nothing else. */
function checkNothingBesideV2(checker: Checker, payload: Json): void {
  for (const key of ['content', 'embeds', 'sticker_ids', 'poll']) {
    if (!isFilled(payload[key])) continue;
    const message = `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    checker.add(key, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
}

function checkNonce(checker: Checker, { nonce, enforce_nonce }: Json): void {
  checker.optionalBoolean('enforce_nonce', enforce_nonce);
  if (isAbsent(nonce) || Number.isInteger(nonce)) return;
  checker.text('nonce', nonce, [0, LIMITS.message.nonce]);
}

function checkAllowedMentions(checker: Checker, value: unknown): void {
  const path = 'allowed_mentions';
  if (isAbsent(value) || !checker.object(path, value)) return;
  const parse = checker.optionalList(inside(path, 'parse'), value.parse, [0, 3]);
  parse.forEach((kind, place) => {
    checker.choice(inside(path, 'parse', place), kind, ['roles', 'users', 'everyone']);
  });
  for (const kind of ['users', 'roles'] as const) {
    const at = inside(path, kind);
    const ids = checker.optionalList(at, value[kind], [0, LIMITS.message.mentions]);
    ids.forEach((id, place) => {
      if (!isSnowflake(id))
        checker.add(inside(at, place), 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`);
    });
    if (ids.length > 0 && parse.includes(kind)) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      checker.add(path, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
  }
  checker.optionalBoolean(inside(path, 'replied_user'), value.replied_user);
}

function checkEmbeds(checker: Checker, value: unknown): void {
  const embeds = checker.optionalList('embeds', value, [0, LIMITS.message.embeds]);
  embeds.forEach((embed, place) => {
    const path = `embeds.${place}`;
    if (checker.object(path, embed)) checkEmbed(checker, path, embed);
  });
  const total = embedCharacters(embeds);
  if (total <= LIMITS.embed.total) return;
  const message = `Embed size exceeds maximum size of ${LIMITS.embed.total}`;
  checker.add('embeds', 'MAX_EMBED_SIZE_EXCEEDED', message);
}

function checkEmbed(checker: Checker, path: string, embed: Json): void {
  const limit = LIMITS.embed;
  checker.optionalText(inside(path, 'title'), embed.title, [0, limit.title]);
  checker.optionalText(inside(path, 'description'), embed.description, [0, limit.description]);
  checker.optionalInteger(inside(path, 'color'), embed.color, [0, LIMITS.component.colour]);
  if (!isAbsent(embed.url)) checker.url(inside(path, 'url'), embed.url, ['http', 'https']);
  if (!isAbsent(embed.timestamp) && Number.isNaN(Date.parse(String(embed.timestamp)))) {
    checker.add(inside(path, 'timestamp'), 'DATE_TIME_TYPE_PARSE', 'Could not parse the timestamp.');
  }
  const fields = checker.optionalList(inside(path, 'fields'), embed.fields, [0, limit.fields]);
  fields.forEach((field, place) => {
    const at = inside(path, 'fields', place);
    if (!checker.object(at, field)) return;
    checker.text(inside(at, 'name'), field.name, [1, limit.fieldName]);
    checker.text(inside(at, 'value'), field.value, [1, limit.fieldValue]);
    checker.optionalBoolean(inside(at, 'inline'), field.inline);
  });
  for (const [key, text, most] of [
    ['footer', 'text', limit.footer],
    ['author', 'name', limit.author],
  ] as const) {
    const part = embed[key];
    if (isAbsent(part) || !checker.object(inside(path, key), part)) continue;
    checker.text(inside(path, key, text), part[text], [1, most]);
  }
  const shown = ['title', 'description', 'fields', 'footer', 'author', 'image', 'thumbnail', 'url'];
  if (!shown.some((key) => isFilled(embed[key]))) checker.required(inside(path, 'description'));
}

/** The characters of all embeds together that count towards 6,000. */
function embedCharacters(embeds: readonly unknown[]): number {
  const size = (value: unknown) => (typeof value === 'string' ? lengthOf(value) : 0);
  return embeds.filter(isObject).reduce((sum, embed) => {
    const fields = Array.isArray(embed.fields) ? embed.fields.filter(isObject) : [];
    const footer = isObject(embed.footer) ? embed.footer.text : '';
    const author = isObject(embed.author) ? embed.author.name : '';
    const own = [embed.title, embed.description, footer, author, ...fields.flatMap((f) => [f.name, f.value])];
    return own.reduce((total: number, text) => total + size(text), sum);
  }, 0);
}

/** How near a message is to a limit, for the page that shows what goes on behind the scenes. */
export interface LimitUse {
  readonly name: string;
  readonly used: number;
  readonly of: number;
}

/** The limits a message uses, those which it does not touch left out. */
export function limitsUsed(payload: unknown): LimitUse[] {
  if (!isObject(payload)) return [];
  const all = allComponents(payload.components);
  const v2 = (Number(payload.flags ?? 0) & FLAGS.componentsV2) !== 0;
  const embeds = Array.isArray(payload.embeds) ? payload.embeds : [];
  const textOf = (value: unknown) => (typeof value === 'string' ? lengthOf(value) : 0);
  const shown = all.filter(({ component }) => component.type === TYPE.text);
  const rows = Array.isArray(payload.components) ? payload.components.length : 0;
  const ids = all.map(({ component }) => textOf(component.custom_id));
  const choices = Array.isArray(payload.choices) ? payload.choices.length : 0;
  return [
    { name: 'characters of content', used: textOf(payload.content), of: LIMITS.message.content },
    { name: 'embeds', used: embeds.length, of: LIMITS.message.embeds },
    { name: 'characters of embeds', used: embedCharacters(embeds), of: LIMITS.embed.total },
    v2
      ? { name: 'components', used: all.length, of: LIMITS.component.total }
      : { name: 'rows', used: rows, of: LIMITS.component.rows },
    {
      name: 'characters of text displays',
      used: shown.reduce((sum, { component }) => sum + textOf(component.content), 0),
      of: LIMITS.component.text,
    },
    { name: 'longest custom_id', used: Math.max(0, ...ids), of: LIMITS.component.customId },
    { name: 'choices', used: choices, of: LIMITS.command.choices },
  ].filter(({ used }) => used > 0);
}
