// One cold start: loads a handler, gives it the event on standard input, and prints what it answered.
const { readFileSync, writeSync } = process.getBuiltinModule('node:fs');

const event = JSON.parse(readFileSync(0, 'utf8'));
const { handler } = await import(process.argv[2]);
const result = await handler(event);
writeSync(1, `\n${JSON.stringify({ ...result, kilobytes: process.resourceUsage().maxRSS })}`);
