/** Makes a thing once for each object it is made from, and forgets it with that object. */
export function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const there = made.get(key);
    if (there !== undefined) return there;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
