import { type FSWatcher, watch } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CatalogData } from '../../src/concepts/concept.ts';
import { describeFault, type Fault } from '../../src/concepts/fault.ts';
import type { ContentNews } from './shown.ts';

export interface ContentAsked {
  /** The built-in content. */
  folder: string;
  /** A team's own, beside it. */
  team: string | undefined;
  /** As 2026-11-22. */
  today: string;
}

export interface ContentRead {
  /** Missing where a fault keeps all of it out of service. */
  data?: CatalogData;
  faults: Fault[];
  /** Why it could not be read at all. */
  broken?: string;
}

/** Content as writers work on it. */
export interface LiveContent {
  read(): Promise<ContentRead>;
  /** Calls back with what was read after each save below the folders, one after the other. */
  watch(saved: (read: ContentRead, files: ReadonlySet<string>) => void): void;
  stop(): Promise<void>;
}

/** How long the saves of one moment are gathered, in milliseconds: editors write a file in several steps. */
const GATHER = 60;

export function liveContent(asked: () => ContentAsked): LiveContent {
  const worker = new Worker(new URL('./content-worker.ts', import.meta.url));
  const watchers: FSWatcher[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** One at a time: the worker answers in order. */
  const read = () => {
    const next = last.then(() => {
      const { promise, resolve: done, reject } = Promise.withResolvers<ContentRead>();
      worker.once('message', done);
      worker.once('error', reject);
      worker.postMessage(asked());
      return promise.finally(() => worker.off('error', reject));
    });
    last = next.catch(() => undefined);
    return next;
  };

  return {
    read,
    watch(saved) {
      let files = new Set<string>();
      const changed = (folder: string, name: string | null) => {
        if (name !== null && !/\.ya?ml$/.test(name)) return;
        if (name !== null) files.add(relative('.', resolve(folder, name)).split(sep).join('/'));
        clearTimeout(timer);
        timer = setTimeout(() => {
          const these = files;
          files = new Set();
          read().then(
            (result) => saved(result, these),
            (cause: unknown) => saved({ faults: [], broken: String(cause) }, these),
          );
        }, GATHER);
      };
      const { folder, team } = asked();
      for (const each of team === undefined ? [folder] : [folder, team])
        watchers.push(watch(each, { recursive: true }, (_event, name) => changed(each, name)));
    },
    async stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await worker.terminate();
    },
  };
}

/** What a writer is told: every error, and the doubts about the files just saved. */
export function newsOf(
  { faults, broken }: ContentRead,
  saved: ReadonlySet<string>,
  concepts: number,
  readAt: number,
): ContentNews {
  const told = faults.filter(({ severity, file }) => severity === 'error' || saved.has(file));
  return {
    concepts,
    readAt,
    faults: [
      ...(broken === undefined ? [] : [{ severity: 'error' as const, text: broken }]),
      ...told.map((fault) => ({ severity: fault.severity, text: describeFault(fault) })),
    ],
  };
}
