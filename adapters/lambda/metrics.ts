import type { Clock } from '../../src/ports.ts';
import { type Measure, measures } from '../server/measures.ts';

/** The CloudWatch namespace of every measurement. */
export const NAMESPACE = 'Simile';

/**
 * Measurements as lines of the log that CloudWatch turns into metrics, without a call of ours.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(write: (line: string) => void, now: Clock): Measure {
  return (name, value, labels) => {
    const { kind, labels: dimensions } = measures[name];
    const metric = { Name: name, Unit: kind === 'count' ? 'Count' : 'Seconds' };
    const directive = { Namespace: NAMESPACE, Dimensions: [dimensions], Metrics: [metric] };
    const line = { _aws: { Timestamp: now(), CloudWatchMetrics: [directive] }, ...labels, [name]: value };
    write(`${JSON.stringify(line)}\n`);
  };
}
