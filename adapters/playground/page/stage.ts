import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Act } from '../act.ts';
import type { Done } from '../shown.ts';

/** What every part of the page can do. */
export interface Stage {
  person: string;
  /** Does something as this person; what the platform tells them is shown. */
  act(act: Act): Promise<Done>;
  /** Opens what stands behind a message. */
  lookBehind(query: Record<string, string>): void;
}

export const StageContext = createContext<Stage>({
  person: '',
  act: async () => ({}),
  lookBehind: () => undefined,
});

export function useStage(): Stage {
  return useContext(StageContext);
}
