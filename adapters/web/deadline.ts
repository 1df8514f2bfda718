/** Both platforms give up after 3 s, the way to here and back included. In milliseconds. */
export const DEADLINE = 2_500;

/** For operators. */
export const LATE = `No answer within ${DEADLINE} ms.`;

/** What a promise comes to in time, and otherwise what is said in its place. */
export async function inTime<T>(promise: Promise<T>, late: () => T | Promise<T>): Promise<T> {
  const { promise: over, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(late()), DEADLINE);
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
