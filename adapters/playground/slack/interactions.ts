import { ask, type Line, noteIgnored } from './asking.ts';
import { checkOptions } from './check.ts';
import { choose, type Found, findElement, optionsOf, stateOf } from './chosen.ts';
import { isObject, type JsonObject, textOr } from './json.ts';
import { issueResponseUrl, issueTrigger } from './links.ts';
import { action, escapeText, interaction, messageObject, origin, type Place } from './payloads.ts';
import {
  type Chosen,
  canSee,
  channelOf,
  findMessage,
  findView,
  type Person,
  type Workspace,
} from './workspace.ts';
import { type Exchange, whereIs } from './world.ts';

/** Something with elements: a message (channel and ts) or a view (id). Messages and views of the model are both. */
type Target = { channel: string; ts: string } | { id: string };

interface ElementOptions {
  /** Where one action_id stands in several blocks. */
  block_id?: string;
}

interface Suggested {
  /** Missing where the person typed fewer letters than `min_query_length` (3 unless the bot says otherwise). */
  exchange?: Exchange;
  options: JsonObject[];
}

/** What people do with buttons, menus and shortcuts. Acts throw where there is no such thing to press or choose. */
export interface Interactions {
  press(user: string, target: Target, action_id: string, options?: ElementOptions): Promise<Exchange>;
  /**
   * Chooses by option value (several for checkboxes and multi-selects). An external select asks the bot first, with
   * `query` or the value. Undefined inside an input block that dispatches no action: then it is only remembered.
   */
  select(
    user: string,
    target: Target,
    action_id: string,
    value: string | readonly string[],
    options?: ElementOptions & { query?: string },
  ): Promise<Exchange | undefined>;
  /** Types into an external select. */
  suggest(
    user: string,
    target: Target,
    action_id: string,
    query: string,
    options?: ElementOptions,
  ): Promise<Suggested>;
  messageShortcut(
    user: string,
    message: { channel: string; ts: string },
    callback_id: string,
  ): Promise<Exchange>;
  globalShortcut(user: string, callback_id: string): Promise<Exchange>;
}

