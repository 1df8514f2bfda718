import type { Catalog } from '../concepts/catalog.ts';
import type { Described } from './described.ts';
import { asking, aspects, inProducts, opening, placing, requesting } from './english.ts';
import { isEveryday, isLoose } from './everyday.ts';
import { isVendor } from './keys.ts';
import type { Meter } from './meter.ts';
import type { Names } from './names.ts';
import type { Owners } from './owners.ts';
import type { Question } from './words.ts';

/** A name inside a sentence. */
export interface Mention {
  from: number;
  /** The place after its last word. */
  to: number;
  owners: Owners;
  /** A name of several things, of which the sentence leaves one. */
  narrowed?: boolean;
  /** An everyday word that counts only because of another name. */
  weak?: boolean;
}

/** Names in a sentence, the longest first where they overlap, in the order in which they stand. */
export function mentionsIn(question: Question, names: Names, meter: Meter): Mention[] {
  const { words } = question;
  const mentions: Mention[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + names.longest()); to > from; to--) {
      const run = words.slice(from, to);
      if (asking.has(run[0] ?? '') && (run.length === 1 || asking.has(run.at(-1) ?? ''))) continue;
      const named = names.find(run, false, meter);
      if (!named) continue;
      const ofOther = isVendor(words[from - 1] ?? '') && !named.owners.concepts.some(names.ofVendor);
      if (ofOther) continue;
      mentions.push({ from, to, owners: named.owners });
      from = to - 1;
      break;
    }
  }
  return mentions;
}

/** Adds everyday words that are names here because of another name in the sentence: "volume" where Docker is named. */
export function withWeak(question: Question, mentions: Mention[], names: Names, related: Related): Mention[] {
  const everyday = question.words.flatMap((word) => names.weak.get(word)?.concepts ?? []);
  const context = mentions.length > 0 ? mentions.flatMap((mention) => mention.owners.concepts) : everyday;
  const taken = new Set(
    mentions.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
  );
  const added: Mention[] = [];
  for (const [at, word] of question.words.entries()) {
    if (taken.has(at) || asking.has(word)) continue;
    const owners = names.weak.get(word);
    const meant = owners?.concepts.filter((concept) => context.some((other) => related(concept, other)));
    if (meant && meant.length > 0)
      added.push({ from: at, to: at + 1, owners: { concepts: meant, hidden: [] }, weak: true });
  }
  return [...mentions, ...added].sort((a, b) => a.from - b.from);
}

/** Of several owners of a name, those that belong to something else the sentence names. */
export function narrow(mentions: readonly Mention[], related: Related): Mention[] {
  return mentions.map((mention) => {
    if (mention.owners.concepts.length < 2) return mention;
    const others = mentions.filter((other) => other !== mention).flatMap((other) => other.owners.concepts);
    const meant = mention.owners.concepts.filter((one) =>
      others.some((other) => other !== one && related(one, other)),
    );
    return meant.length === 1
      ? { ...mention, owners: { ...mention.owners, concepts: meant }, narrowed: true }
      : mention;
  });
}

/** Whether the one concept is something in the other: a name of the one holds a name of the other, or it needs it. */
export type Related = (concept: number, context: number) => boolean;

export function relatedIn(catalog: Catalog, described: Described): Related {
  return (concept, context) => {
    const [inner, outer] = [catalog.concepts[concept], catalog.concepts[context]];
    if (!inner || !outer || inner === outer) return false;
    if (inner.requires.includes(outer.id)) return true;
    const word = outer.title.toLowerCase().split(' ').at(-1) ?? '';
    return described.about(word, concept) > FROM_SUMMARY;
  };
}

/** A word of the summary alone ties nothing together; one of a name or a description does. */
const FROM_SUMMARY = 0.7;

/** Words after which two names are told of each other, where they open a question: "is fargate serverless". */
const articles = new Set(['a', 'an', 'the', 'my', 'our']);
const copulas = new Set(['is', 'are', 'isnt', 'arent', 'was']);

/** Names that stand side by side are one thing, named by the last of them: "docker container", "lambda cold start". */
export function compounds(question: Question, mentions: readonly Mention[], pair: Related): Mention[][] {
  const groups: Mention[][] = [];
  for (const mention of mentions) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const joined = before && before.to === mention.from && !question.parted[mention.from];
    const [one = '', other = '', third = ''] = question.words.slice(0, before?.from).reverse();
    const [copula, opener] = articles.has(one) ? [other, third] : [one, other];
    const predicate = mention.to === question.words.length && copulas.has(copula) && !requesting.has(opener);
    const rivals =
      before &&
      mention.owners.concepts.some((one) => before.owners.concepts.some((other) => pair(one, other)));
    if (group && joined && !predicate && !rivals) group.push(mention);
    else groups.push([mention]);
  }
  return groups;
}

