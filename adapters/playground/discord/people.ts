import { type Ask, ask, contextOf, ownersOf, type Way } from './ask.ts';
import { INTERACTION } from './check/answer.ts';
import { isObject, type Json } from './check/checker.ts';
import { allComponents, SELECTS, TYPE } from './check/components.ts';
import { Refusal } from './errors.ts';
import { addMessage, findMessage } from './messages.ts';
import { type FieldValues, filledModal } from './modals.ts';
import { ClientRefusal, fillOptions, type Given, resolve } from './options.ts';
import { commandsIn } from './routes/commands.ts';
import type { Outcome, State, StoredMessage, WireMessage } from './state.ts';
import { blankMessage, wireUser } from './wire.ts';
import type { Channel, Person } from './world.ts';

/** How a person's client differs for one action. */
interface ClientOptions {
  /** The language of their client (reference#locales), in place of the person's own. */
  readonly locale?: string;
}

/** What people do. Persons, channels and messages are given by id. */
export interface People {
  /** Types `/name` (with its sub-commands after spaces) and its options. */
  slash(
    user: string,
    channel: string,
    name: string,
    options?: Given,
    client?: ClientOptions,
  ): Promise<Outcome>;
  /** Is typing in the option `focused`; its unfinished value is among the options. */
  complete(
    user: string,
    channel: string,
    name: string,
    options: Given,
    focused: string,
    client?: ClientOptions,
  ): Promise<Outcome>;
  /** Presses a button. */
  press(user: string, message: string, customId: string, client?: ClientOptions): Promise<Outcome>;
  /** Chooses in a select menu: option values, or ids of people or channels. */
  select(
    user: string,
    message: string,
    customId: string,
    values: readonly string[],
    client?: ClientOptions,
  ): Promise<Outcome>;
  /** Sends off the modal that is open; the values are by the custom_id of its fields. */
  submit(user: string, customId: string, values: FieldValues, client?: ClientOptions): Promise<Outcome>;
  /** Picks a command from the menu of a message ("Apps"). */
  messageMenu(user: string, message: string, name: string, client?: ClientOptions): Promise<Outcome>;
  /** The commands a person is offered in a channel, of one type (1 slash, 3 message menu). */
  offered(user: string, channel: string, type?: number): readonly Json[];
  /** Writes an ordinary message. The bot is not told: it has no intent for messages. */
  say(user: string, channel: string, content: string): WireMessage;
  /** Closes the open modal without sending it; the bot is not told. */
  dismiss(user: string): void;
}

/** Turns a client's refusal into the outcome that tells of it. */
async function attempt(act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ClientRefusal) return { kind: 'refused', why: error.message };
    // An unknown person, channel or message: there is nothing on the person's screen to act on.
    if (error instanceof Refusal) return { kind: 'refused', why: error.message };
    throw error;
  }
}

