/** Loaded into a program before its own first line: tells its memory after a collection, when it is asked. */
process.on('message', () => {
  for (let round = 0; round < 3; round++) globalThis.gc();
  process.send(process.memoryUsage());
});
// Being asked is no reason to stay alive.
process.channel.unref();
