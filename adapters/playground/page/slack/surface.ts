import { createContext } from 'preact';
import type { Names } from './mrkdwn.ts';

/** What elements belong to: a message, or a view. */
export interface Surface {
  at: { channel: string; ts: string } | { id: string };
  names: Names;
}

export const SurfaceContext = createContext<Surface>({ at: { id: '' }, names: {} });