export function people(state: State, way: Way): People {
  const place = (user: string, channelId: string): { person: Person; channel: Channel } => {
    const person = state.person(user);
    const channel = state.channel(channelId);
    if (!state.sees(user, channel)) throw new ClientRefusal('they do not see this channel');
    return { person, channel };
  };

  const command = (person: Person, channel: Channel, type: number, name: string): Json => {
    const found = available(state, person, channel, type).find((each) => each.name === name);
    if (found === undefined) throw new ClientRefusal(`no command ${name}`);
    return found;
  };

  const type = (
    kind: number,
    user: string,
    channelId: string,
    words: string,
    given: Given,
    client?: ClientOptions,
    focused?: string,
  ): Promise<Outcome> =>
    attempt(() => {
      const { person, channel } = place(user, channelId);
      const [name = '', ...path] = words.split(' ');
      const found = command(person, channel, 1, name);
      const filled = fillOptions(state, channel, found.options, path, given, focused);
      const data = { id: found.id, name, type: 1, ...inGuild(found), ...filled };
      const title = `/${words}${focused === undefined ? '' : ' …'}`;
      const metadata = { name: words, command_type: 1 };
      return ask(state, way, { type: kind, title, person, channel, data, metadata, locale: client?.locale });
    });

  /** Something done on a message that the person sees. */
  const onMessage = (
    user: string,
    messageId: string,
    act: (message: StoredMessage, person: Person, channel: Channel) => Ask,
  ): Promise<Outcome> =>
    attempt(() => {
      const message = findMessage(state, messageId);
      const { person, channel } = place(user, message.wire.channel_id);
      if (message.onlyFor !== undefined && message.onlyFor !== user) {
        throw new ClientRefusal('they do not see this message');
      }
      return ask(state, way, act(message, person, channel));
    });

  const onComponent = (
    user: string,
    messageId: string,
    customId: string,
    client: ClientOptions | undefined,
    dataOf: (component: Json, channel: Channel) => Json,
  ): Promise<Outcome> =>
    onMessage(user, messageId, (message, person, channel) => {
      const all = allComponents(message.wire.components).map((each) => each.component);
      const component = all.find((each) => each.custom_id === customId);
      if (component === undefined) throw new ClientRefusal(`nothing called ${customId} on the message`);
      if (component.disabled === true) throw new ClientRefusal(`${customId} is disabled`);
      return {
        type: INTERACTION.component,
        title: customId,
        person,
        channel,
        data: { custom_id: customId, id: component.id, ...dataOf(component, channel) },
        messageId,
        message: message.wire,
        metadata: { interacted_message_id: messageId },
        locale: client?.locale,
      };
    });

  return {
    slash: (user, channel, name, options = {}, client) =>
      type(INTERACTION.command, user, channel, name, options, client),
    complete: (user, channel, name, options, focused, client) =>
      type(INTERACTION.autocomplete, user, channel, name, options, client, focused),
    press: (user, message, customId, client) =>
      onComponent(user, message, customId, client, (component) => {
        if (component.type !== TYPE.button) throw new ClientRefusal(`${customId} is no button`);
        return { component_type: TYPE.button };
      }),
    select: (user, message, customId, values, client) =>
      onComponent(user, message, customId, client, (component, channel) =>
        selected(state, channel, component, values),
      ),
    messageMenu: (user, message, name, client) =>
      onMessage(user, message, ({ wire }, person, channel) => {
        const { id } = command(person, channel, 3, name);
        const resolved = { messages: { [wire.id]: wire } };
        return {
          type: INTERACTION.command,
          title: name,
          person,
          channel,
          data: { id, name, type: 3, target_id: wire.id, resolved },
          metadata: { name, command_type: 3, target_message_id: wire.id },
          locale: client?.locale,
        };
      }),
    submit: (user, customId, values, client) =>
      attempt(async () => {
        const open = state.modals.get(user);
        if (open?.modal.custom_id !== customId) throw new ClientRefusal(`no modal ${customId} is open`);
        const { person, channel } = place(user, open.channelId);
        const message = open.messageId === undefined ? undefined : findMessage(state, open.messageId).wire;
        const outcome = await ask(state, way, {
          type: INTERACTION.modal,
          title: customId,
          person,
          channel,
          data: { custom_id: customId, components: filledModal(open.modal.components, values) },
          messageId: open.messageId,
          message,
          metadata: { triggering_interaction_metadata: open.metadata },
          locale: client?.locale,
        });
        // After a failure the client leaves the modal open, to be sent again.
        if (outcome.kind !== 'failed') close(state, user);
        return outcome;
      }),
    offered: (user, channelId, kind = 1) => {
      const { person, channel } = place(user, channelId);
      return available(state, person, channel, kind);
    },
    say: (user, channelId, content) => {
      const { person, channel } = place(user, channelId);
      const blank = blankMessage(state, channel, wireUser(person));
      const pings = { everyone: false, users: [], roles: [] };
      return addMessage(state, channel, { wire: { ...blank, content }, thinking: false, pings }).wire;
    },
    dismiss: (user) => close(state, user),
  };
}

function close(state: State, user: string): void {
  state.modals.delete(user);
  state.notify({ kind: 'modal' });
}

/** A guild's own command says so in `data`. */
function inGuild({ guild_id }: Json): Json {
  return guild_id === undefined ? {} : { guild_id };
}

function available(state: State, person: Person, channel: Channel, type: number): readonly Json[] {
  const guild = state.guildOf(channel);
  const own = guild?.botIsMember === true ? commandsIn(state, guild.id) : [];
  const owners = ownersOf(state, person, channel);
  const global = commandsIn(state, 'global').filter(({ contexts, integration_types }) => {
    const here = !Array.isArray(contexts) || contexts.includes(contextOf(channel));
    const types: readonly unknown[] = Array.isArray(integration_types) ? integration_types : [0];
    return here && types.some((each) => String(each) in owners);
  });
  const permissions = guild?.members.get(person.id);
  return [...own, ...global].filter((command) => {
    const needed = command.default_member_permissions;
    if (command.type !== type) return false;
    if (permissions === undefined || typeof needed !== 'string') return true;
    // "0" is for administrators, of whom there are none here.
    return needed !== '0' && (permissions & BigInt(needed)) === BigInt(needed);
  });
}

function selected(state: State, channel: Channel, component: Json, values: readonly string[]): Json {
  const { type, custom_id, min_values, max_values } = component;
  if (typeof type !== 'number' || !SELECTS.includes(type))
    throw new ClientRefusal(`${custom_id} is no select`);
  const least = typeof min_values === 'number' ? min_values : 1;
  const most = typeof max_values === 'number' ? max_values : 1;
  if (values.length < least || values.length > most) {
    throw new ClientRefusal(`${custom_id} wants ${least} to ${most} choices`);
  }
  if (type === TYPE.stringSelect) {
    const options: readonly unknown[] = Array.isArray(component.options) ? component.options : [];
    const known = options.filter(isObject).map(({ value }) => value);
    const wrong = values.find((value) => !known.includes(value));
    if (wrong !== undefined) throw new ClientRefusal(`${custom_id} has no option ${wrong}`);
    return { component_type: type, values };
  }
  const resolved: Record<string, Record<string, unknown>> = {};
  // The numbers of option kinds differ from those of selects: a channel is 7 there and 8 here.
  const kind = type === TYPE.channelSelect ? 7 : type === TYPE.userSelect ? 6 : 0;
  for (const id of values) resolve(state, channel, kind, id, resolved);
  return { component_type: type, values, resolved };
}
