import { withIds } from './chosen.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import { limits } from './limits.ts';
import type { View, Workspace } from './workspace.ts';

/** Modals and Home tabs in the model. What is put here was checked before. */

export function makeView(sent: JsonObject, user: string, ids: Ids, below?: View): View {
  const id = ids.id('V0');
  return {
    id,
    user,
    type: sent.type === 'home' ? 'home' : 'modal',
    sent,
    blocks: withIds(sent.blocks, () => ids.id('b')),
    hash: hash(ids),
    root: below?.root ?? id,
    previous: below?.id ?? null,
    chosen: new Map(),
    errors: {},
  };
}

function hash(ids: Ids): string {
  return `${Math.floor(ids.now() / 1000)}.${ids.id('h')}`;
}

export function openModal(workspace: Workspace, sent: JsonObject, user: string, ids: Ids): View {
  const view = makeView(sent, user, ids);
  workspace.modals.set(user, [view]);
  return view;
}

/** Puts a view over the person's topmost modal; undefined where none is open or three are already. */
export function pushModal(workspace: Workspace, sent: JsonObject, user: string, ids: Ids): View | undefined {
  const stack = workspace.modals.get(user) ?? [];
  const top = stack.at(-1);
  if (!top || stack.length >= limits.viewStack) return undefined;
  const view = makeView(sent, user, ids, top);
  stack.push(view);
  return view;
}

/**
 * Shows something else in an open view. What was typed stays where block and action ids stay
 * (surfaces/modals, "Updating views").
 */
export function updateView(view: View, sent: JsonObject, ids: Ids): void {
  view.sent = sent;
  view.blocks = withIds(sent.blocks, () => ids.id('b'));
  view.hash = hash(ids);
  view.errors = {};
}

/** Takes the topmost view away, or all of them. Returns those that went, topmost first. */
export function closeModals(workspace: Workspace, user: string, all: boolean): View[] {
  const stack = workspace.modals.get(user) ?? [];
  const left = all ? [] : stack.slice(0, -1);
  workspace.modals.set(user, left);
  return stack.slice(left.length).reverse();
}
