import type { Knowledge } from '../commands/command.ts';
import { type Duty, duty } from '../due.ts';
import type { Clock, Log } from '../ports.ts';
import { createDispatch } from './dispatch.ts';
import { createPlan } from './plan.ts';
import { createSend } from './send.ts';

/** What the clock has to do for daily posts in one process: plan them, and send what is planned. */
export function dailyDuties(knowledge: Knowledge, now: Clock, log: Log): Duty[] {
  const { store, posters, random } = knowledge;
  return [
    duty('daily.plan', 'subscriptions', store.subscriptions, createPlan(store, posters, log)),
    createDispatch(store.posts, createSend(knowledge, now, log), { now, random, log }),
  ];
}
