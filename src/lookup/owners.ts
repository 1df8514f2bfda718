/** What one key leads to. */
export interface Owners {
  /** Places of concepts in the catalog. */
  concepts: readonly number[];
  /** Built-in concepts of this name, hidden because a team has one of its own. */
  hidden: readonly number[];
}

/** Keys and their owners. */
export interface Keys {
  get(key: string): Owners | undefined;
  has(key: string): boolean;
  each(found: (key: string, owners: Owners) => void): void;
}

/** Keys that are being gathered. A key owned by a team's concept and a built-in one belongs to the team's. */
export interface NewKeys extends Keys {
  add(key: string, concept: number): void;
  addAll(key: string, owners: Owners): void;
  write(): WrittenKeys;
}

/** Keys as plain data. */
export interface WrittenKeys {
  /**
   * Each key with a single owner, and its owner's place: `|lambda:109|fargate:171`. A start finds one without taking
   * them all apart. No key has these signs, and JSON need not escape them.
   */
  single: string;
  several: Readonly<Record<string, Owners>>;
}

/** Whose a key is, by what was written down. */
export function ownersIn({ single, several }: WrittenKeys, key: string): Owners | undefined {
  const start = `|${key}:`;
  const at = single.indexOf(start);
  if (at >= 0) return { concepts: [Number.parseInt(single.slice(at + start.length), 10)], hidden: [] };
  return Object.hasOwn(several, key) ? several[key] : undefined;
}

/** Keys that were written down, ready for many questions. */
export function readKeys({ single, several }: WrittenKeys): Keys {
  const owners = single.split('|').slice(1);
  return keysIn(
    new Map(
      owners.map((owner) => {
        const end = owner.indexOf(':');
        return [owner.slice(0, end), Number(owner.slice(end + 1))];
      }),
    ),
    new Map(Object.entries(several)),
  );
}

// Nearly every key has one owner: a bare number keeps a large catalog small.
function keysIn(single: ReadonlyMap<string, number>, several: ReadonlyMap<string, Owners>): Keys {
  return {
    get(key) {
      const concept = single.get(key);
      return concept === undefined ? several.get(key) : { concepts: [concept], hidden: [] };
    },
    has: (key) => single.has(key) || several.has(key),
    each(found) {
      for (const [key, concept] of single) found(key, { concepts: [concept], hidden: [] });
      for (const [key, owners] of several) found(key, owners);
    },
  };
}

/** More owners than this, and a key says nothing; it keeps the first ones. */
const MOST_OWNERS = 8;

export function createKeys(isTeam: (concept: number) => boolean): NewKeys {
  const single = new Map<string, number>();
  const several = new Map<string, Owners>();
  const keys = keysIn(single, several);

  const isFree = (key: string, concept: number) => {
    const known = single.get(key);
    return known === undefined ? !several.has(key) : known === concept;
  };
  const addAll = (key: string, { concepts, hidden }: Owners) => {
    const [first] = concepts;
    if (concepts.length === 1 && hidden.length === 0 && first !== undefined && isFree(key, first)) {
      single.set(key, first);
      return;
    }
    const known = keys.get(key);
    const all = [...new Set([...(known?.concepts ?? []), ...concepts])];
    const teams = all.filter(isTeam);
    const mixed = teams.length > 0 && teams.length < all.length;
    const kept = (mixed ? teams : all).slice(0, MOST_OWNERS);
    const covered = [
      ...(known?.hidden ?? []),
      ...hidden,
      ...(mixed ? all.filter((one) => !isTeam(one)) : []),
    ];
    const [only] = kept;
    single.delete(key);
    several.delete(key);
    if (kept.length === 1 && only !== undefined && covered.length === 0) single.set(key, only);
    else several.set(key, { concepts: kept, hidden: [...new Set(covered)].slice(0, MOST_OWNERS) });
  };

  return {
    ...keys,
    add(key, concept) {
      if (isFree(key, concept)) single.set(key, concept);
      else addAll(key, { concepts: [concept], hidden: [] });
    },
    addAll,
    write: () => ({
      single: [...single].map(([key, concept]) => `|${key}:${concept}`).join(''),
      several: Object.fromEntries(several),
    }),
  };
}
