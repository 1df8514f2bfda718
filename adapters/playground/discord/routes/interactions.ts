import { followUp, interactionOf, messageOf, takeAnswer } from '../answers.ts';
import { CALLBACK } from '../check/answer.ts';
import { refusal } from '../errors.ts';
import { editMessage, removeMessage } from '../messages.ts';
import type { Interaction, State, StoredMessage } from '../state.ts';
import { answered } from '../wire.ts';
import { type Call, NO_CONTENT, ok, type Route } from './route.ts';

function tokenOf(state: State, call: Call): Interaction {
  return interactionOf(state, call.param('app'), call.param('token'));
}

function named(state: State, call: Call): StoredMessage {
  return messageOf(state, tokenOf(state, call), call.param('message'));
}

/** The answer to a callback `with_response` (…#interaction-callback-interaction-callback-response-object). */
function callbackResponse(interaction: Interaction, message: StoredMessage | undefined): object {
  const { id, type, answer } = interaction;
  const about =
    message === undefined
      ? {}
      : {
          response_message_id: message.wire.id,
          response_message_loading: answer?.type === CALLBACK.thinking,
          response_message_ephemeral: message.onlyFor !== undefined,
        };
  // An acknowledged press makes nothing.
  const made = message !== undefined && answer?.type !== CALLBACK.acknowledge;
  const resource = made ? { resource: { type: answer?.type, message: answered(message.wire) } } : {};
  return { interaction: { id, type, ...about }, ...resource };
}

const ONE = '/webhooks/:app/:token/messages/:message';

export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/:id/:token/callback',
    auth: 'none',
    run(state, call) {
      const interaction = state.interactions.get(call.param('token'));
      if (interaction?.id !== call.param('id')) throw refusal(10062);
      const message = takeAnswer(state, interaction, call.body);
      const wanted = call.query.get('with_response') === 'true';
      return wanted ? ok(callbackResponse(interaction, message)) : NO_CONTENT;
    },
  },
  {
    method: 'POST',
    path: '/webhooks/:app/:token',
    auth: 'none',
    run: (state, call) => ok(answered(followUp(state, tokenOf(state, call), call.body).wire)),
  },
  { method: 'GET', path: ONE, auth: 'none', run: (state, call) => ok(answered(named(state, call).wire)) },
  {
    method: 'PATCH',
    path: ONE,
    auth: 'none',
    run: (state, call) => ok(answered(editMessage(state, named(state, call), call.body).wire)),
  },
  {
    method: 'DELETE',
    path: ONE,
    auth: 'none',
    run(state, call) {
      removeMessage(state, named(state, call));
      return NO_CONTENT;
    },
  },
];
