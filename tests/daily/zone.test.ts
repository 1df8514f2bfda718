import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { nextOccurrence } from '../../src/daily/schedule.ts';
import { instantOf, localDay, nextDay, wallClock, weekday } from '../../src/daily/zone.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const FROM = Temporal.PlainDate.from('2008-01-01');
const DAYS = 30 * 365;

/** What Temporal says: the first of two, the end of a jump, nothing on a day that was left out. */
function oracle(zone: string, day: string, time: number): number | undefined {
  const date = Temporal.PlainDate.from(day);
  if (!date.toZonedDateTime(zone).toPlainDate().equals(date)) return undefined;
  const wall = date.toPlainDateTime({ hour: Math.floor(time / 60), minute: time % 60 });
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition('next')?.epochMilliseconds;
}

function iso(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

describe('A local time', () => {
  test.each([
    ['an ordinary morning', 'Europe/Berlin', '2026-11-23', 570, '2026-11-23T08:30:00.000Z'],
    ['the same in summer', 'Europe/Berlin', '2026-07-23', 570, '2026-07-23T07:30:00.000Z'],
    ['half an hour that spring leaves out', 'Europe/Berlin', '2026-03-29', 150, '2026-03-29T01:00:00.000Z'],
    ['half an hour that autumn has twice', 'Europe/Berlin', '2026-10-25', 150, '2026-10-25T00:30:00.000Z'],
    ['a midnight that is left out', 'Africa/Cairo', '2026-04-24', 0, '2026-04-23T22:00:00.000Z'],
    ['an hour left out before midnight', 'America/Nuuk', '2026-03-28', 1410, '2026-03-29T01:00:00.000Z'],
    ['a zone with half an hour', 'Asia/Kolkata', '2026-11-23', 570, '2026-11-23T04:00:00.000Z'],
    ['a zone with three quarters', 'Asia/Kathmandu', '2026-11-23', 570, '2026-11-23T03:45:00.000Z'],
    ['a change of half an hour', 'Australia/Lord_Howe', '2026-10-04', 135, '2026-10-03T15:30:00.000Z'],
    ['a leap day', 'America/New_York', '2028-02-29', 570, '2028-02-29T14:30:00.000Z'],
    ['the far east', 'Pacific/Kiritimati', '2026-11-23', 570, '2026-11-22T19:30:00.000Z'],
    ['a day that was left out', 'Pacific/Apia', '2011-12-30', 570, undefined],
    ['the day behind it', 'Pacific/Apia', '2011-12-31', 570, '2011-12-30T19:30:00.000Z'],
  ])(
    'GIVEN %s (%s, %s) WHEN it is looked for THEN it is found as Temporal finds it',
    (_what, zone, day, time, at) => {
      expect(iso(instantOf(zone, day, time))).toBe(at);
      expect(iso(oracle(zone, day, time))).toBe(at);
    },
  );

  test('GIVEN any zone, any day of thirty years and any time WHEN it is looked for THEN Temporal agrees', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: DAYS }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, days, time) => {
          const day = FROM.add({ days }).toString();
          expect(iso(instantOf(zone, day, time))).toBe(iso(oracle(zone, day, time)));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('GIVEN every zone and every change of its rules in thirty years WHEN the times around each are looked for THEN Temporal agrees', {
    timeout: 120_000,
  }, () => {
    const end = FROM.add({ days: DAYS }).toZonedDateTime('UTC').epochMilliseconds;
    let looked = 0;
    for (const zone of ZONES) {
      let change = FROM.toZonedDateTime(zone).getTimeZoneTransition('next');
      while (change && change.epochMilliseconds < end) {
        const before = change.subtract({ seconds: 1 });
        for (const moment of [before, change]) {
          for (const minutes of [-30, 0, 30]) {
            const wall = moment.toPlainDateTime().add({ minutes });
            const time = wall.hour * 60 + wall.minute;
            const day = wall.toPlainDate().toString();
            const found = iso(instantOf(zone, day, time));
            const expected = iso(oracle(zone, day, time));
            if (found !== expected)
              expect({ zone, day, time, found }).toEqual({ zone, day, time, found: expected });
            looked += 1;
          }
        }
        change = change.getTimeZoneTransition('next');
      }
    }
    expect(looked).toBeGreaterThan(10_000);
  });

  test('GIVEN any zone and any instant WHEN the wall clock is read THEN Temporal reads the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: new Date('2008-01-01'), max: new Date('2038-01-01'), noInvalidDate: true }),
        (zone, date) => {
          const seen = Temporal.Instant.fromEpochMilliseconds(
            Math.floor(date.getTime() / 1000) * 1000,
          ).toZonedDateTimeISO(zone);
          expect(new Date(wallClock(zone, date.getTime())).toISOString().slice(0, 19)).toBe(
            seen.toPlainDateTime().toString({ smallestUnit: 'second' }),
          );
        },
      ),
    );
  });
});