export function createInteractions(line: Line): Interactions {
  const { world } = line;

  async function act(workspace: Workspace, person: Person, place: Place, found: Found, chosen: Chosen) {
    const base = {
      ...interaction(workspace, person, 'block_actions'),
      trigger_id: issueTrigger(world, workspace.team.id, person.id),
      ...origin(workspace, place),
    };
    const where = whereOf(person, place);
    const message = 'message' in place ? place.message : undefined;
    const payload = {
      ...base,
      ...(message ? { state: stateOf(message.blocks, chosen) } : {}),
      ...(message ? { response_url: issueResponseUrl(world, 'actions', workspace, where, message.ts) } : {}),
      actions: [action(found, chosen, world.ids)],
    };
    const { exchange, answer } = await ask(line, workspace, { kind: 'interactive', payload }, where);
    noteIgnored(exchange, answer?.body);
    return exchange;
  }

  function look(user: string, target: Target, action_id: string, block_id?: string) {
    const { workspace, person } = whereIs(world, user);
    const place = placeOf(workspace, person, target);
    const shown = 'view' in place ? place.view : place.message;
    const found = findElement(shown.blocks, action_id, block_id);
    if (!found) throw new Error(`There is no element ${action_id} to use here`);
    const chosen = 'view' in place ? place.view.chosen : place.chosen;
    return { workspace, person, place, found, chosen };
  }

  async function suggest(...[user, target, action_id, query, options]: Parameters<Interactions['suggest']>) {
    const { workspace, person, place, found } = look(user, target, action_id, options?.block_id);
    const least = typeof found.element.min_query_length === 'number' ? found.element.min_query_length : 3;
    if (query.length < least) return { options: [] };
    const payload = {
      ...interaction(workspace, person, 'block_suggestion'),
      ...origin(workspace, place),
      action_id: found.action_id,
      block_id: found.block_id,
      value: escapeText(query),
    };
    const where = whereOf(person, place);
    const { exchange, answer } = await ask(line, workspace, { kind: 'interactive', payload }, where);
    if (!answer) return { exchange, options: [] };
    exchange.problems = checkOptions(answer.body);
    world.changed();
    const offered = exchange.problems.length === 0 && isObject(answer.body) ? optionsOf(answer.body) : [];
    exchange.limits = [{ limit: 'options', used: offered.length, of: 100 }];
    return { exchange, options: offered };
  }

  return {
    suggest,
    async press(user, target, action_id, { block_id } = {}) {
      const { workspace, person, place, found, chosen } = look(user, target, action_id, block_id);
      if (!textOr(found.element.type).includes('button')) throw new Error(`${action_id} is no button`);
      return act(workspace, person, place, found, chosen);
    },
    async select(user, target, action_id, value, options = {}) {
      const { workspace, person, place, found, chosen } = look(user, target, action_id, options.block_id);
      const { element, block } = found;
      const external = textOr(element.type).includes('external');
      const offered = external
        ? (await suggest(user, target, action_id, options.query ?? [value].flat().join(' '), options)).options
        : optionsOf(element);
      const choice = choose(element, value, offered);
      const key = `${found.block_id}/${found.action_id}`;
      const once = new Map(chosen).set(key, choice);
      // An overflow menu forgets at once what was chosen in it.
      if (element.type !== 'overflow') chosen.set(key, choice);
      world.changed();
      if (block.type === 'input' && block.dispatch_action !== true) return undefined;
      return act(workspace, person, place, found, once);
    },
    async messageShortcut(user, message, callback_id) {
      const { workspace, person } = whereIs(world, user);
      registered(workspace, callback_id);
      const place = placeOf(workspace, person, message);
      if (!('message' in place) || place.message.only_for)
        throw new Error('Shortcuts need a message all can see');
      const where = whereOf(person, place);
      const payload = {
        ...interaction(workspace, person, 'message_action'),
        callback_id,
        action_ts: world.ids.ts(),
        message_ts: place.message.ts,
        trigger_id: issueTrigger(world, workspace.team.id, person.id),
        channel: { id: place.channel.id, name: place.channel.name },
        message: messageObject(workspace, place.message),
        response_url: issueResponseUrl(world, 'app', workspace, where, place.message.ts),
      };
      const { exchange, answer } = await ask(line, workspace, { kind: 'interactive', payload }, where);
      noteIgnored(exchange, answer?.body);
      return exchange;
    },
    async globalShortcut(user, callback_id) {
      const { workspace, person } = whereIs(world, user);
      registered(workspace, callback_id);
      const payload = {
        ...interaction(workspace, person, 'shortcut'),
        callback_id,
        action_ts: world.ids.ts(),
        trigger_id: issueTrigger(world, workspace.team.id, person.id),
      };
      const where = { user: person.id };
      const { exchange, answer } = await ask(line, workspace, { kind: 'interactive', payload }, where);
      noteIgnored(exchange, answer?.body);
      return exchange;
    },
  };
}

function registered(workspace: Workspace, callback_id: string): void {
  if (workspace.grants.shortcuts?.has(callback_id) === false)
    throw new Error(`There is no shortcut ${callback_id}`);
}

/** What a person has before them. Throws where this person cannot see it. */
function placeOf(workspace: Workspace, person: Person, target: Target): Place {
  if ('id' in target) {
    const view = findView(workspace, target.id);
    if (view?.user !== person.id) throw new Error(`${person.name} has no view ${target.id} open`);
    return { view };
  }
  const channel = channelOf(workspace, target.channel);
  const message = findMessage(workspace, target.channel, target.ts);
  const hidden = message?.only_for !== undefined && message.only_for !== person.id;
  if (!channel || !message || hidden || !canSee(channel, person.id)) {
    throw new Error(`${person.name} sees no message ${target.ts} there`);
  }
  const key = `${person.id} ${channel.id} ${message.ts}`;
  const chosen = workspace.chosen.get(key) ?? new Map();
  workspace.chosen.set(key, chosen);
  return { message, channel, chosen };
}

function whereOf(person: Person, place: Place) {
  if ('view' in place) return { user: person.id, channel: '' };
  const thread_ts = place.message.thread_ts;
  return { user: person.id, channel: place.channel.id, ...(thread_ts ? { thread_ts } : {}) };
}
