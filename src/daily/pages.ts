import type { Invocation, Knowledge, Place } from '../commands/command.ts';
import { ACTION_LIMIT } from '../replies/encoding.ts';
import { type Action, type Answer, answered, type Part, refused } from '../replies/reply.ts';
import type { Inline } from '../replies/text.ts';
import { postId } from './place.ts';
import { pathBefore } from './progress.ts';
import { writeDays, writeTime } from './read.ts';
import { LATE } from './schedule.ts';
import type { Post, Subscription } from './values.ts';
import type { Wishes } from './words.ts';
import { localDay } from './zone.ts';

/** What `/daily` shows. */

function daily(label: string, options: Record<string, string>, style?: 'primary' | 'danger'): Action {
  return { label, command: 'daily', options, ...(style ? { style } : {}) };
}

const PREVIEW = daily('Preview', { do: 'preview' });

/** How a channel's daily concept is set, how it goes, and buttons to change it. */
export async function overview(
  knowledge: Knowledge,
  { place, person, at }: Pick<Invocation, 'place' | 'person' | 'at'>,
): Promise<Answer> {
  const kept = await knowledge.store.subscriptions.get(place.workspace, place.channel);
  if (!kept) return answered([], [...OFF, { kind: 'actions', actions: [TURN_ON, PREVIEW] }]);
  const { value } = kept;
  const parts: Part[] = [
    { kind: 'heading', text: value.paused ? 'The daily concept is paused' : 'The daily concept is on' },
    {
      kind: 'list',
      items: [...settings(value, knowledge), ...(await progress(knowledge, place, value, at))],
    },
    ...(value.paused ? why(value.paused) : []),
    ...(await mishaps(knowledge, place, person.manages, value, at)),
    {
      kind: 'actions',
      actions: value.paused ? [RESUME, PREVIEW, TURN_OFF] : [PREVIEW, SKIP, PAUSE, TURN_OFF],
    },
    { kind: 'menu', placeholder: 'Another time', actions: TIMES },
    { kind: 'menu', placeholder: 'Other days', actions: DAYS },
    { kind: 'note', text: ['All at once: ', { code: '/daily on 9:30 Europe/Berlin weekdays containers' }] },
  ];
  return answered([], parts);
}

const OFF: Part[] = [
  { kind: 'heading', text: 'The daily concept is off here' },
  {
    kind: 'prose',
    text: 'Turn it on and this channel gets one concept on each of its days, in an order that teaches, with a question. On weekdays at 09:30 unless you say otherwise. Whoever manages the channel can change it.',
  },
];
const TURN_ON = daily('Turn it on', { do: 'on' }, 'primary');
const TURN_OFF = daily('Turn it off', { do: 'off' }, 'danger');
const RESUME = daily('Resume', { do: 'resume' }, 'primary');
const PAUSE = daily('Pause', { do: 'pause' });
const SKIP = daily('Skip the next', { do: 'skip' });
const TIMES = [
  '07:30',
  '08:00',
  '08:30',
  '09:00',
  '09:30',
  '10:00',
  '11:00',
  '12:00',
  '13:30',
  '15:00',
  '16:30',
].map((time) => daily(time, { do: 'on', time }));
const DAYS = [
  daily('Weekdays', { do: 'on', days: 'weekdays' }),
  daily('Every day', { do: 'on', days: 'every day' }),
  daily('Monday, Wednesday, Friday', { do: 'on', days: 'mon wed fri' }),
  daily('Tuesday, Thursday', { do: 'on', days: 'tue thu' }),
  daily('Sunday to Thursday', { do: 'on', days: 'sun-thu' }),
];

function settings({ schedule, topics }: Subscription, { catalog }: Knowledge): Inline[][] {
  const titles = topics.flatMap((id) => catalog.topic(id)?.title ?? []);
  return [
    [{ bold: 'When' }, `: ${writeDays(schedule.weekdays)} at ${writeTime(schedule.time)}, ${schedule.zone}`],
    [{ bold: 'About' }, `: ${titles.length > 0 ? titles.join(', ') : 'all topics'}`],
  ];
}

async function progress(
  { catalog, store }: Knowledge,
  { workspace, channel }: Place,
  { next, schedule, topics }: Subscription,
  at: number,
): Promise<Inline[][]> {
  const today = localDay(schedule.zone, at);
  const { path } = await pathBefore(store, workspace, channel, today);
  const all = catalog.concepts.filter((concept) => topics.length === 0 || topics.includes(concept.topic));
  const had = all.filter((concept) => path.given.some((one) => catalog.concept(one.concept) === concept));
  return [
    ...(next === undefined ? [] : [[{ bold: 'Next' }, `: ${next.day} at ${writeTime(schedule.time)}`]]),
    [{ bold: 'So far' }, `: ${had.length} of ${all.length} concepts`],
  ];
}

