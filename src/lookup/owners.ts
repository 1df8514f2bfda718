/** What one key leads to. */
export interface Owners {
  /** Places of concepts in the catalog. */
  concepts: readonly number[];
  /** Built-in concepts of this name, hidden because a team has one of its own. */
  hidden: readonly number[];
}

/** Keys and their owners. A key owned by a team's concept and a built-in one belongs to the team's. */
export interface Keys {
  get(key: string): Owners | undefined;
  has(key: string): boolean;
  add(key: string, concept: number): void;
  addAll(key: string, owners: Owners): void;
  each(found: (key: string, owners: Owners) => void): void;
}

/** More owners than this, and a key says nothing; it keeps the first ones. */
const MOST_OWNERS = 8;

export function createKeys(isTeam: (concept: number) => boolean): Keys {
  // Nearly every key has one owner: a bare number keeps a large catalog small.
  const single = new Map<string, number>();
  const several = new Map<string, Owners>();

  const isFree = (key: string, concept: number) => {
    const known = single.get(key);
    return known === undefined ? !several.has(key) : known === concept;
  };
  const get = (key: string): Owners | undefined => {
    const concept = single.get(key);
    return concept === undefined ? several.get(key) : { concepts: [concept], hidden: [] };
  };
  const addAll = (key: string, { concepts, hidden }: Owners) => {
    const [first] = concepts;
    if (concepts.length === 1 && hidden.length === 0 && first !== undefined && isFree(key, first)) {
      single.set(key, first);
      return;
    }
    const known = get(key);
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
    get,
    has: (key) => single.has(key) || several.has(key),
    add(key, concept) {
      if (isFree(key, concept)) single.set(key, concept);
      else addAll(key, { concepts: [concept], hidden: [] });
    },
    addAll,
    each(found) {
      for (const [key, concept] of single) found(key, { concepts: [concept], hidden: [] });
      for (const [key, owners] of several) found(key, owners);
    },
  };
}
