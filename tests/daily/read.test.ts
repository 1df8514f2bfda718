import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import {
  completeZone,
  readDays,
  readTime,
  readTopics,
  readZone,
  writeDays,
  writeTime,
} from '../../src/daily/read.ts';
import { catalogData } from '../content.ts';

describe('What people write for a time', () => {
  test.each([
    ['9:30', '09:30'],
    ['9.30am', '09:30'],
    ['0930', '09:30'],
    ['930', '09:30'],
    ['9', '09:00'],
    ['9h30', '09:30'],
    ['9 Uhr', '09:00'],
    ['9 pm', '21:00'],
    ['9:05 p.m.', '21:05'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['12:30 AM', '00:30'],
    ['noon', '12:00'],
    ['midnight', '00:00'],
    ['24:00', '00:00'],
    ['23:59', '23:59'],
    ['2145', '21:45'],
  ])('GIVEN "%s" WHEN it is read THEN it is %s', (typed, time) => {
    const minutes = readTime(typed);
    expect(minutes === undefined ? undefined : writeTime(minutes)).toBe(time);
  });
  test.each(['', 'soon', '25:00', '9:60', '13pm', '0am', '24:01', '9:3', '12345', '-9', '9:30:15', 'am'])(
    'GIVEN "%s", which is no time, WHEN it is read THEN it is nothing',
    (typed) => expect(readTime(typed)).toBeUndefined(),
  );
});

describe('What people write for a zone', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
  ])('GIVEN "%s" WHEN it is read THEN it is %s', (typed, zone) => expect(readZone(typed)).toBe(zone));
  test('GIVEN a name that was renamed WHEN it is read THEN it is a zone still', () => {
    expect(readZone('Asia/Kolkata')).toBeDefined();
    expect(readZone('Asia/Calcutta')).toBeDefined();
  });
  test.each(['', 'Mars', 'Europe/Atlantis', '+02:00', '9:30', '../etc/passwd'])(
    'GIVEN "%s", which is no zone, WHEN it is read THEN it is nothing',
    (typed) => expect(readZone(typed)).toBeUndefined(),
  );
  test('GIVEN the beginning of a city WHEN it is completed THEN its zone comes first, and never more than asked for', () => {
    expect(completeZone('berl', 25)[0]).toBe('Europe/Berlin');
    expect(completeZone('', 25)).toHaveLength(25);
    expect(completeZone('new y', 25)).toContain('America/New_York');
  });
});

describe('What people write for days', () => {
  test.each([
    ['weekdays', 'weekdays'],
    ['every day', 'every day'],
    ['daily', 'every day'],
    ['mon-fri', 'weekdays'],
    ['Monday to Friday', 'weekdays'],
    ['Mon, Wed and Fri', 'Monday, Wednesday, Friday'],
    ['tues thurs', 'Tuesday, Thursday'],
    ['sun-thu', 'Monday, Tuesday, Wednesday, Thursday, Sunday'],
    ['weekend', 'Saturday, Sunday'],
    ['Wednesdays', 'Wednesday'],
  ])('GIVEN "%s" WHEN it is read THEN it is %s', (typed, days) => {
    expect(writeDays(readDays(typed) ?? [])).toBe(days);
  });
  test.each(['', 'never', 'monkey', 'mon-', '1', 'mon-wed-fri'])(
    'GIVEN "%s", which is no days, WHEN it is read THEN it is nothing',
    (typed) => expect(readDays(typed)).toBeUndefined(),
  );
});

describe('What people write for topics', () => {
  const catalog = createCatalog(catalogData);
  test('GIVEN ids and titles WHEN they are read THEN they are topics, "all" is all, and an unknown one is refused', () => {
    const [first, second] = catalog.topics;
    expect(readTopics(`${first?.id}, ${second?.title}`, catalog)).toEqual([first?.id, second?.id]);
    expect(readTopics('all', catalog)).toEqual([]);
    expect(readTopics(`${first?.id}, gardening`, catalog)).toBeUndefined();
  });
});
