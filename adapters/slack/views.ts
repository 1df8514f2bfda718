import type { HomeView, ModalView } from '@slack/types';
import type { Part, Reply } from '../../src/replies/reply.ts';
import type { Simile } from '../../src/simile.ts';
import { renderBlocks } from './render.ts';

/** The modal in which the global shortcut asks what to explain. */
export const ASK_VIEW = 'ask';
/** The input of that modal, and its block. */
export const ASK_INPUT = 'concept';

export function askView(): ModalView {
  return {
    type: 'modal',
    callback_id: ASK_VIEW,
    title: { type: 'plain_text', text: 'Explain a concept' },
    submit: { type: 'plain_text', text: 'Explain' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'input',
        block_id: ASK_INPUT,
        label: { type: 'plain_text', text: 'Which concept?' },
        element: {
          type: 'external_select',
          action_id: ASK_INPUT,
          min_query_length: 0,
          placeholder: { type: 'plain_text', text: 'Type a name or an acronym' },
        },
      },
    ],
  };
}

export function answerView(simile: Simile, reply: Reply): ModalView {
  return {
    type: 'modal',
    callback_id: 'answer',
    title: { type: 'plain_text', text: 'Simile' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: renderBlocks({ parts: withoutSharing(simile, reply.parts) }, 'view'),
  };
}

export function homeView(simile: Simile, reply: Reply): HomeView {
  return { type: 'home', blocks: renderBlocks({ parts: withoutSharing(simile, reply.parts) }, 'view') };
}

/** Where there is no channel beside, or the answer is open to all already, there is nothing to share with. */
export function withoutSharing(simile: Simile, parts: readonly Part[]): Part[] {
  const open = new Set(
    simile.commands.filter((command) => command.visibility === 'public').map((command) => command.name),
  );
  return parts.map((part) =>
    part.kind === 'actions'
      ? { ...part, actions: part.actions.filter((action) => 'url' in action || !open.has(action.command)) }
      : part,
  );
}
