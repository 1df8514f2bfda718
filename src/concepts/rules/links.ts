import type { Fault } from '../fault.ts';
import type { Library } from '../library.ts';
import type { Located } from '../read.ts';
import type { Entry } from '../schema.ts';

/** Ids, topics, requirements and pairs: whatever points from one entry to another. */
export function linkRules(library: Library): Fault[] {
  const byId = new Map(library.entries.map((entry) => [entry.value.id, entry]));
  const order = learningOrder(library);
  return [
    ...ownIds(library),
    ...topicFaults(library, byId, order),
    ...library.entries.flatMap((entry) => [
      ...danglingFaults(entry, byId),
      ...circleFaults(entry, byId),
      ...pairFaults(entry, byId, order),
    ]),
  ];
}

/** Place of each concept in the learning order. */
export function learningOrder(library: Library): Map<string, number> {
  const ids = library.topics.flatMap((topics) => topics.value.flatMap((topic) => topic.concepts));
  return new Map(ids.map((id, index) => [id, index]));
}

function ownIds(library: Library): Fault[] {
  const owner = new Map<string, string>();
  const faults: Fault[] = [];
  for (const entry of library.entries) {
    const { id, formerly } = entry.value;
    const expected = `${id}.yaml`;
    if (entry.file.split('/').at(-1) !== expected) {
      faults.push(entry.fault('S008', ['id'], `The id is "${id}" and the file is not called ${expected}.`));
    }
    for (const taken of [id, ...formerly]) {
      const other = owner.get(taken);
      if (other) faults.push(entry.fault('S101', ['id'], `The id "${taken}" is also one of ${other}.`));
      owner.set(taken, entry.file);
    }
  }
  return faults;
}

function topicFaults(
  library: Library,
  byId: Map<string, Located<Entry>>,
  order: Map<string, number>,
): Fault[] {
  const faults: Fault[] = [];
  const topicOf = new Map<string, string>();
  for (const topics of library.topics) {
    topics.value.forEach((topic, at) => {
      topic.concepts.forEach((id, index) => {
        const place = [at, 'concepts', index];
        if (!byId.has(id)) faults.push(topics.fault('S109', place, `There is no entry "${id}".`));
        if (topicOf.has(id))
          faults.push(topics.fault('S101', place, `"${id}" is already in the topic "${topicOf.get(id)}".`));
        topicOf.set(id, topic.id);
      });
    });
  }
  const known = new Set(library.topics.flatMap((topics) => topics.value.map((topic) => topic.id)));
  for (const entry of library.entries) {
    const { id, topic } = entry.value;
    if (!known.has(topic)) {
      faults.push(
        entry.fault('S106', ['topic'], `There is no topic "${topic}". There are: ${[...known].join(', ')}.`),
      );
    } else if (topicOf.has(id) ? topicOf.get(id) !== topic : !library.team.has(id) && !order.has(id)) {
      faults.push(
        entry.fault('S107', ['topic'], `topics.yaml does not list "${id}" in the topic "${topic}".`),
      );
    }
  }
  return faults;
}

function danglingFaults(entry: Located<Entry>, byId: Map<string, Located<Entry>>): Fault[] {
  const { requires, confusedWith, likenesses } = entry.value;
  const references = [
    ...requires.map((id, index) => ({ id, at: ['requires', index] })),
    ...confusedWith.map((pair, index) => ({ id: pair.concept, at: ['confusedWith', index, 'concept'] })),
    ...likenesses.flatMap((likeness, l) =>
      likeness.rows.flatMap((row, r) =>
        row.concept ? [{ id: row.concept, at: ['likenesses', l, 'rows', r, 'concept'] }] : [],
      ),
    ),
  ];
  return references
    .filter(({ id }) => !byId.has(id))
    .map(({ id, at }) => entry.fault('S102', at, `There is no concept "${id}".`));
}

function circleFaults(entry: Located<Entry>, byId: Map<string, Located<Entry>>): Fault[] {
  const start = entry.value.id;
  const pathBack = (id: string, seen: Set<string>): string[] | undefined => {
    if (id === start) return [id];
    if (seen.has(id)) return undefined;
    seen.add(id);
    for (const next of byId.get(id)?.value.requires ?? []) {
      const path = pathBack(next, seen);
      if (path) return [id, ...path];
    }
    return undefined;
  };
  return entry.value.requires.flatMap((id, index) => {
    const path = pathBack(id, new Set());
    return path
      ? [entry.fault('S103', ['requires', index], `A circle: ${[start, ...path].join(' needs ')}.`)]
      : [];
  });
}

function pairFaults(
  entry: Located<Entry>,
  byId: Map<string, Located<Entry>>,
  order: Map<string, number>,
): Fault[] {
  const { id, confusedWith } = entry.value;
  return confusedWith.flatMap((pair, index) => {
    const at = ['confusedWith', index, 'concept'];
    if (pair.concept === id) return [entry.fault('S108', at, 'A concept cannot be confused with itself.')];
    const later = (order.get(pair.concept) ?? 0) > (order.get(id) ?? Number.MAX_SAFE_INTEGER);
    const twice = byId.get(pair.concept)?.value.confusedWith.some((other) => other.concept === id);
    if (later)
      return [
        entry.fault(
          'S108',
          at,
          `"${pair.concept}" comes later in learning order, so the pair belongs there.`,
        ),
      ];
    return twice ? [entry.fault('S108', at, `The pair is in "${pair.concept}" too.`)] : [];
  });
}