/** What the rest of a sentence takes away from the belief that it is about its main name. */
const doubts = {
  /** "vpc peering": another name is made of it. */
  beside: 0.45,
  /** The same in a whole clause, where an everyday noun may well stand beside a name: "do lambda files cost much". */
  noun: 0.15,
  /** A word that belongs to no name, no everyday language and no entry. */
  unknown: 0.2,
  /** An everyday word that the content does not use of this concept. */
  foreign: 0.06,
  /** The same, where the name itself is an everyday word: "a pod of whales". */
  everyday: 0.3,
  /** A phrase that asks nothing: it describes, or is the name of something else. */
  phrase: 0.35,
};

/** How a sentence is built around its names. */
interface Shape {
  /** It asks or requests. */
  asks: boolean;
  /** It says what somebody does: "we moved it to fargate". */
  states: boolean;
  /** It asks for the meaning of a phrase, or is only one, so that the whole phrase should be the name. */
  names: boolean;
}

/** What a group is about: its last name, or the one before where the last is an everyday word of something else. */
export function headOf(
  { words }: Question,
  group: readonly Mention[],
  related: Related,
): Mention | undefined {
  const [head, before] = [group.at(-1), group.at(-2)];
  if (!head || !before || strangers(group, related) === 0) return head;
  const everyday = head.to - head.from === 1 && isEveryday(words[head.from] ?? '');
  return everyday && before.owners.concepts.length === 1 ? before : head;
}

const doers = new Set('i we you they to it can could should will would dont cannot'.split(' '));

/** The group that a sentence is about: the first, but for names of many things, and everyday words in mere clauses. */
export function mainOf(question: Question, groups: readonly Mention[][]): Mention[] | undefined {
  const clear = groups.filter((group) => group.at(-1)?.owners.concepts.length === 1);
  // After "I" or "to" an everyday word is what somebody does: "how do I trigger a lambda".
  const done = ({ weak, from }: Mention) => weak && doers.has(question.words[from - 1] ?? '');
  // Whose cloud it is says less than what of it: "how does aws charge for data in s3".
  const vendor = (mention: Mention) => question.words.slice(mention.from, mention.to).every(isVendor);
  const fits = clear.filter((group) => !group.some(done));
  return fits.find((group) => !group.every(vendor)) ?? fits[0] ?? clear[0] ?? groups[0];
}

function shapeOf(words: readonly string[], inName: (at: number) => boolean): Shape {
  const named = words.findIndex((_, at) => inName(at));
  // After "a program that" nothing asks any more.
  const told = words.findIndex((word, at) => word === 'that' && !asking.has(words[at - 1] ?? 'that'));
  const asks = (word: string, at: number) => requesting.has(word) && !inName(at) && (told < 0 || at < told);
  const before = words.slice(0, Math.max(0, named)).findLastIndex(asks);
  const at = before < 0 ? words.findIndex(asks) : before;
  const opens = opening.has(words[0] ?? '');
  const states = speaking.has(words[0] ?? '');
  if (at < 0) return { asks: opens, states, names: !opens && !states };
  const word = words[at] ?? '';
  // "define server" asks; "define servers in yaml files" is something that is done.
  const does = word === 'define' && words.some((other, place) => !inName(place) && !asking.has(other));
  if (does) return { asks: false, states, names: false };
  if (definitional.has(word)) {
    // "what does X look like", "what is the price of X" ask of a thing; "what is X" asks for a name.
    const does = /^(does|do|did|should|can|happens)$/.test(words[at + 1] ?? '');
    const of = words.slice(at, Math.max(at, named)).some((each) => each === 'of' || each === 'for');
    return { asks: true, states, names: !does && !of };
  }
  const works = word === 'how' && /^works?$/.test(words.at(-1) ?? '');
  const used = word === 'when' && words.includes('use');
  return { asks: true, states, names: works || used };
}

const speaking = new Set(
  'i im ive we weve you they theyre he she it our my their someone somebody everyone everybody everything nobody people'.split(
    ' ',
  ),
);

const definitional = new Set(['what', 'whats', 'wat', 'wht', 'explain', 'define', 'describe', 'eli5', 'wtf']);

