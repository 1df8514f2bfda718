import { checkView } from './check.ts';
import { isObject, type JsonObject, textOr } from './json.ts';
import { limits } from './limits.ts';
import { useTrigger } from './links.ts';
import type { Call, Method, Outcome, Refusal } from './method.ts';
import { viewObject } from './payloads.ts';
import { makeView, openModal, pushModal, updateView } from './views.ts';
import { findView, type View, type Workspace } from './workspace.ts';

/** views.*: errors as on each method's page under docs.slack.dev/reference/methods. */

export const viewMethods: Record<string, Method> = {
  'views.open': {
    run: (call) => opening(call, (sent, user) => openModal(call.workspace, sent, user, call.world.ids)),
  },
  'views.push': {
    run: (call) => {
      const depth = (user: string) => call.workspace.modals.get(user)?.length ?? 0;
      return opening(call, (sent, user) => {
        if (depth(user) >= limits.viewStack) return { error: 'push_limit_reached' };
        return pushModal(call.workspace, sent, user, call.world.ids) ?? { error: 'not_found' };
      });
    },
  },
  'views.update': {
    run: ({ world, workspace, args }) => {
      const external = textOr(args.external_id);
      const view = external ? byExternalId(workspace, external) : findView(workspace, textOr(args.view_id));
      if (!view) return { error: 'not_found' };
      if (args.hash !== undefined && args.hash !== view.hash) return { error: 'hash_conflict' };
      const sent = sentView(workspace, args, view.type, view);
      if ('error' in sent) return sent;
      updateView(view, sent.view, world.ids);
      return shown(workspace, view);
    },
  },
  'views.publish': {
    run: ({ world, workspace, args }) => {
      const user = textOr(args.user_id);
      if (!workspace.people.some((person) => person.id === user)) return { error: 'user_not_found' };
      const before = workspace.homes.get(user);
      if (args.hash !== undefined && args.hash !== before?.hash) return { error: 'hash_conflict' };
      const sent = sentView(workspace, args, 'home', before);
      if ('error' in sent) return sent;
      if (before) updateView(before, sent.view, world.ids);
      const view = before ?? makeView(sent.view, user, world.ids);
      workspace.homes.set(user, view);
      return shown(workspace, view);
    },
  },
};

/** Checks come before the trigger is spent, as in Slack: a bot may mend a refused view and try again. */
function opening(
  { world, workspace, args }: Call,
  open: (sent: JsonObject, user: string) => View | Refusal,
): Outcome {
  const sent = sentView(workspace, args, 'modal');
  if ('error' in sent) return sent;
  if (!textOr(args.trigger_id)) {
    const problem = {
      error: 'invalid_arguments',
      pointer: '/trigger_id',
      message: 'missing required field: trigger_id',
    };
    return { error: 'invalid_arguments', problems: [problem] };
  }
  const trigger = useTrigger(world, textOr(args.trigger_id), workspace.team.id);
  if ('error' in trigger) return trigger;
  const view = open(sent.view, trigger.user);
  return 'error' in view ? view : shown(workspace, view);
}

function sentView(
  workspace: Workspace,
  args: JsonObject,
  type: View['type'],
  instead?: View,
): { view: JsonObject } | Refusal {
  const problems = checkView(args.view ?? null);
  const [first] = problems;
  if (first) return { error: first.error, problems };
  if (!isObject(args.view)) return { error: 'invalid_arguments' };
  if (args.view.type !== type) {
    const problem = { error: 'invalid_arguments', pointer: '/view/type', message: `must be ${type} here` };
    return { error: 'invalid_arguments', problems: [problem] };
  }
  const external = textOr(args.view.external_id);
  const other = external ? byExternalId(workspace, external) : undefined;
  if (other && other !== instead) return { error: 'duplicate_external_id' };
  return { view: args.view };
}

function byExternalId(workspace: Workspace, external: string): View | undefined {
  const open = [...[...workspace.modals.values()].flat(), ...workspace.homes.values()];
  return open.find((view) => view.sent.external_id === external);
}

function shown(workspace: Workspace, view: View): Outcome {
  return { ok: { view: viewObject(workspace, view) } };
}
