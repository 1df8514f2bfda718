import { Counter, Histogram, Registry } from 'prom-client';
import { type Measure, measureNames, measures } from './measures.ts';

/** Measurements in Prometheus' text form. */
export interface Metrics {
  measure: Measure;
  text(): Promise<string>;
  contentType: string;
}

/** Upper bounds in seconds: answers take milliseconds, a late post minutes, and after three hours it is missed. */
const buckets = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 3, 10, 60, 300, 1_800, 10_800];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const record = Object.fromEntries(measureNames.map((name) => [name, recorder(name, registry)]));
  return {
    measure: (name, value, labels) => record[name]?.(value, labels),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function recorder(name: keyof typeof measures, registry: Registry) {
  const { kind, help, labels } = measures[name];
  const settings = { name, help, labelNames: [...labels], registers: [registry] };
  if (kind === 'count') {
    const counter = new Counter(settings);
    return (value: number, values: Record<string, string>) => counter.inc(values, value);
  }
  const histogram = new Histogram({ ...settings, buckets });
  return (value: number, values: Record<string, string>) => histogram.observe(values, value);
}
