import type { Catalog } from '../concepts/catalog.ts';
import calibration from './calibration.json' with { type: 'json' };
import type { Evidence, Route } from './evidence.ts';
import type { Found } from './lookup.ts';

/** How often a finding by one route was right in the golden files, and from which score on it is given. */
export interface RouteCalibration {
  /** Pairs of a score and how often answers with it were right; rising. */
  curve: readonly (readonly number[])[];
  answerFrom: number;
  choiceFrom: number;
}

export type Calibration = Readonly<Record<Route, RouteCalibration>>;

const MOST_CHOICES = 5;

/** Answers on a clear win, offers a choice where that helps, and else says nothing. */
export function decide(
  evidence: readonly Evidence[],
  catalog: Catalog,
  by: Calibration = calibration.routes,
): Found {
  const ranked = evidence
    .map((one) => ({ one, confidence: confidenceOf(one, by[one.route]) }))
    .sort((a, b) => b.confidence - a.confidence);
  const ids = (places: readonly number[]) => places.flatMap((place) => catalog.concepts[place]?.id ?? []);

  const best = ranked.find(({ one }) => !one.ambiguous && one.score >= by[one.route].answerFrom);
  if (best) {
    const { answer, also, hidden } = best.one;
    const others = also.filter((place) => !answer.includes(place));
    return {
      outcome: 'answer',
      concepts: ids(answer),
      confidence: best.confidence,
      also: ids(others),
      hidden: ids(hidden),
    };
  }
  const offered = ranked.filter(({ one }) => one.score >= by[one.route].choiceFrom);
  const choices = [...new Set(offered.flatMap(({ one }) => one.choices))];
  const [first] = offered;
  if (!first) return { outcome: 'none', concepts: [], confidence: 0, also: [], hidden: [] };
  for (const place of choices.length < 2 ? nearTo(choices, catalog) : []) choices.push(place);
  if (choices.length < 2)
    return { outcome: 'none', concepts: [], confidence: 0, also: ids(choices), hidden: [] };
  return {
    outcome: 'choice',
    concepts: ids(choices.slice(0, MOST_CHOICES)),
    confidence: first.confidence,
    also: [],
    hidden: ids(first.one.hidden),
  };
}

function confidenceOf({ score, ambiguous }: Evidence, { curve }: RouteCalibration): number {
  return ambiguous ? Math.round(500 * score) / 1000 : confidenceAt(score, curve);
}

/** How often findings with this score are right: what the curve says, straight lines between its points. */
export function confidenceAt(score: number, curve: RouteCalibration['curve']): number {
  let [before, after] = [curve[0] ?? [0, 0], curve.at(-1) ?? [1, 0]];
  for (const point of curve) {
    if ((point[0] ?? 0) <= score) before = point;
    else {
      after = point;
      break;
    }
  }
  const [x0 = 0, y0 = 0] = before;
  const [x1 = 1, y1 = 0] = after;
  const part = x1 > x0 ? Math.min(1, Math.max(0, (score - x0) / (x1 - x0))) : 0;
  return Math.round((y0 + (y1 - y0) * part) * 1000) / 1000;
}

/** One concept is no choice: the ones it is confused with, needs or leads to make it one. */
function nearTo(choices: readonly number[], catalog: Catalog): number[] {
  const concept = catalog.concepts[choices[0] ?? -1];
  if (!concept) return [];
  const near = [...catalog.confusions(concept).map((pair) => pair.other), ...catalog.requires(concept)];
  return [...new Set(near.map((other) => catalog.concepts.indexOf(other)))].slice(0, 2);
}
