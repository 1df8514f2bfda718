import type { Clock, Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';
import type { Measure } from './measures.ts';

/** The same bot, with each answer measured and logged: never who asked, never what was typed. */
export function observed(simile: Simile, measure: Measure, log: Log, now: Clock): Simile {
  const known = new Set(simile.commands.map((command) => command.name));
  return {
    ...simile,
    async respond(invocation) {
      const start = now();
      const reply = await simile.respond(invocation);
      const ms = now() - start;
      const command = known.has(invocation.command) ? invocation.command : 'unknown';
      const { platform } = invocation.place;
      const outcome = reply.outcome.kind;
      measure('simile_answers_total', 1, { command, platform, outcome });
      measure('simile_answer_seconds', ms / 1000, { platform });
      // A report is of use only with the concept it is about.
      const about = command === 'report' ? { concepts: reply.outcome.concepts } : {};
      log('info', 'answered', { platform, command, outcome, ms, ...about });
      return reply;
    },
  };
}

/** The same log, with what became of daily posts counted. */
export function counting(log: Log, measure: Measure): Log {
  return (level, event, facts = {}) => {
    if (event === 'daily.post') {
      const labels = { platform: String(facts.platform), state: String(facts.state) };
      measure('simile_daily_posts_total', 1, labels);
      if (facts.state === 'sent')
        measure('simile_daily_late_seconds', Number(facts.lateMs) / 1000, { platform: labels.platform });
    }
    log(level, event, facts);
  };
}
