import type { Catalog } from '../concepts/catalog.ts';

/** What people write for a time, a zone, days and topics. */

export const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** "9:30", "9.30am", "0930", "9", "9 pm", "noon". @returns minutes after midnight, or nothing */
export function readTime(text: string): number | undefined {
  const typed = text.trim().toLowerCase().replaceAll(/\s+/g, '');
  if (typed === 'noon') return 720;
  if (typed === 'midnight') return 0;
  const [, hours, minutes = '0', half] =
    /^(\d{1,2})(?:[:.h]?(\d{2}))?(?:h|uhr)?(?:([ap])\.?m?\.?)?$/.exec(typed) ?? [];
  if (hours === undefined) return undefined;
  const hour = Number(hours);
  const midnightAtTheEnd = hour === 24 && Number(minutes) === 0;
  if (Number(minutes) > 59 || (hour > 23 && !midnightAtTheEnd)) return undefined;
  if (half === undefined) return (hour % 24) * 60 + Number(minutes);
  if (hour < 1 || hour > 12) return undefined;
  return ((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + Number(minutes);
}

/** Minutes after midnight as 09:30. */
export function writeTime(time: number): string {
  return `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}

let listed: readonly string[] | undefined;

function zones(): readonly string[] {
  listed ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  return listed;
}

/** An IANA zone in whatever case, or the city alone. @returns its name, or nothing */
export function readZone(text: string): string | undefined {
  const typed = text.trim().replaceAll(/\s+/g, '_');
  const city = zones().find((zone) => zone.toLowerCase().endsWith(`/${typed.toLowerCase()}`));
  return city ?? zones().find((zone) => zone.toLowerCase() === typed.toLowerCase()) ?? knownZone(typed);
}

/** Names that are not listed but known, such as former ones. An offset is no zone: it knows no summer time. */
function knownZone(typed: string): string | undefined {
  if (!/^[a-z][a-z0-9_+-]*(\/[a-z0-9_+-]+)*$/i.test(typed)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: typed }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Zones that hold what was typed, those whose city begins so first. */
export function completeZone(text: string, most: number): string[] {
  const typed = text.trim().toLowerCase().replaceAll(/\s+/g, '_');
  const fits = zones().filter((zone) => zone.toLowerCase().includes(typed));
  const begins = (zone: string) =>
    zone
      .toLowerCase()
      .split('/')
      .some((part) => part.startsWith(typed));
  return [...fits.filter(begins), ...fits.filter((zone) => !begins(zone))].slice(0, most);
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** "weekdays", "every day", "mon-fri", "Mon, Wed and Fri", "weekend". @returns 1 for Monday to 7, or nothing */
export function readDays(text: string): number[] | undefined {
  const typed = text.trim().toLowerCase();
  if (/^(weekdays?|work(ing)?[ -]?days?|business days?)$/.test(typed)) return WEEKDAYS;
  if (/^(every ?day|all( days)?|daily|7)$/.test(typed)) return EVERY_DAY;
  if (/^weekends?$/.test(typed)) return [6, 7];
  const days = new Set<number>();
  for (const piece of typed
    .replaceAll(/\s*(?:-|–|\bto\b|\bthrough\b)\s*/g, '-')
    .split(/\s*[,;+&/]\s*|\s+and\s+|\s+/)) {
    if (piece === '' || piece === 'and') continue;
    const ends = piece.split('-').map(readDay);
    const [from, to] = [ends[0], ends.at(-1)];
    if (from === undefined || to === undefined || ends.length > 2) return undefined;
    // Friday to Monday goes over the weekend.
    for (let day = from; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === to) break;
    }
  }
  return days.size > 0 ? [...days].sort((a, b) => a - b) : undefined;
}

function readDay(text: string): number | undefined {
  const index = DAYS.findIndex((day) => new RegExp(`^${day}(\\w*day|s|r?s?|nes)?s?$`).test(text));
  return index < 0 ? undefined : index + 1;
}

/** Days as people say them. */
export function writeDays(days: readonly number[]): string {
  if (days.length === 7) return 'every day';
  if (days.join() === WEEKDAYS.join()) return 'weekdays';
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  return days.map((day) => names[day - 1]).join(', ');
}

/** Ids of topics from a list of ids or titles; "all" is none of them. @returns nothing where one is not known */
export function readTopics(text: string, catalog: Catalog): string[] | undefined {
  if (/^(all|everything|any)$/i.test(text.trim())) return [];
  const wanted = text.split(/[,;+]/).map((one) => one.trim().toLowerCase());
  const found = wanted
    .filter(Boolean)
    .map((one) => catalog.topics.find((topic) => [topic.id, topic.title.toLowerCase()].includes(one))?.id);
  const ids = found.filter((id) => id !== undefined);
  return ids.length > 0 && ids.length === found.length ? [...new Set(ids)] : undefined;
}
