import type { Catalog } from '../concepts/catalog.ts';
import type { Concept, Question } from '../concepts/concept.ts';
import type { Path } from './values.ts';

type Given = Path['given'][number];

/**
 * Which concept a channel gets next. As long as there are some it has not had: the first in learning order whose
 * requirements it has had. Then round after round, each once: first what its answers show to be weakest, then what
 * was longest ago. What is new in the content has been had least, so it joins in its place.
 */
export function nextConcept(
  catalog: Catalog,
  topics: readonly string[],
  path: Path,
): { concept: Concept; question: Question | undefined } | undefined {
  const chosen = catalog.concepts.filter((concept) => topics.includes(concept.topic));
  // Topics that are gone from the content are as good as none.
  const wanted = chosen.length > 0 ? chosen : catalog.concepts;
  const given = new Map(path.given.map((one) => [catalog.concept(one.concept)?.id ?? one.concept, one]));
  const times = (concept: Concept) => given.get(concept.id)?.times ?? 0;
  const least = Math.min(...wanted.map(times));
  const round = wanted.filter((concept) => times(concept) === least);
  const concept = least === 0 ? firstLearnable(round, catalog) : weakest(round, given);
  return concept && { concept, question: concept.questions[least % concept.questions.length] };
}

/** The first that requires none of the others that are still to come. */
function firstLearnable(round: readonly Concept[], catalog: Catalog): Concept | undefined {
  const toCome = new Set(round);
  return round.find((concept) => !catalog.requires(concept).some((other) => toCome.has(other))) ?? round[0];
}

function weakest(round: readonly Concept[], given: ReadonlyMap<string, Given>): Concept | undefined {
  const share = (concept: Concept) => {
    const one = given.get(concept.id);
    return one && one.answers > 0 ? one.right / one.answers : 1;
  };
  const last = (concept: Concept) => given.get(concept.id)?.day ?? '';
  return [...round].sort((a, b) => share(a) - share(b) || last(a).localeCompare(last(b)))[0];
}

/** Counts a day's post in, with how its question was answered; a day that is counted already changes nothing. */
export function countIn(path: Path, post: Omit<Given, 'times'>): Path {
  if (path.upTo !== undefined && post.day <= path.upTo) return path;
  const before = path.given.find((one) => one.concept === post.concept);
  const now: Given = { ...post, times: (before?.times ?? 0) + 1 };
  return { upTo: post.day, given: [...path.given.filter((one) => one !== before), now] };
}
