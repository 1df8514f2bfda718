import type { KnownBlock } from '@slack/types';
import type {
  APIApplicationCommandBasicOption,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackComponent,
} from 'discord-api-types/v10';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Act } from '../act.ts';
import type {
  Behind,
  DiscordMessage,
  DiscordShown,
  Done,
  Shown,
  SlackMessage,
  SlackShown,
  SlackView,
} from '../shown.ts';

/** What the bot sends, by its platforms' own types. */
export type Component = APIMessageTopLevelComponent | APIModalInteractionResponseCallbackComponent;
export type Scene = Shown<KnownBlock, Component, APIApplicationCommandBasicOption>;
export type SlackScene = SlackShown<KnownBlock>;
export type DiscordScene = DiscordShown<Component, APIApplicationCommandBasicOption>;
export type SlackSaid = SlackMessage<KnownBlock>;
export type SlackModal = SlackView<KnownBlock>;
export type DiscordSaid = DiscordMessage<Component>;

/** Where a person looks. */
export interface Looking {
  person: string;
  slack: string;
  discord: string;
}

/** The scene as it is now, and as it becomes; nothing before the first arrives. */
export function useScene(looking: Looking): Scene | undefined {
  const [scene, setScene] = useState<Scene>();
  const query = new URLSearchParams({ ...looking }).toString();
  const wanted = useRef(query);
  const busy = useRef(false);
  const stale = useRef(false);

  const load = useCallback(async () => {
    if (busy.current) {
      stale.current = true;
      return;
    }
    busy.current = true;
    do {
      stale.current = false;
      const asked = wanted.current;
      const next = await get<Scene>(`/shown?${asked}`);
      if (next && asked === wanted.current) setScene(next);
      else if (next) stale.current = true;
    } while (stale.current);
    busy.current = false;
  }, []);

  useEffect(() => {
    wanted.current = query;
    void load();
  }, [query, load]);
  useEffect(() => {
    const changes = new EventSource('/changes');
    changes.onmessage = () => void load();
    return () => changes.close();
  }, [load]);
  return scene;
}

/** Does what a person does. A refusal comes back as a note for them. */
export async function perform(person: string, act: Act): Promise<Done> {
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person, act }),
    });
    const body: Done & { error?: string } = await response.json();
    return body.error === undefined ? body : { note: body.error };
  } catch {
    return { note: 'The playground does not answer. Is it still running?' };
  }
}

export async function lookBehind(query: Record<string, string>): Promise<Behind> {
  return (await get<Behind>(`/behind?${new URLSearchParams(query)}`)) ?? { ms: undefined, steps: [] };
}

async function get<T>(path: string): Promise<T | undefined> {
  try {
    const response = await fetch(path);
    if (!response.ok) return undefined;
    const body: T = await response.json();
    return body;
  } catch {
    // The server is gone; the stream of changes says when it is back.
    return undefined;
  }
}
