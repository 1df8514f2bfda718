import type { Catalog } from '../concepts/catalog.ts';
import { lazily } from '../lazily.ts';
import { createMisspelt, type Misspelt, SLIP_IN_SENTENCE } from './alike.ts';
import { createCompared } from './compared.ts';
import { partsOf } from './comparison.ts';
import { createDescribed, type Described } from './described.ts';
import { asking, aspects, inProducts, placing, requesting, wording } from './english.ts';
import { isEveryday, isLoose } from './everyday.ts';
import { type Evidence, evidence } from './evidence.ts';
import { isFiller, isVendor } from './keys.ts';
import type { Meter } from './meter.ts';
import { createNames } from './names.ts';
import {
  compounds,
  focus,
  headOf,
  type Mention,
  mainOf,
  mentionsIn,
  narrow,
  type Related,
  relatedIn,
  withWeak,
} from './sentence.ts';
import { type Question, readQuestion } from './words.ts';

/**
 * Steps after which a text gets no further search for misspelt names. With the last search, which may still pass it,
 * no text takes more than WORK_LIMIT steps, however many concepts there are.
 */
const MOST_STEPS = 300_000;
export const WORK_LIMIT = 450_000;

/** A run of words that is longer than this is no name. */
const NAME_WORDS = 8;
/** Concepts beyond which all parts are made at once. */
const MADE_AT_ONCE = 2_000;
/** A text of so few words is first looked at as one misspelt name. */
const SHORT_TEXT = 4;
/** What a further word adds to the likeness of a run: the longer name is meant where both are alike. */
const LONGER = 0.03;
/** The longest run of words that is looked at for a slip in one of them. */
const SLIP_WORDS = 4;
/** How much less a phrase counts as a description that could as well be a name: by its words, or by what they are. */
const PHRASE = 0.6;
const SHORT_PHRASE = 3;
const LONG_PHRASE = 5;
/** A description that is this much like another concept than the one named casts doubt on the name. */
const CONTRARY = 0.7;
/** How many words of one sentence are looked at for slips. */
const MOST_SLIPS = 3;

