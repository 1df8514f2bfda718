import { Counter, Histogram, Registry } from 'prom-client';
import type { Clock, Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';

/** What is counted, in Prometheus' text form. */
export interface Metrics {
  text(): Promise<string>;
  contentType: string;
  answered(facts: { command: string; platform: string; outcome: string; seconds: number }): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const answers = new Counter({
    name: 'simile_answers_total',
    help: 'Answers by command, platform and outcome.',
    labelNames: ['command', 'platform', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'simile_answer_seconds',
    help: 'Time to answer, without the network.',
    labelNames: ['platform'],
    buckets: [0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 1, 3],
    registers: [registry],
  });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    answered({ command, platform, outcome, seconds: took }) {
      answers.inc({ command, platform, outcome });
      seconds.observe({ platform }, took);
    },
  };
}

/** The same bot, with each answer counted and logged: never who asked, never what was typed. */
export function observed(simile: Simile, metrics: Metrics, log: Log, now: Clock): Simile {
  const known = new Set(simile.commands.map((command) => command.name));
  return {
    ...simile,
    async respond(invocation) {
      const start = now();
      const reply = await simile.respond(invocation);
      const command = known.has(invocation.command) ? invocation.command : 'unknown';
      const { platform } = invocation.place;
      const outcome = reply.outcome.kind;
      metrics.answered({ command, platform, outcome, seconds: (now() - start) / 1000 });
      // A report is of use only with the concept it is about.
      const about = command === 'report' ? { concepts: reply.outcome.concepts } : {};
      log('info', 'answered', {
        request: invocation.id,
        platform,
        command,
        outcome,
        ms: now() - start,
        ...about,
      });
      return reply;
    },
  };
}