function why(paused: NonNullable<Subscription['paused']>): Part[] {
  if (paused === 'asked') return [];
  const text =
    paused === 'closed'
      ? 'I could not post here any more: the channel was archived, or I was removed from it. Let me in again, then resume.'
      : 'The app’s permission was taken back. Once it is installed again, resume.';
  return [{ kind: 'prose', text }];
}

/** How far back mishaps are shown, in days. */
const SHOWN = 14;

/**
 * What did not go as it should lately: a post that came too late to be sent; and for those who can look after it, one
 * that may or may not be there.
 */
async function mishaps(
  { store }: Knowledge,
  { workspace, channel }: Place,
  manages: boolean,
  { schedule }: Subscription,
  at: number,
): Promise<Part[]> {
  const since = localDay(schedule.zone, at - SHOWN * 86_400_000);
  const posts = await store.posts.list(workspace, postId(channel, ''), {
    limit: SHOWN + 2,
    after: postId(channel, since),
  });
  const items = posts.flatMap(({ value }) => told(value, manages));
  return items.length === 0
    ? []
    : [
        { kind: 'subheading', text: 'Lately' },
        { kind: 'list', items },
      ];
}

function told({ day, state }: Post, manages: boolean): string[] {
  if (state === 'doubtful' && manages)
    return [
      `${day}: doubtful. The connection broke while I sent it: look whether it is there. I do not send it twice.`,
    ];
  if (state === 'missed')
    return [`${day}: not sent. I was out of order for more than ${LATE / 3_600_000} hours.`];
  return [];
}

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** What a button holds beside the command's name and the longest zone. */
const ROOM = ACTION_LIMIT - '1/daily?&zone=America%2FLos_Angeles'.length;

/** Zones that are offered where the platform does not tell the asker's own. */
const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Athens',
  'Europe/Istanbul',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
];

/** The channel's day needs a zone; what was said already goes along, as far as a button holds it. */
export function askForZone({ time, weekdays, topics }: Wishes): Answer {
  let options: Record<string, string> = { do: 'on' };
  const said = {
    ...(time === undefined ? {} : { time: writeTime(time).replace(':', '') }),
    ...(weekdays ? { days: weekdays.map((day) => DAY_NAMES[day - 1]).join('+') } : {}),
    ...(topics && topics.length > 0 ? { topics: topics.join('+') } : {}),
  };
  for (const [name, text] of Object.entries(said)) {
    const longer = { ...options, [name]: text };
    if (`${new URLSearchParams(longer)}`.length <= ROOM) options = longer;
  }
  return {
    outcome: { kind: 'choice', concepts: [], confidence: 0 },
    parts: [
      { kind: 'heading', text: 'In which time zone?' },
      {
        kind: 'prose',
        text: [
          'Choose one, or type it: ',
          { code: '/daily on 9:30 Europe/Berlin' },
          ' (any city of the IANA list).',
        ],
      },
      {
        kind: 'menu',
        placeholder: 'Time zone',
        actions: ZONES.map((zone) => daily(zone, { ...options, zone })),
      },
    ],
  };
}

/** The longest piece that is said back. */
const ECHO = 60;

export function misread(piece: string): Answer {
  return refused([
    { kind: 'heading', text: 'I did not understand all of that' },
    {
      kind: 'prose',
      text: [
        '“',
        piece.slice(0, ECHO).toWellFormed(),
        '” is no time, zone, day or topic I know. Nothing was changed.',
      ],
    },
    {
      kind: 'list',
      items: [
        [{ code: '/daily' }, ' shows how it is set'],
        [
          { code: '/daily on 9:30 Europe/Berlin weekdays containers' },
          ' turns it on, or changes what you name',
        ],
        [
          { code: '/daily skip' },
          ', ',
          { code: '/daily pause' },
          ', ',
          { code: '/daily resume' },
          ' and ',
          { code: '/daily off' },
        ],
        [{ code: '/daily preview' }, ' shows you the next one'],
      ],
    },
    {
      kind: 'actions',
      actions: [daily('How it is set', {}), { label: 'Topics', command: 'topics', options: {} }],
    },
  ]);
}

export function notHere(): Answer {
  return refused([
    { kind: 'heading', text: 'There is no daily concept here' },
    { kind: 'prose', text: 'It is posted into a channel of Slack or Discord. Ask for it there.' },
  ]);
}

export function closedHere(platform: Place['platform']): Answer {
  return refused([
    { kind: 'heading', text: 'I may not post in this channel' },
    {
      kind: 'prose',
      text:
        platform === 'slack'
          ? ['Invite me first: type ', { code: '/invite @Simile' }, ' here, then try again.']
          : 'Give me the permissions View Channel and Send Messages here, then try again.',
    },
  ]);
}
