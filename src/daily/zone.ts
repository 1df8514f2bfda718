/** Local time in a zone, by the zone rules of the runtime's Intl: no library, no host time zone. */

const MINUTE = 60_000;
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** The wall clock at an instant, written as if it were UTC; all in milliseconds since 1970. */
export function wallClock(zone: string, instant: number): number {
  const read: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(instant)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function offset(zone: string, instant: number): number {
  return wallClock(zone, instant) - Math.floor(instant / 1000) * 1000;
}

/** The local date at an instant, as 2026-11-22. */
export function localDay(zone: string, instant: number): string {
  return dayOf(wallClock(zone, instant));
}

function dayOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

export function nextDay(day: string): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + DAY);
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/**
 * The instant at which clocks in a zone show a time: the first, where they show it twice; where they jump over it,
 * the moment after the jump.
 * @param time minutes after midnight
 * @returns nothing where the zone had no such day at all, as Samoa had no 30 December 2011
 */
export function instantOf(zone: string, day: string, time: number): number | undefined {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return dayOf(wallClock(zone, resolve(zone, midnight))) > day
    ? undefined
    : resolve(zone, midnight + time * MINUTE);
}

function resolve(zone: string, wall: number): number {
  // Whatever happens around that time happens within a day of it.
  const before = offset(zone, wall - DAY);
  const after = offset(zone, wall + DAY);
  const showing = [wall - Math.max(before, after), wall - Math.min(before, after)].find(
    (instant) => wallClock(zone, instant) === wall,
  );
  return showing ?? jump(zone, wall - DAY, wall + DAY, wall);
}

/** The first instant whose wall clock is past a time that was jumped over, to the second. */
function jump(zone: string, from: number, to: number, wall: number): number {
  let early = from;
  let late = to;
  while (late - early > 1000) {
    const middle = Math.floor((early + late) / 2000) * 1000;
    if (wallClock(zone, middle) < wall) early = middle;
    else late = middle;
  }
  return late;
}
