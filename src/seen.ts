/** Remembers the last `most` ids, so that a request that is delivered again is not carried out again. */
export function createSeen(most: number): (id: string) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (ids.has(id)) return true;
    ids.add(id);
    const [oldest] = ids;
    if (ids.size > most && oldest !== undefined) ids.delete(oldest);
    return false;
  };
}
