import type { Catalog } from '../../../src/concepts/catalog.ts';
import type { Concept } from '../../../src/concepts/concept.ts';
import type { Topic } from '../../../src/concepts/schema.ts';

/** Lengths in pixels at full size; the width is about that of a README. */
const COLUMNS = 5;
const GUTTER = 34;
const BOX = { width: 178, height: 19, pitch: 22 };
const COLUMN = GUTTER + BOX.width;
const HEADER = { height: 24, pitch: 30, gap: 16 };
const MARGIN = 14;
/** The width of a letter on average, where boxes and where headers are written. */
const LETTER = { box: 5.8, header: 7.2 };

interface Place {
  column: number;
  /** The left upper corner of its box. */
  x: number;
  y: number;
  color: string;
}

/**
 * A picture of what requires what, as SVG: topics in learning order, column by column, a line from each concept to
 * those that need it. A requirement that follows from another is left out. The same content gives the same picture.
 */
export function conceptMap(catalog: Catalog): string {
  const topics = catalog.topics.filter((topic) => catalog.inTopic(topic.id).length > 0);
  const columns = intoColumns(topics, (topic) => catalog.inTopic(topic.id).length);
  const places = new Map<Concept, Place>();
  const headers: string[] = [];
  let bottom = 0;
  columns.forEach((some, column) => {
    const x = MARGIN + column * COLUMN + GUTTER;
    let y = MARGIN;
    for (const topic of some) {
      const hue = hueOf(topics.indexOf(topic));
      headers.push(header(topic.title, x, y, hue));
      y += HEADER.pitch;
      for (const concept of catalog.inTopic(topic.id)) {
        places.set(concept, { column, x, y, color: `hsl(${hue} 60% 40%)` });
        y += BOX.pitch;
      }
      bottom = Math.max(bottom, y);
      y += HEADER.gap;
    }
  });
  const lines = [...places].flatMap(([concept, to]) =>
    direct(catalog, concept).flatMap((needed) => {
      const from = places.get(needed);
      return from ? [line(from, to)] : [];
    }),
  );
  const boxes = [...places].map(([concept, place]) => box(concept, place, catalog.requires(concept)));
  const width = 2 * MARGIN + columns.length * COLUMN;
  const height = bottom + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="name about" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif">`,
    '<title id="name">What requires what</title>',
    `<desc id="about">${places.size} concepts in ${topics.length} topics, in learning order from the upper left, and ${lines.length} lines from a concept to one that needs it first.</desc>`,
    '<style>.l{fill:none;stroke-width:1.2;stroke-opacity:.6}.b{fill:#fff;stroke-width:1}.t{font-size:12px;fill:#1f2328}.h{font-size:13px;font-weight:600}</style>',
    `<rect width="${width}" height="${height}" rx="8" fill="#fff"/>`,
    ...lines,
    ...headers,
    ...boxes,
    '</svg>',
    '',
  ].join('\n');
}

/** Whole topics, in their order, into so many columns that the longest is as short as can be. */
function intoColumns(topics: readonly Topic[], size: (topic: Topic) => number): Topic[][] {
  const height = (topic: Topic) => HEADER.pitch + size(topic) * BOX.pitch + HEADER.gap;
  const fill = (most: number): Topic[][] => {
    const columns: Topic[][] = [];
    let left = 0;
    for (const topic of topics) {
      if (height(topic) > left) {
        columns.push([]);
        left = most;
      }
      columns.at(-1)?.push(topic);
      left -= height(topic);
    }
    return columns;
  };
  let most = Math.max(0, ...topics.map(height));
  while (fill(most).length > COLUMNS) most += BOX.pitch;
  return fill(most);
}

/** The requirements that no other requirement brings along. */
function direct(catalog: Catalog, concept: Concept): Concept[] {
  const needed = catalog.requires(concept);
  const brought = new Set(needed.flatMap((one) => [...before(catalog, one)]));
  return needed.filter((one) => !brought.has(one));
}

function before(catalog: Catalog, concept: Concept, seen = new Set<Concept>()): Set<Concept> {
  for (const needed of catalog.requires(concept)) {
    if (seen.has(needed)) continue;
    seen.add(needed);
    before(catalog, needed, seen);
  }
  return seen;
}

/** Neighboring topics get colors far apart: by the golden angle. */
function hueOf(index: number): number {
  return Math.round((210 + index * 137.508) % 360);
}

function header(title: string, x: number, y: number, hue: number): string {
  return `<rect x="${x}" y="${y}" width="${BOX.width}" height="${HEADER.height}" rx="5" fill="hsl(${hue} 60% 90%)"/><text class="h" x="${x + 7}" y="${y + 17}" fill="hsl(${hue} 70% 22%)"${squeezed(title, LETTER.header)}>${escapeXml(title)}</text>`;
}

function box(concept: Concept, { x, y, color }: Place, needed: readonly Concept[]): string {
  const needs =
    needed.length === 0 ? 'needs nothing first' : `needs ${needed.map((one) => one.title).join(', ')}`;
  return `<g><title>${escapeXml(`${concept.title} ${needs}`)}</title><rect class="b" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="4" stroke="${color}"/><text class="t" x="${x + 7}" y="${y + 13.5}"${squeezed(concept.title, LETTER.box)}>${escapeXml(concept.title)}</text></g>`;
}

/** Squeezes a title that is wider than its box. */
function squeezed(title: string, letter: number): string {
  const room = BOX.width - 14;
  return title.length * letter > room ? ` textLength="${room}" lengthAdjust="spacingAndGlyphs"` : '';
}

/** Inside a column it bows out to the left, the farther the longer; between columns it goes from right to left sides. */
function line(from: Place, to: Place): string {
  const [y1, y2] = [from.y + BOX.height / 2, to.y + BOX.height / 2];
  const x2 = to.x - 5;
  const head = `<path d="M${x2} ${y2 - 3}l5 3l-5 3z" fill="${from.color}"/>`;
  if (from.column === to.column) {
    const out = from.x - Math.min(GUTTER - 4, 9 + Math.abs(y2 - y1) / 9);
    return `<path class="l" stroke="${from.color}" d="M${from.x} ${y1}C${out.toFixed(1)} ${y1} ${out.toFixed(1)} ${y2} ${x2} ${y2}"/>${head}`;
  }
  const x1 = from.x + (from.column < to.column ? BOX.width : 0);
  const bend = Math.max(GUTTER, Math.abs(x2 - x1) / 2.4) * (from.column < to.column ? 1 : -1);
  return `<path class="l" stroke="${from.color}" d="M${x1} ${y1}C${(x1 + bend).toFixed(1)} ${y1} ${(x2 - Math.abs(bend)).toFixed(1)} ${y2} ${x2} ${y2}"/>${head}`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
