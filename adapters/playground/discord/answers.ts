import { CALLBACK, checkAnswer } from './check/answer.ts';
import { isObject, type Json } from './check/checker.ts';
import { checkMessage } from './check/message.ts';
import { demand, refusal } from './errors.ts';
import { FLAGS, LIMITS } from './limits.ts';
import { addMessage, editMessage, filled, findMessage, numbered } from './messages.ts';
import type { Choice, Interaction, Outcome, State, StoredMessage } from './state.ts';
import { blankMessage, wireBot } from './wire.ts';

/**
 * Takes the first answer to an interaction, by callback or as the HTTP response: 40060 where there was one already,
 * 10062 where 3 s have passed, 50035 where Discord would not have it.
 */
export function takeAnswer(state: State, interaction: Interaction, body: unknown): StoredMessage | undefined {
  if (interaction.answer !== undefined) throw refusal(40060);
  const late = state.clock.now() - interaction.createdAt > LIMITS.interaction.answerMs;
  if (interaction.done || late) throw refusal(10062);
  const { type, messageId } = interaction;
  demand(checkAnswer(body, { type, fromMessage: messageId !== undefined }));
  const { type: callback, data } = isObject(body) ? body : {};
  const payload = isObject(data) ? data : {};
  const ephemeral = (Number(payload.flags ?? 0) & FLAGS.ephemeral) !== 0;
  const { outcome, message } = apply(state, interaction, Number(callback), payload, ephemeral);
  const id = message?.wire.id;
  interaction.answer = { type: Number(callback), ephemeral, ...(id === undefined ? {} : { messageId: id }) };
  interaction.settle(outcome);
  return message;
}

function apply(
  state: State,
  interaction: Interaction,
  type: number,
  payload: Json,
  ephemeral: boolean,
): { outcome: Outcome; message?: StoredMessage } {
  const pressed = interaction.messageId;
  switch (type) {
    case CALLBACK.thinking:
    case CALLBACK.message: {
      const message = post(state, interaction, payload, ephemeral, type === CALLBACK.thinking);
      const kind = type === CALLBACK.thinking ? 'thinking' : 'message';
      return { outcome: { kind, message: message.wire, ephemeral }, message };
    }
    case CALLBACK.update: {
      const message = editMessage(state, findMessage(state, pressed ?? ''), payload, 'data');
      return { outcome: { kind: 'updated', message: message.wire }, message };
    }
    case CALLBACK.acknowledge:
      return { outcome: { kind: 'acknowledged' }, message: findMessage(state, pressed ?? '') };
    case CALLBACK.modal: {
      const modal = { ...payload, components: numbered(payload.components) };
      const from = pressed === undefined ? {} : { messageId: pressed };
      const { user, channelId, metadata } = interaction;
      state.modals.set(user, { modal, channelId, metadata, ...from });
      state.notify({ kind: 'modal' });
      return { outcome: { kind: 'modal', modal } };
    }
    default:
      return { outcome: { kind: 'choices', choices: choicesOf(payload.choices) } };
  }
}

function choicesOf(value: unknown): Choice[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter(isObject).flatMap(({ name, value: of }) => {
    const ok = typeof name === 'string' && (typeof of === 'string' || typeof of === 'number');
    return ok ? [{ name, value: of }] : [];
  });
}

function post(
  state: State,
  interaction: Interaction,
  payload: Json,
  ephemeral: boolean,
  thinking: boolean,
): StoredMessage {
  const channel = state.channel(interaction.channelId);
  const blank = blankMessage(state, channel, wireBot(state), interaction);
  // A deferral has no words yet, whatever else was sent with it.
  const message = filled(
    state,
    blank,
    thinking ? { flags: Number(payload.flags ?? 0) | FLAGS.loading } : payload,
  );
  return addMessage(state, channel, {
    ...message,
    thinking,
    ...(ephemeral ? { onlyFor: interaction.user } : {}),
  });
}

/** The interaction whose token a webhook address carries: 10015 where unknown, unanswered, or 15 min old. */
export function interactionOf(state: State, appId: string, token: string): Interaction {
  const interaction = state.interactions.get(token);
  const age = state.clock.now() - (interaction?.createdAt ?? 0);
  const good =
    interaction?.answer !== undefined && appId === state.appId && age <= LIMITS.interaction.tokenMs;
  if (!good) throw refusal(10015);
  return interaction;
}

/** A follow-up message. The first after a deferral is the deferred answer itself, its ephemerality fixed. */
export function followUp(state: State, interaction: Interaction, payload: unknown): StoredMessage {
  const deferred = deferredAnswer(state, interaction);
  if (deferred !== undefined) return editMessage(state, deferred, payload);
  if (!interaction.appIsMember && interaction.followups >= LIMITS.interaction.followupsWhereNotMember) {
    throw refusal(40094);
  }
  demand(checkMessage(payload));
  const given = isObject(payload) ? payload : {};
  const ephemeral = (Number(given.flags ?? 0) & FLAGS.ephemeral) !== 0;
  interaction.followups += 1;
  return post(state, interaction, given, ephemeral, false);
}

function deferredAnswer(state: State, { answer, channelId }: Interaction): StoredMessage | undefined {
  if (answer?.type !== CALLBACK.thinking) return undefined;
  const list = state.messages.get(channelId) ?? [];
  return list.find(({ wire, thinking }) => thinking && wire.id === answer.messageId);
}

/** A message that this interaction's token may touch: `@original`, or one of its follow-ups by id. */
export function messageOf(state: State, interaction: Interaction, id: string): StoredMessage {
  const wanted = id === '@original' ? interaction.answer?.messageId : id;
  const message = findMessage(state, wanted ?? '', interaction.channelId);
  const own = message.wire.interaction_metadata;
  const isOwn = isObject(own) && own.id === interaction.id;
  if (!isOwn && message.wire.id !== interaction.answer?.messageId) throw refusal(10008);
  return message;
}
