import { normalize } from '../../lookup/normalize.ts';
import type { Fault } from '../fault.ts';
import type { Library } from '../library.ts';
import type { Located } from '../read.ts';
import type { Entry } from '../schema.ts';

interface Claim {
  entry: Located<Entry>;
  at: (string | number)[];
  name: string;
  shared: boolean;
}

/** No name may mean two things unless both entries say so. */
export function nameRules(library: Library): Fault[] {
  const claims = Map.groupBy(library.entries.flatMap(claimsOf), (claim) => normalize(claim.name));
  const faults: Fault[] = [];
  for (const group of claims.values()) {
    const owners = new Set(group.map((claim) => claim.entry.value.id));
    for (const claim of group) {
      if (owners.size === 1) {
        if (claim.shared)
          faults.push(fault(claim, 'S105', `Nobody else declares the shared name "${claim.name}".`));
        continue;
      }
      if (claim.shared) continue;
      const others = group.filter((other) => other.entry !== claim.entry);
      const across = others.every((other) => isTeam(library, other) !== isTeam(library, claim));
      const them = [...new Set(others.map((other) => other.entry.value.id))].join(', ');
      if (!across) faults.push(fault(claim, 'S104', `The name "${claim.name}" also belongs to ${them}.`));
      else if (isTeam(library, claim)) {
        faults.push(
          fault(claim, 'S405', `"${claim.name}" is also a name of the built-in ${them}; yours wins.`),
        );
      }
    }
  }
  return faults;
}

function isTeam(library: Library, claim: Claim): boolean {
  return library.team.has(claim.entry.value.id);
}

function fault(claim: Claim, rule: 'S104' | 'S105' | 'S405', why: string): Fault {
  return claim.entry.fault(rule, claim.at, why);
}

function claimsOf(entry: Located<Entry>): Claim[] {
  const { title, names, sharedNames, weakNames } = entry.value;
  const list = (field: string, values: string[], shared: boolean): Claim[] =>
    values.map((name, index) => ({ entry, at: [field, index], name, shared }));
  const shared = new Set(sharedNames.map(normalize));
  return [
    { entry, at: ['title'], name: title, shared: shared.has(normalize(title)) },
    ...list('names', names, false),
    ...list('weakNames', weakNames, false).filter((claim) => !shared.has(normalize(claim.name))),
    ...list('sharedNames', sharedNames, true),
  ];
}
