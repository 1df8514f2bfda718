import { type Answer, answered } from '../replies/reply.ts';
import type { Asked, Knowledge } from './command.ts';

export async function forgetMe(
  { options, invocation }: Asked<{ sure: string | undefined }>,
  { store }: Knowledge,
): Promise<Answer> {
  const { person, place } = invocation;
  if (options.sure?.toLowerCase() !== 'yes') return question;
  // A Discord account is one and the same everywhere; a Slack one belongs to its workspace.
  const removed = await store.forget(person.id, place.platform === 'discord' ? undefined : place.workspace);
  return answered(
    [],
    [
      { kind: 'heading', text: 'You are forgotten' },
      {
        kind: 'prose',
        text: `${removed === 0 ? 'There was nothing kept about you' : `Deleted: ${removed} ${removed === 1 ? 'record' : 'records'}`}. Messages you already see stay where they are.`,
      },
    ],
  );
}

const question = answered(
  [],
  [
    { kind: 'heading', text: 'Delete all that is kept about you?' },
    {
      kind: 'prose',
      text: 'Your answers, your scores and your progress go for good. What you type for an explanation is never kept.',
    },
    {
      kind: 'actions',
      actions: [
        { label: 'Yes, forget me', command: 'forget-me', options: { sure: 'yes' }, style: 'danger' },
        { label: 'No, keep it', command: 'help', options: {} },
      ],
    },
  ],
);
