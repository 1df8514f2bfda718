import type { Problem } from './check.ts';
import { type Answer, type Outgoing, sendAndWait, type Transport, type Wait } from './deliver.ts';
import { type Json, type JsonObject, textOr } from './json.ts';
import { slackbot, type Where } from './posting.ts';
import type { Workspace } from './workspace.ts';
import { type Exchange, record, type World } from './world.ts';

/** The way to the bot: which transport, and how long is waited. */
export interface Line {
  world: World;
  transport(): Transport;
  wait: Wait;
  closing: AbortSignal;
}

export interface Asked {
  exchange: Exchange;
  /** Present where the bot answered with a 2xx status in time. */
  answer?: Answer;
}

/**
 * Sends a payload and records the exchange. Where the bot does not do its part the person is told so:
 * `operation_timeout` after three seconds, `dispatch_failed` for any other status than 2xx and for no connection.
 * Events fail silently, since nobody waits for them.
 */
export async function ask(
  line: Line,
  workspace: Workspace,
  outgoing: Outgoing,
  where: Partial<Where>,
): Promise<Asked> {
  const { world } = line;
  const at = world.ids.now();
  const sent = structuredClone(outgoing.payload);
  const result = await sendAndWait(line.transport(), outgoing, line.wait, line.closing);
  const answer = 'answer' in result ? result.answer : undefined;
  const exchange = record(world, {
    team: workspace.team.id,
    from: 'slack',
    kind: outgoing.kind,
    ...(where.user ? { user: where.user } : {}),
    at,
    sent,
    ...(outgoing.retry ? { retry: outgoing.retry } : {}),
    status: answer?.status ?? 0,
    answer: answer?.body,
    ms: world.ids.now() - at,
    limits: [],
    problems: [],
    ...('unreachable' in result ? { unreachable: true } : {}),
    ...(answer?.noRetry ? { noRetry: true } : {}),
  });
  if (answer && answer.status >= 200 && answer.status < 300) return { exchange, answer };
  if (outgoing.kind !== 'events_api') {
    tell(world, workspace, exchange, 'late' in result ? 'operation_timeout' : 'dispatch_failed', where);
  }
  return { exchange };
}

/** Refuses what the bot answered: the person is told that the command or view failed. */
export function refuse(
  world: World,
  workspace: Workspace,
  exchange: Exchange,
  problems: Problem[],
  where: Partial<Where>,
): void {
  exchange.problems = problems;
  tell(world, workspace, exchange, 'dispatch_failed', where);
}

function tell(
  world: World,
  workspace: Workspace,
  exchange: Exchange,
  error: string,
  where: Partial<Where>,
): void {
  const { user = '', channel } = where;
  const text = wordsFor(exchange.sent, error);
  exchange.failure = { error, user, text };
  workspace.failures.push(exchange.failure);
  if (exchange.kind === 'slash_commands' && channel) slackbot(workspace, { user, channel }, text, world.ids);
  world.changed();
}

/** As near to the client's own words as is known; only the slash command's are certain. */
function wordsFor(sent: JsonObject, error: string): string {
  if (sent.command) return `${textOr(sent.command)} failed with the error "${error}"`;
  if (sent.type === 'view_submission') return 'We had some trouble connecting. Try again?';
  return `The app did not answer (${error})`;
}

/** An answer where Slack looks at none. Not refused, but it shows that the bot means something else. */
export function noteIgnored(exchange: Exchange, body: Json | undefined): void {
  if (body === undefined) return;
  exchange.problems = [
    { error: 'ignored', pointer: '', message: 'an answer in this acknowledgement is ignored' },
  ];
}
