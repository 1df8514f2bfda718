/** All that is measured: what Prometheus scrapes in the container and what CloudWatch reads on Lambda. */
export const measures = {
  simile_answers_total: {
    kind: 'count',
    help: 'Answers by command, platform and outcome; an outcome of none is a look-up that found nothing.',
    labels: ['command', 'platform', 'outcome'],
  },
  simile_answer_seconds: {
    kind: 'seconds',
    help: 'Time to answer, without the network.',
    labels: ['platform'],
  },
  simile_turned_away_total: {
    kind: 'count',
    help: 'Requests turned away because too much waited: told so in the platform’s form, or refused unread.',
    labels: ['how'],
  },
  simile_daily_posts_total: {
    kind: 'count',
    help: 'Daily posts by platform and end: sent, doubtful (sent or not, nobody can say), missed, refused by the platform, dropped because nobody wants them any more.',
    labels: ['platform', 'state'],
  },
  simile_daily_late_seconds: {
    kind: 'seconds',
    help: 'How long after its time a daily post was there.',
    labels: ['platform'],
  },
  simile_store_seconds: {
    kind: 'seconds',
    help: 'Time of one call of the store.',
    labels: ['operation'],
  },
  simile_queue_seconds: {
    kind: 'seconds',
    help: 'How long what was due waited until somebody began with it.',
    labels: [],
  },
} as const satisfies Record<string, Measured>;

interface Measured {
  kind: 'count' | 'seconds';
  help: string;
  /** Always few and known values: never who, and never what was typed. */
  labels: readonly string[];
}

export type MeasureName = keyof typeof measures;

/** The labels that one measure has. */
type LabelsOf<N extends MeasureName> = Record<(typeof measures)[N]['labels'][number], string>;

/** Takes one measurement: how many for a count, how long for seconds. */
export type Measure = <N extends MeasureName>(name: N, value: number, labels: LabelsOf<N>) => void;

export const measureNames = Object.keys(measures).filter((name): name is MeasureName => name in measures);

/** How a daily post can end. */
const ENDS = ['sent', 'doubtful', 'missed', 'refused', 'dropped'];

/** Begins to count what is rare at nothing: a counter that is first seen at one has not grown, for Prometheus. */
export function countFromNothing(
  measure: Measure,
  platforms: readonly string[],
  commands: readonly { name: string }[],
): void {
  for (const how of ['told', 'refused']) measure('simile_turned_away_total', 0, { how });
  for (const platform of platforms) {
    for (const state of ENDS) measure('simile_daily_posts_total', 0, { platform, state });
    for (const { name } of commands)
      measure('simile_answers_total', 0, { command: name, platform, outcome: 'failed' });
  }
}
