import { FLAGS } from '../limits.ts';
import { Checker, inside, isAbsent, isObject, type Problem } from './checker.ts';
import { checkChoices } from './commands.ts';
import { checkMessage } from './message.ts';
import { checkModal } from './modal.ts';

/** Interaction types (interactions/receiving-and-responding#interaction-object-interaction-type). */
export const INTERACTION = { ping: 1, command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** Callback types (…#interaction-response-object-interaction-callback-type). */
export const CALLBACK = {
  pong: 1,
  message: 4,
  thinking: 5,
  acknowledge: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

/** All that Discord would refuse in the `data` of a type 8 answer (application-commands#autocomplete). */
export function checkAutocomplete(data: unknown): Problem[] {
  const checker = new Checker();
  if (!checker.object('', data)) return checker.problems;
  if (isAbsent(data.choices)) checker.required('choices');
  checkChoices(checker, 'choices', data.choices);
  return checker.problems;
}

/** What an answer is an answer to: its type, and whether it came from a message (press, or a modal opened by one). */
export interface Asked {
  readonly type: number;
  readonly fromMessage: boolean;
}

function callbacksFor({ type, fromMessage }: Asked): readonly number[] {
  const onMessage = fromMessage ? [CALLBACK.acknowledge, CALLBACK.update] : [];
  switch (type) {
    case INTERACTION.ping:
      return [CALLBACK.pong];
    case INTERACTION.autocomplete:
      return [CALLBACK.choices];
    case INTERACTION.modal:
      // A modal cannot answer a modal.
      return [CALLBACK.message, CALLBACK.thinking, ...onMessage];
    default:
      return [CALLBACK.message, CALLBACK.thinking, ...onMessage, CALLBACK.modal];
  }
}

/**
 * All that Discord would refuse in an answer `{type, data}` to an interaction. The data of an update (type 7) is
 * left to whoever knows the message, since what counts is the message as it would then be.
 */
export function checkAnswer(answer: unknown, asked: Asked): Problem[] {
  const checker = new Checker();
  if (!checker.object('', answer)) return checker.problems;
  const { type, data } = answer;
  if (!checker.choice('type', type, callbacksFor(asked))) return checker.problems;
  const found = checkData(type, data);
  return found.map((problem) => ({ ...problem, path: inside('data', problem.path) }));
}

function checkData(type: unknown, data: unknown): Problem[] {
  switch (type) {
    case CALLBACK.message:
      return checkMessage(data);
    case CALLBACK.thinking:
      return checkDeferral(data);
    case CALLBACK.choices:
      return checkAutocomplete(data);
    case CALLBACK.modal:
      return checkModal(data);
    default:
      return [];
  }
}

/** A deferral decides one thing: whether what follows is ephemeral. */
function checkDeferral(data: unknown): Problem[] {
  const flags = isObject(data) ? (data.flags ?? 0) : 0;
  if (flags === 0 || flags === FLAGS.ephemeral) return [];
  const message = 'Only EPHEMERAL can be set on a deferred response';
  return [{ path: 'flags', code: 'MESSAGE_FLAGS_NOT_ALLOWED', message }];
}
