import { ask, type Line, refuse } from './asking.ts';
import { checkViewAnswer, limitsUsed } from './check.ts';
import { allElements, choiceOf, choose, type Found, optionsOf } from './chosen.ts';
import type { Interactions } from './interactions.ts';
import { isObject, type Json, type JsonObject, textOr } from './json.ts';
import { issueTrigger } from './links.ts';
import { interaction, viewObject } from './payloads.ts';
import { closeModals, pushModal, updateView } from './views.ts';
import type { Person, View, Workspace } from './workspace.ts';
import { type Exchange, type World, whereIs } from './world.ts';

/** What people fill in: by block_id or action_id, the text typed or the value (or values) chosen. */
type Values = Record<string, string | readonly string[]>;

export interface Modals {
  /**
   * Fills in the person's topmost modal and sends it. Undefined where the client itself objects (a required field is
   * empty, a text too short or too long): `errors` of the view then says so and the bot hears nothing.
   */
  submit(user: string, view: { id: string }, values?: Values): Promise<Exchange | undefined>;
  /** Closes the topmost modal, or with `all` every one. The bot hears of those with `notify_on_close`. */
  close(user: string, view: { id: string }, options?: { all?: boolean }): Promise<Exchange[]>;
}

export function createModals(line: Line, interactions: Interactions): Modals {
  const { world } = line;

  function top(user: string, id: string) {
    const { workspace, person } = whereIs(world, user);
    const view = workspace.modals.get(person.id)?.at(-1);
    if (view?.id !== id) throw new Error(`${person.name} does not have the view ${id} before them`);
    return { workspace, person, view };
  }

  async function fill(
    view: View,
    user: string,
    name: string,
    value: string | readonly string[],
  ): Promise<void> {
    const inputs = allElements(view.blocks);
    const found =
      inputs.find((each) => each.block_id === name) ?? inputs.find((each) => each.action_id === name);
    if (!found) throw new Error(`There is no field ${name} in this view`);
    const { action_id, block_id } = found;
    if (textOr(found.element.type).includes('external')) {
      await interactions.select(user, view, action_id, value, { block_id });
      return;
    }
    const empty = value.length === 0;
    const choice = empty ? null : choose(found.element, value, optionsOf(found.element));
    view.chosen.set(`${block_id}/${action_id}`, choice);
  }

  return {
    async submit(user, { id }, values = {}) {
      const { workspace, person, view } = top(user, id);
      for (const [name, value] of Object.entries(values)) await fill(view, user, name, value);
      view.errors = objections(view);
      world.changed();
      if (Object.keys(view.errors).length > 0) return undefined;
      const payload = {
        ...interaction(workspace, person, 'view_submission'),
        trigger_id: issueTrigger(world, workspace.team.id, person.id),
        view: viewObject(workspace, view),
        response_urls: [],
      };
      const where = { user: person.id };
      const { exchange, answer } = await ask(line, workspace, { kind: 'interactive', payload }, where);
      if (!answer) return exchange;
      const body = answer.body ?? {};
      const problems = checkViewAnswer(body, view.blocks);
      if (isObject(body)) exchange.limits = limitsUsed(body);
      if (problems.length === 0 && apply(world, workspace, person, view, body)) return exchange;
      const tooMany = {
        error: 'push_limit_reached',
        pointer: '/response_action',
        message: 'push_limit_reached',
      };
      refuse(world, workspace, exchange, problems.length > 0 ? problems : [tooMany], where);
      return exchange;
    },
    async close(user, { id }, { all = false } = {}) {
      const { workspace, person, view } = top(user, id);
      const clearing = all || view.sent.clear_on_close === true;
      const gone = closeModals(workspace, person.id, clearing);
      world.changed();
      const told: Exchange[] = [];
      for (const each of gone.filter((closed) => closed.sent.notify_on_close === true)) {
        const payload = {
          ...interaction(workspace, person, 'view_closed'),
          view: viewObject(workspace, each),
          is_cleared: clearing,
        };
        const { exchange } = await ask(
          line,
          workspace,
          { kind: 'interactive', payload },
          { user: person.id },
        );
        told.push(exchange);
      }
      return told;
    },
  };
}

/** Does what a view_submission's answer says (surfaces/modals, "response actions"). False where the stack is full. */
function apply(world: World, workspace: Workspace, person: Person, view: View, body: Json): boolean {
  const answer: JsonObject = isObject(body) ? body : {};
  const sent = isObject(answer.view) ? answer.view : {};
  let done = true;
  if (answer.response_action === 'errors' && isObject(answer.errors)) {
    view.errors = Object.fromEntries(Object.entries(answer.errors).map(([id, text]) => [id, textOr(text)]));
  } else if (answer.response_action === 'update') updateView(view, sent, world.ids);
  else if (answer.response_action === 'push')
    done = pushModal(workspace, sent, person.id, world.ids) !== undefined;
  else closeModals(workspace, person.id, answer.response_action === 'clear');
  world.changed();
  return done;
}

/** What the client itself would not let through. */
function objections(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const found of allElements(view.blocks)) {
    const objection = found.block.type === 'input' ? objectionTo(found, view) : undefined;
    if (objection) errors[found.block_id] = objection;
  }
  return errors;
}

function objectionTo(found: Found, view: View): string | undefined {
  const { type: _, ...choice } = choiceOf(found, view.chosen);
  const value = Object.values(choice)[0];
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty) return found.block.optional === true ? undefined : 'Please complete this required field.';
  const { min_length: min, max_length: max } = found.element;
  if (typeof value !== 'string') return undefined;
  if (typeof min === 'number' && value.length < min) return `Please use at least ${min} characters.`;
  if (typeof max === 'number' && value.length > max) return `Please use at most ${max} characters.`;
  return undefined;
}
