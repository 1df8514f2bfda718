import type { World } from './world.ts';

/** Forgets all but the newest so many of each thing, so that a stand-in which runs for days does not grow. */
export function forget(world: World, keep: number): void {
  cut(world.exchanges, keep);
  cutMap(world.triggers, keep);
  cutMap(world.responseUrls, keep);
  for (const workspace of world.workspaces) {
    for (const channel of workspace.channels) cut(channel.messages, keep);
    cut(workspace.failures, keep);
    cutMap(workspace.chosen, keep);
  }
}

function cut(list: unknown[], keep: number): void {
  list.splice(0, Math.max(0, list.length - keep));
}

/** A map keeps the order in which things were put in. */
function cutMap(map: Map<unknown, unknown>, keep: number): void {
  for (const key of [...map.keys()].slice(0, Math.max(0, map.size - keep))) map.delete(key);
}
