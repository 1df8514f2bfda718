import { dailyCard } from '../daily/card.ts';
import { off, resume, setUp, skip } from '../daily/manage.ts';
import { nextConcept } from '../daily/order.ts';
import { askForZone, closedHere, misread, notHere, overview } from '../daily/pages.ts';
import { pause } from '../daily/plan.ts';
import { pathBefore } from '../daily/progress.ts';
import { readDays, readTopics, readZone } from '../daily/read.ts';
import { readVerb, type Verb } from '../daily/verbs.ts';
import { readWishes, type Wishes } from '../daily/words.ts';
import { localDay } from '../daily/zone.ts';
import type { Answer } from '../replies/reply.ts';
import type { Asked, Invocation, Knowledge } from './command.ts';
import { type Given, verbOf } from './daily.ts';

export async function daily({ options, invocation }: Asked<Given>, knowledge: Knowledge): Promise<Answer> {
  const verb = verbOf(options);
  if (verb === undefined) return misread(options.do ?? '');
  return acts[verb](invocation, knowledge, options);
}

type Act = (invocation: Invocation, knowledge: Knowledge, given: Given) => Promise<Answer>;

const acts: Record<Verb, Act> = {
  show: async (invocation, knowledge) => overview(knowledge, invocation),
  async on(invocation, knowledge, given) {
    const { place, person, at } = invocation;
    if (!knowledge.posters[place.platform]) return notHere();
    if (place.open === false) return closedHere(place.platform);
    const read = readGiven(given, knowledge);
    if ('odd' in read) return misread(read.odd);
    const set = await setUp(knowledge.store, place, person, read.wishes, at);
    return set ? overview(knowledge, invocation) : askForZone(read.wishes);
  },
  async off(invocation, knowledge) {
    const { place } = invocation;
    await off(knowledge.store, place);
    return overview(knowledge, invocation);
  },
  async pause(invocation, knowledge) {
    const { place } = invocation;
    await pause(knowledge.store.subscriptions, place.workspace, place.channel, 'asked');
    return overview(knowledge, invocation);
  },
  async resume(invocation, knowledge) {
    const { place, at } = invocation;
    if (place.open === false) return closedHere(place.platform);
    await resume(knowledge.store, place, at);
    return overview(knowledge, invocation);
  },
  async skip(invocation, knowledge) {
    const { place } = invocation;
    await skip(knowledge.store, place);
    return overview(knowledge, invocation);
  },
  async preview({ place, at }, knowledge) {
    const { store, catalog } = knowledge;
    const kept = await store.subscriptions.get(place.workspace, place.channel);
    const tomorrow = localDay(kept?.value.schedule.zone ?? 'UTC', at + 86_400_000);
    const { path } = await pathBefore(
      store,
      place.workspace,
      place.channel,
      kept?.value.next?.day ?? tomorrow,
    );
    const next = nextConcept(catalog, kept?.value.topics ?? [], path);
    return next ? dailyCard({ ...next, path }, catalog) : notHere();
  },
};

/** What was typed behind the verb, and what came in options of its own; these win. */
function readGiven(given: Given, { catalog }: Knowledge): { wishes: Wishes } | { odd: string } {
  // Typed on one line, all of it is behind the verb or in the first option that is free.
  const free = `${readVerb(given.do ?? '').rest} ${given.time ?? ''}`;
  const { wishes, odd } = readWishes(free, catalog);
  if (odd !== undefined) return { odd };
  const all: Wishes = { ...wishes };
  for (const [text, read] of [
    [given.zone, (typed: string) => set('zone', readZone(typed))],
    [given.days, (typed: string) => set('weekdays', readDays(typed))],
    [given.topics, (typed: string) => set('topics', readTopics(typed, catalog))],
  ] as const) {
    if (text !== undefined && !read(text)) return { odd: text };
  }
  return { wishes: all };

  function set<K extends keyof Wishes>(name: K, value: Wishes[K]): boolean {
    if (value === undefined) return false;
    all[name] = value;
    return true;
  }
}
