import { answerId, postId } from '../daily/place.ts';
import type { Letter } from '../quiz/letters.ts';
import type { Answer, Part } from '../replies/reply.ts';
import { ask } from './ask.ts';
import type { Asked, Knowledge, Refusal } from './command.ts';

/** Somebody answers a daily question: the first answer counts for the channel, and each is told alone what is right. */
export async function dailyAnswer(
  { options, invocation }: Asked<{ day: string; pick: Letter }>,
  knowledge: Knowledge,
): Promise<Answer | Refusal> {
  const { person, place } = invocation;
  const { day, pick } = options;
  const { store, catalog } = knowledge;
  const post = (await store.posts.get(place.workspace, postId(place.channel, day)))?.value;
  const of = { concept: post?.concept ?? '', question: post?.question ?? '' };
  const question = catalog.concept(of.concept)?.questions.find((one) => one.id === of.question);
  const verdict = await ask.answer(
    { ...invocation, options: question ? { ...of, pick } : { concept: ' - ' } },
    knowledge,
  );
  if ('faulty' in verdict || !question) return verdict;
  const counted = await store.dailyAnswers.save({
    workspace: place.workspace,
    id: answerId(place.channel, day, person.id),
    person: person.id,
    version: 0,
    value: { pick, right: pick === question.answer },
  });
  const note: Part = {
    kind: 'note',
    text:
      counted === undefined
        ? 'Your first answer is the one that counts.'
        : 'Counted, without your name, in what the channel is told next time.',
  };
  return { ...verdict, parts: [...verdict.parts, note] };
}
