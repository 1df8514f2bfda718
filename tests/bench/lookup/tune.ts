import { writeFileSync } from 'node:fs';
import { createAssess } from '../../../src/lookup/assess.ts';
import { type Calibration, confidenceAt, decide, type RouteCalibration } from '../../../src/lookup/decide.ts';
import type { Evidence, Route } from '../../../src/lookup/evidence.ts';
import { builtIn } from './catalogs.ts';
import { type Case, goldenCases, judge, type Verdict } from './golden.ts';

/** What an outcome is worth. A wrong answer costs three right ones; a choice costs a tap. */
const worth: Record<Case['expect'], Record<Verdict, number>> = {
  answer: { right: 1, offered: 0.5, listed: 0.3, missed: 0, wrong: -3 },
  choice: { right: 1, offered: 0.5, listed: 0.5, missed: 0, wrong: -2 },
  none: { right: 1, offered: 0.7, listed: 0.7, missed: 0, wrong: -3 },
};

const steps = Array.from({ length: 31 }, (_, at) => Math.round((0.4 + at * 0.02) * 100) / 100);
const judged: readonly Route[] = ['comparison', 'sentence', 'slip', 'slipInSentence', 'description'];
const PASSES = 4;
/** What is less often right than this is offered, not answered. */
const SURE = 0.75;
/** No answer below this score, although nothing in the files speaks against it. */
const LEAST = 0.7;
/** A kind with more questions than this weighs no more than one with so many. */
const MOST_OF_A_KIND = 300;

/**
 * Finds the thresholds and curves from the golden questions that are not put aside, and writes them with their
 * figures. Every kind of question weighs the same, however many questions it has.
 */
export function tune(file: string): void {
  const catalog = builtIn();
  const { assess } = createAssess(catalog, { steps: 0 });
  const cases = goldenCases(catalog).filter((one) => !one.held);
  const perKind = new Map<string, number>();
  for (const { kind } of cases) perKind.set(kind, (perKind.get(kind) ?? 0) + 1);
  const known = cases.map((one) => ({
    one,
    evidence: assess(one.query),
    weight: Math.min(1, MOST_OF_A_KIND / (perKind.get(one.kind) ?? 1)),
  }));

  const correct = (one: Case, { route, answer, choices, ambiguous, also, hidden }: Evidence): boolean => {
    const always: RouteCalibration = { curve: [[0, 1]], answerFrom: 0, choiceFrom: 0 };
    const evidence: Evidence = { route, answer, choices, ambiguous, also, hidden, score: 1 };
    return (
      judge(
        one,
        decide(
          [evidence],
          catalog,
          allOf(() => always),
        ),
      ) === 'right'
    );
  };
  const curves = allOf((route) => {
    const points = known.flatMap(({ one, evidence, weight }) =>
      evidence
        .filter((each) => each.route === route && !each.ambiguous)
        .map((each) => ({ score: each.score, right: correct(one, each) ? weight : 0, all: weight })),
    );
    return rising(points);
  });

  let calibration: Calibration = allOf((route) => ({
    curve: curves[route],
    answerFrom: judged.includes(route) ? 0.9 : route === 'derived' ? 2 : 0,
    choiceFrom: judged.includes(route) ? 0.6 : 0,
  }));
  const value = (by: Calibration) =>
    known.reduce(
      (sum, { one, evidence, weight }) =>
        sum + weight * worth[one.expect][judge(one, decide(evidence, catalog, by))],
      0,
    );
  let best = value(calibration);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const route of judged) {
      for (const field of ['answerFrom', 'choiceFrom'] as const) {
        for (const step of steps) {
          if (field === 'answerFrom' && (step < LEAST || confidenceAt(step, calibration[route].curve) < SURE))
            continue;
          const next = { ...calibration, [route]: { ...calibration[route], [field]: step } };
          const worthOfNext = value(next);
          if (worthOfNext <= best + 1e-9) continue;
          best = worthOfNext;
          calibration = next;
        }
      }
    }
  }
  const figures = Object.fromEntries(
    judged.map((route) => {
      const given = known.filter(({ one, evidence }) => {
        const found = decide(evidence, catalog, calibration);
        return (
          one.expect !== 'choice' &&
          found.outcome === 'answer' &&
          evidence.some((each) => each.route === route && each.score >= calibration[route].answerFrom)
        );
      });
      const right = given.filter(
        ({ one, evidence }) => judge(one, decide(evidence, catalog, calibration)) === 'right',
      );
      return [route, { answered: given.length, right: right.length }];
    }),
  );
  const note = `Written by \`npm run bench -- lookup --tune\` from ${cases.length} golden questions; those put aside were not read. A wrong answer counts as ${-worth.answer.wrong} right ones, and no kind of question weighs more than ${MOST_OF_A_KIND} questions. "figures": answers given by each judged route with these thresholds, and how many of them were right.`;
  writeFileSync(
    file,
    `${JSON.stringify({ note, worth: Math.round((best / known.reduce((sum, { weight }) => sum + weight, 0)) * 1000) / 1000, figures, routes: calibration }, undefined, 1)}\n`,
  );
}

function allOf<T>(make: (route: Route) => T): Record<Route, T> {
  const [name, weak, form, described, derived, comparison, sentence, slip, slipInSentence, description] = [
    make('name'),
    make('weak'),
    make('form'),
    make('described'),
    make('derived'),
    make('comparison'),
    make('sentence'),
    make('slip'),
    make('slipInSentence'),
    make('description'),
  ];
  return { name, weak, form, described, derived, comparison, sentence, slip, slipInSentence, description };
}

interface Point {
  score: number;
  right: number;
  all: number;
}

/** The fewest questions, by weight, that a step of a curve rests on, and the most steps. */
const STEP = 8;
const STEPS = 14;

/** The rising curve that is nearest to what was seen: equal shares, then neighbors that fall are pooled. */
function rising(points: readonly Point[]): number[][] {
  const total = points.reduce((sum, { all }) => sum + all, 0);
  const share = Math.max(STEP, total / STEPS);
  // Equal scores are one step.
  const scores = [...Map.groupBy(points, ({ score }) => score)]
    .sort(([a], [b]) => a - b)
    .map(([score, equal]): Point => {
      const all = equal.reduce((sum, point) => sum + point.all, 0);
      return { score: score * all, right: equal.reduce((sum, point) => sum + point.right, 0), all };
    });
  const blocks: Point[] = [];
  for (const point of scores) {
    const last = blocks.at(-1);
    if (last && last.all < share && (point.all < share || last.all < share / 4)) {
      blocks[blocks.length - 1] = {
        score: last.score + point.score,
        right: last.right + point.right,
        all: last.all + point.all,
      };
    } else blocks.push(point);
  }
  for (let at = 1; at < blocks.length; at++) {
    const [before, here] = [blocks[at - 1], blocks[at]];
    if (!before || !here || before.right / before.all <= here.right / here.all) continue;
    blocks.splice(at - 1, 2, {
      score: before.score + here.score,
      right: before.right + here.right,
      all: before.all + here.all,
    });
    at = Math.max(0, at - 2);
  }
  // Half a right and half a wrong one more: nothing is certain because it was seen a few times.
  const curve = blocks.map(({ score, right, all }) => [round(score / all), round((right + 0.5) / (all + 1))]);
  return curve.length === 0 ? [[0, 0.5]] : curve;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