describe('A schedule', () => {
  const schedule = { time: 570, zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] };

  test.each([
    ['Monday before the time', '2026-11-23T08:00:00Z', undefined, '2026-11-23'],
    ['Monday at the very time', '2026-11-23T08:30:00Z', undefined, '2026-11-24'],
    ['Friday afternoon', '2026-11-27T15:00:00Z', undefined, '2026-11-30'],
    ['Monday, when Monday was posted already', '2026-11-23T08:00:00Z', '2026-11-23', '2026-11-24'],
    ['Monday, when all up to Thursday is skipped', '2026-11-23T08:00:00Z', '2026-11-26', '2026-11-27'],
    ['Monday, when the last was long ago', '2026-11-23T08:00:00Z', '2020-01-01', '2026-11-23'],
  ])(
    'GIVEN weekdays at 9:30 and %s WHEN the next is looked for THEN it is on its day',
    (_what, now, last, day) => {
      expect(nextOccurrence(schedule, Date.parse(now), last).day).toBe(day);
    },
  );

  test('GIVEN any schedule in any zone WHEN its times follow one another THEN every date of its weekdays comes once, in order, and no other', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: DAYS - 60 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (zone, days, time, weekdays) => {
          const from = FROM.add({ days }).toString();
          let at = (instantOf(zone, from, 0) ?? Date.parse(`${from}T14:00:00Z`)) - 1;
          let last: string | undefined;
          const seen: string[] = [];
          for (let step = 0; step < 20; step += 1) {
            const next = nextOccurrence({ time, zone, weekdays }, at, last);
            expect(next.at).toBeGreaterThan(at);
            at = next.at;
            last = next.day;
            seen.push(next.day);
          }
          const expected: string[] = [];
          for (let day = seen[0] ?? ''; expected.length < seen.length; day = nextDay(day)) {
            if (weekdays.includes(weekday(day)) && oracle(zone, day, time) !== undefined) expected.push(day);
          }
          expect(seen).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('GIVEN any schedule that is changed to any other in any zone WHEN both follow one another THEN no date comes twice', () => {
    const schedules = fc.record({
      zone: fc.constantFrom(...ZONES),
      time: fc.integer({ min: 0, max: 1439 }),
      weekdays: fc.constant<number[]>([1, 2, 3, 4, 5, 6, 7]),
    });
    fc.assert(
      fc.property(
        fc.array(schedules, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: DAYS - 60 }),
        (all, days) => {
          let at = Date.parse(`${FROM.add({ days }).toString()}T12:00:00Z`);
          let last: string | undefined;
          const seen: string[] = [];
          for (const one of all) {
            const next = nextOccurrence(one, at, last);
            // Changed in the very second in which it was posted.
            at = next.at;
            last = next.day;
            seen.push(next.day);
            expect(localDay(one.zone, next.at) >= next.day).toBe(true);
          }
          expect(new Set(seen).size).toBe(seen.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