/** Gathers what speaks for which concept; the first that is beyond doubt ends the search. */
export function createAssess(
  catalog: Catalog,
  meter: Meter,
): { assess(text: string): Evidence[]; named(text: string): number[]; misspelt: Misspelt } {
  const names = createNames(catalog);
  // Most questions are a name as it is written: only what is asked otherwise waits for these.
  const alike = lazily(() => createMisspelt(names));
  const texts = lazily(() => createDescribed(catalog));
  // Looking for misspelt names is most of the work; what a text has used up it does not get again.
  let until = Number.POSITIVE_INFINITY;
  const misspelt: Misspelt = {
    find: (words, whole, spent) => (spent.steps > until ? [] : alike().find(words, whole, spent)),
    knows: (word) => alike().knows(word),
  };
  const described: Described = {
    find: (...asked) => texts().find(...asked),
    about: (...asked) => texts().about(...asked),
    knows: (word) => texts().knows(word),
  };
  // A large catalog takes a while: that is done before anybody waits.
  if (catalog.concepts.length > MADE_AT_ONCE) {
    alike();
    texts();
  }
  const related = relatedIn(catalog, described);
  const rivals: Related = (one, other) => {
    const [a, b] = [catalog.concepts[one], catalog.concepts[other]];
    return a !== undefined && b !== undefined && catalog.confusions(a).some((pair) => pair.other === b);
  };

  const comparison = createCompared({ catalog, names, misspelt, described, related, rivals, meter });

  const assess = (text: string): Evidence[] => {
    until = meter.steps + MOST_STEPS;
    const asked = readQuestion(text);
    const written = names.strong.get(asked.words.join(' '));
    if (written) return [evidence('name', 1, written)];
    const question = contextLast(asked);
    const { words } = question;
    if (words.length === 0) return [];
    const core = coreOf(words);
    const whole = wholeName(words, core);
    if (whole) return [whole];

    const short = words.length <= SHORT_TEXT ? misspelling(words, core) : undefined;
    if (short && short.score >= 0.8 && !partsOf(question, [])) return [short];
    const exact = withWeak(question, mentionsIn(question, names, meter), names, related);
    const slips =
      words.length - (core[1] - core[0]) > 0 || words.length > 3 || exact.length > 0
        ? slipsIn(question, exact)
        : [];
    const mentions = narrow(
      [...exact.filter((mention) => !slips.some((slip) => overlap(mention, slip))), ...slips].sort(
        (a, b) => a.from - b.from,
      ),
      related,
    );
    const likeness = Math.min(1, ...slips.map((slip) => slip.likeness));

    const compared = comparison(question, mentions, likeness);
    if (compared && compared.score === 1) return [compared];
    const sentence = inSentence(question, mentions, likeness);
    if (sentence && sentence.score >= 0.95 && !sentence.ambiguous)
      return compared ? [compared, sentence] : [sentence];
    const typo = words.length <= SHORT_TEXT ? short : misspelling(words, core);
    const told = compared ? undefined : description(words, core);
    return [compared, sentence && doubted(sentence, told), typo, told].filter((one) => one !== undefined);
  };
  const named = (text: string): number[] => {
    const owners = mentionsIn(readQuestion(text), names, meter).map((mention) => mention.owners.concepts);
    return [...new Set(owners.flatMap((concepts) => (concepts.length === 1 ? concepts : [])))];
  };
  return { assess, named, misspelt: { ...misspelt, find: (...asked) => alike().find(...asked) } };

  /** "in kubernetes, what is a job" as "what is a job in kubernetes". */
  function contextLast(question: Question): Question {
    const { words, parted } = question;
    const asks = words.findIndex((word) => requesting.has(word));
    const from = placing.has(words[0] ?? '') ? 1 : 0;
    const context = words.slice(from, asks);
    if (asks <= from || context.length > NAME_WORDS || (from === 0 && !parted[asks])) return question;
    const rest = words.slice(asks);
    if (rest.every((word) => asking.has(word)) || !names.find(context, false, meter)) return question;
    return {
      words: [...rest, 'in', ...context],
      parted: [...parted.slice(asks).fill(false, 0, 1), ...context.map(() => false), false],
    };
  }

  /** The question without the words that only ask, at both ends. */
  function coreOf(words: readonly string[]): readonly [number, number] {
    let [from, to] = [0, words.length];
    while (from < to && asking.has(words[from] ?? '')) from++;
    while (to > from && asking.has(words[to - 1] ?? '')) to--;
    return [from, to];
  }

  function wholeName(
    words: readonly string[],
    [coreFrom, coreTo]: readonly [number, number],
  ): Evidence | undefined {
    const end = words.length;
    const spare = coreFrom >= coreTo ? end - 1 : coreFrom + end - coreTo;
    for (let left = 0; left <= spare; left++) {
      for (let from = 0; from <= left; from++) {
        const to = end - (left - from);
        if (to - from > NAME_WORDS || from > coreFrom || to < coreTo) continue;
        const run = words.slice(from, to);
        if (left > 0 && coreFrom >= coreTo && run.every((word) => asking.has(word))) continue;
        const named = names.find(run, true, meter);
        if (!named) continue;
        // Where the name is an everyday word, the rest must be the plainest of questions.
        const plain = (word: string, at: number) => (at >= from && at < to) || wording.has(word);
        const everyday = named.way === 'weak' || (run.length === 1 && isEveryday(run[0] ?? ''));
        if (everyday && !words.every(plain)) continue;
        return evidence(named.way, 1, named.owners);
      }
    }
    return undefined;
  }

  /** Names with a slip: each word that nobody knows, alone and with its neighbors. */
  function slipsIn({ words }: Question, exact: readonly Mention[]): (Mention & { likeness: number })[] {
    const found: (Mention & { likeness: number })[] = [];
    let tried = 0;
    // Runs with a word that was looked at before were looked at with it.
    let fresh = 0;
    for (let at = 0; at < words.length && tried < MOST_SLIPS; at++) {
      const word = words[at] ?? '';
      const taken = exact.some((mention) => mention.from <= at && at < mention.to);
      const plain = isEveryday(word) || aspects.has(word) || /^\d+$/.test(word);
      if (taken || word.length < 3 || plain || described.knows(word)) continue;
      tried++;
      const best = runsAround(words, at, fresh, isPart)
        .flatMap(([from, to]) =>
          misspelt
            .find(words.slice(from, to), false, meter)
            .slice(0, 1)
            .map((alike) => ({ from, to, ...alike, value: alike.likeness + LONGER * (to - from) })),
        )
        .sort((a, b) => b.value - a.value)[0];
      fresh = at + 1;
      if (!best || best.likeness < SLIP_IN_SENTENCE) continue;
      found.push(best);
      at = best.to - 1;
      fresh = best.to;
    }
    return found;
  }

  function inSentence(
    question: Question,
    mentions: readonly Mention[],
    likeness: number,
  ): Evidence | undefined {
    const groups = compounds(question, mentions, rivals);
    const clear = mainOf(question, groups);
    const main = clear && headOf(question, clear, related);
    if (!clear || !main) return undefined;
    const score = likeness * focus(question, groups, clear, described, related);
    const others = mentions
      .filter((mention) => mention !== main)
      .flatMap((mention) => mention.owners.concepts);
    const found = evidence(likeness < 1 ? 'slipInSentence' : 'sentence', score, main.owners);
    return { ...found, choices: [...new Set([...main.owners.concepts, ...others])], also: others };
  }

  /** "json file that says which containers to start" is about what it describes, and not about containers. */
  function doubted(sentence: Evidence, told: Evidence | undefined): Evidence {
    const [described] = told?.answer ?? [];
    if (!told || described === undefined || told.score < CONTRARY) return sentence;
    if (sentence.answer.includes(described) || sentence.choices.includes(described)) return sentence;
    return { ...sentence, score: sentence.score * (1 - told.score / 2) };
  }

  /** Words that ask are parts of names too: "simple queue service", "instance type", "point of presence". */
  function isPart(word = ''): boolean {
    return word.length > 1 && misspelt.knows(word);
  }

  function misspelling(
    words: readonly string[],
    [from, to]: readonly [number, number],
  ): Evidence | undefined {
    const find = (run: readonly string[]) =>
      run.length > 0 && run.length <= NAME_WORDS ? misspelt.find(run, true, meter) : [];
    const core = find(words.slice(from, to));
    let [start, end] = [from, to];
    while (start > 0 && asking.has(words[start - 1] ?? '') && isPart(words[start - 1])) start--;
    while (end < words.length && asking.has(words[end] ?? '') && isPart(words[end])) end++;
    const wider = end - start > to - from ? find(words.slice(start, end)) : [];
    const alike = (wider[0]?.likeness ?? 0) > (core[0]?.likeness ?? 0) - 0.04 ? wider : core;
    const [first] = alike;
    if (!first) return undefined;

    // "kuber" is Kubernetes; that the names of its parts begin so too is no doubt.
    const next = alike.find(
      (other) => !first.owners.concepts.includes(other.concept) && !other.name.startsWith(first.name),
    );
    const margin = first.likeness - (next?.likeness ?? 0);
    const score = first.likeness - Math.max(0, 0.1 - margin);
    const found = evidence('slip', score, first.owners);
    return {
      ...found,
      choices: [...new Set([...first.owners.concepts, ...alike.map((one) => one.concept)])],
    };
  }

  function description(words: readonly string[], core: readonly [number, number]): Evidence | undefined {
    const matches = described.find(words, meter);
    const [first, second] = matches;
    if (!first) return undefined;
    // Three words in a row that only name things are a name, and not the description of another.
    const inside = words.slice(...core);
    const says = (word: string) =>
      asking.has(word) ||
      (inside.length > SHORT_PHRASE && isLoose(word) && !inProducts.has(word) && !isVendor(word));
    const prose = inside.length > LONG_PHRASE || inside.some(says) ? 1 : PHRASE;
    const score = prose * (first.likeness - Math.max(0, 0.15 - (first.likeness - (second?.likeness ?? 0))));
    return {
      ...evidence('description', score, { concepts: [first.concept], hidden: [] }),
      choices: matches.map((one) => one.concept),
    };
  }
}

/** Runs of words around a place that do not start or end with a word that only asks. */
function runsAround(
  words: readonly string[],
  at: number,
  least: number,
  isPart: (word: string) => boolean,
): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  const asks = (place: number) => {
    const word = words[place] ?? '';
    return asking.has(word) && (isFiller(word) || !isPart(word));
  };
  for (let from = Math.max(least, at - SLIP_WORDS + 1); from <= at; from++) {
    if (from < at && asks(from)) continue;
    for (let to = at + 1; to <= Math.min(words.length, from + SLIP_WORDS); to++) {
      if (to - 1 === at || !asks(to - 1)) runs.push([from, to]);
    }
  }
  return runs;
}

function overlap(one: Mention, other: Mention): boolean {
  return one.from < other.to && other.from < one.to;
}