/** How sure it is, from 0 to 1, that a sentence is about its main name and not merely uses its words. */
export function focus(
  question: Question,
  groups: readonly Mention[][],
  main: readonly Mention[],
  described: Described,
  related: Related,
): number {
  const { words, parted } = question;
  const all = groups.flat();
  const inName = (at: number) => all.some((mention) => mention.from <= at && at < mention.to);
  const concepts = main.flatMap((mention) => mention.owners.concepts);
  const onlyEveryday = all.every(({ from, to }) => to - from === 1 && isEveryday(words[from] ?? ''));
  const onlyVendor = main.every(({ from, to }) => words.slice(from, to).every(isVendor));
  const rest = words.flatMap((word, at) => (inName(at) || asking.has(word) ? [] : [{ word, at }]));
  const { asks, states, names } = shapeOf(words, inName);
  // Names are made of names: where nothing but words of weight stands around one, it is a part of the whole.
  const first = Math.min(...rest.map(({ at }) => at), ...all.map(({ from }) => from));
  const last = Math.max(...rest.map(({ at }) => at), ...all.map(({ to }) => to - 1));
  const solid =
    names && words.slice(first, last + 1).every((word, at) => inName(first + at) || !asking.has(word));
  let doubt = 0;
  for (const { word, at } of rest) {
    const beside = (inName(at - 1) && !parted[at]) || (inName(at + 1) && !parted[at + 1]);
    // "aws console" is a thing of the vendor's; "how old is aws" is about the vendor.
    if (onlyVendor && (inName(at - 1) || !isLoose(word))) doubt += doubts.beside;
    if (aspects.has(word) && inName(at - 1) && (!solid || at === last)) continue;
    if (solid && rest.length < 4) {
      const qualifies = inName(at + 1) && !word.endsWith('est') && !prepositions.has(word);
      const harmless = asks && isLoose(word) && !inProducts.has(word) && !qualifies;
      doubt += harmless ? doubts.foreign : doubts.beside;
      continue;
    }
    if (isLoose(word)) continue;
    const known = concepts.some((concept) => described.about(word, concept) > 0);
    const plain = isEveryday(word) || described.knows(word);
    if (known && !(beside && solid)) continue;
    if (names && !plain) doubt += doubts.beside;
    else if (beside) doubt += (plain && !solid) || !inName(at - 1) ? doubts.noun : doubts.beside;
    else if (onlyEveryday && !described.knows(word)) doubt += plain ? doubts.everyday : doubts.unknown / 2;
    else doubt += plain ? doubts.foreign : doubts.unknown;
  }
  if (!asks && rest.length > 0) {
    const content = rest.some(({ word }) => !isLoose(word));
    if (states && !onlyEveryday) doubt += doubts.foreign;
    else doubt += onlyEveryday && content ? 2 * doubts.phrase : doubts.phrase;
  } else if (onlyEveryday && rest.length > 0 && !asksPlainly(words)) doubt += doubts.phrase;
  if (names && !joined(words, groups)) doubt += doubts.beside;
  // "a network policy in kubernetes" is the policy, and not Kubernetes.
  const start = main[0]?.from ?? 0;
  const placed = names && placing.has(words[start - 1] ?? words[start - 2] ?? '');
  if (placed && rest.some(({ word, at }) => at < start && !isLoose(word))) doubt += doubts.beside;
  return Math.max(0, 1 - doubt - (names ? strangers(main, related) * doubts.beside : 0));
}

function asksPlainly(words: readonly string[]): boolean {
  const first = words[0] ?? '';
  return (
    requesting.has(first) ||
    opening.has(first) ||
    words.some((word) => /^(what|whats|how|why|explain|define)$/.test(word))
  );
}

const prepositions = new Set(
  'in of on for with to from at inside within by under behind after before used and or vs using without into'.split(
    ' ',
  ),
);

/** Whether small words join the names of a phrase; else they are parts of one name: "containers as a service". */
function joined(words: readonly string[], groups: readonly Mention[][]): boolean {
  return groups.every((group, at) => {
    const next = groups[at + 1]?.[0];
    const end = group.at(-1)?.to ?? 0;
    return !next || words.slice(end, next.from).some((word) => prepositions.has(word));
  });
}

/** How many names stand before the last one of a group without belonging to it: "storage gateway" is no API gateway. */
function strangers(group: readonly Mention[], related: Related): number {
  const head = group.at(-1)?.owners.concepts ?? [];
  const belongs = ({ owners }: Mention) =>
    owners.concepts.some((outer) =>
      head.some((inner) => inner === outer || related(inner, outer) || related(outer, inner)),
    );
  return group
    .slice(0, -1)
    .filter((mention) => mention.narrowed || mention.owners.concepts.length > 1 || !belongs(mention)).length;
}
