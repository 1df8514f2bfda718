import type { Store } from '../store.ts';
import { countIn } from './order.ts';
import { postId } from './place.ts';
import type { Path } from './values.ts';

const PAGE = 200;

/**
 * Where a channel stands before a day: its path with everything counted in that was posted since it was last kept,
 * and how the questions were answered.
 */
export async function pathBefore(
  store: Pick<Store, 'paths' | 'posts' | 'dailyAnswers'>,
  workspace: string,
  channel: string,
  day: string,
): Promise<{ path: Path; version: number; changed: boolean }> {
  const kept = await store.paths.get(workspace, channel);
  let path: Path = kept?.value ?? { given: [] };
  let after = postId(channel, path.upTo ?? '');
  for (let full = true; full; ) {
    const posts = await store.posts.list(workspace, postId(channel, ''), { limit: PAGE, after });
    for (const { id, value } of posts) {
      after = id;
      if (value.day >= day) return result();
      const out = value.state === 'sent' || value.state === 'doubtful';
      if (!out || value.concept === undefined) continue;
      const { concept, question } = value;
      const answers = await countAnswers(store, workspace, channel, value.day);
      path = countIn(path, { day: value.day, concept, ...(question ? { question } : {}), ...answers });
    }
    full = posts.length === PAGE;
  }
  return result();

  function result() {
    return { path, version: kept?.version ?? 0, changed: path !== kept?.value };
  }
}

async function countAnswers(
  store: Pick<Store, 'dailyAnswers'>,
  workspace: string,
  channel: string,
  day: string,
): Promise<{ answers: number; right: number }> {
  const prefix = `${postId(channel, day)}/`;
  const counted = { answers: 0, right: 0 };
  let after: string | undefined;
  for (let full = true; full; ) {
    const page = await store.dailyAnswers.list(workspace, prefix, {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    counted.answers += page.length;
    counted.right += page.filter(({ value }) => value.right).length;
    after = page.at(-1)?.id;
    full = page.length === PAGE;
  }
  return counted;
}
