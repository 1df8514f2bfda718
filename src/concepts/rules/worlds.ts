import { normalize } from '../../lookup/normalize.ts';
import type { Fault } from '../fault.ts';
import type { Library } from '../library.ts';
import type { Located } from '../read.ts';
import type { Entry, World } from '../schema.ts';

/** A world holds together: what it calls a concept in one entry it calls the same in all. */
export function worldRules(library: Library): Fault[] {
  const worlds = new Map(library.worlds.map((world) => [world.value.id, world]));
  return [
    ...library.worlds.flatMap(castFaults),
    ...library.entries.flatMap((entry) => likenessFaults(entry, worlds)),
    ...walkFaults(library),
  ];
}

function castFaults(world: Located<World>): Fault[] {
  const owner = new Map<string, string>();
  return Object.entries(world.value.cast).flatMap(([concept, noun]) => {
    const other = owner.get(normalize(noun));
    owner.set(normalize(noun), concept);
    return other ? [world.fault('S305', ['cast', concept], `"${noun}" is also what it calls ${other}.`)] : [];
  });
}

function likenessFaults(entry: Located<Entry>, worlds: Map<string, Located<World>>): Fault[] {
  const told = new Set<string>();
  const faults = entry.value.likenesses.flatMap((likeness, index) => {
    const at = ['likenesses', index];
    const world = worlds.get(likeness.world);
    if (!world) return [entry.fault('S301', [...at, 'world'], `There is no world "${likeness.world}".`)];
    const again = told.has(likeness.world)
      ? [entry.fault('S304', [...at, 'world'], `Two likenesses are told in "${likeness.world}".`)]
      : [];
    told.add(likeness.world);
    const rows = likeness.rows.flatMap((row, r) => {
      if (!row.concept) return [];
      const noun = world.value.cast[row.concept];
      const place = [...at, 'rows', r];
      if (!noun)
        return [
          entry.fault(
            'S303',
            [...place, 'concept'],
            `The world "${likeness.world}" has no name for "${row.concept}".`,
          ),
        ];
      if (says(row.likeness, noun)) return [];
      return [
        entry.fault(
          'S302',
          [...place, 'likeness'],
          `In the world "${likeness.world}", ${row.concept} is called "${noun}".`,
        ),
      ];
    });
    const own = world.value.cast[entry.value.id];
    const all = [likeness.title, likeness.story, ...likeness.rows.map((row) => row.likeness)].join(' ');
    const unsaid =
      own && !says(all, own)
        ? [
            entry.fault(
              'S302',
              [...at, 'story'],
              `In the world "${likeness.world}", ${entry.value.id} is called "${own}", and this likeness never says so.`,
            ),
          ]
        : [];
    return [...again, ...rows, ...unsaid];
  });
  const single =
    entry.value.likenesses.length < 2
      ? [entry.fault('S404', ['likenesses'], 'It has one likeness only.')]
      : [];
  return [...faults, ...single];
}

/** Whether a text says a noun of the cast, in the singular or plural of its last word. */
function says(text: string, noun: string): boolean {
  const words = normalize(noun).split(' ');
  const last = words.pop() ?? '';
  const stem = last.replace(/(?<=..)(?:ies|y|es|s)$/, '');
  const pattern = new RegExp(`(^| )${[...words, stem].join(' ')}(ies|y|es|s|e)?( |$)`);
  return pattern.test(normalize(text));
}

/** A topic says in which worlds it can be walked; then each of its concepts has a likeness there. */
function walkFaults(library: Library): Fault[] {
  const wanted = new Map(
    library.topics.flatMap((topics) => topics.value.map((topic) => [topic.id, topic.worlds])),
  );
  return library.entries.flatMap((entry) => {
    if (library.team.has(entry.value.id)) return [];
    const told = new Set(entry.value.likenesses.map((likeness) => likeness.world));
    return (wanted.get(entry.value.topic) ?? [])
      .filter((world) => !told.has(world))
      .map((world) =>
        entry.fault(
          'S306',
          ['likenesses'],
          `The topic "${entry.value.topic}" is walked in the world "${world}", and this entry has no likeness there.`,
        ),
      );
  });
}
