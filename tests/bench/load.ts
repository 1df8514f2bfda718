import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../../adapters/build/bundle.ts';
import { TOO_BUSY } from '../../adapters/web/web.ts';
import { startServer } from './http/load.ts';
import { discordRequest, slackRequest } from './http/mix.ts';
import { type Answered, DEADLINE, sendAtRate } from './http/open-loop.ts';
import { bundlePeer } from './http/peer.ts';
import { type Program, startContainer, startProgram } from './http/program.ts';
import type { Signed } from './http/signed.ts';

/**
 * `npm run bench -- load [image]`: signed requests at rising rates, sent when they are meant to be whether or not the
 * server keeps up; Slack and Discord in turn, then Slack alone beside a bundled Bolt that says hello; at last twice of
 * what was carried. To a container of the image that is named, or else to the built server in a process of its own.
 */
const RATES = [500, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_500, 8_000];
/** Of each rate, in seconds: 30 in all. */
const SECONDS = 3;
const OVERLOAD_SECONDS = 10;
/** Where a server no longer keeps up, in milliseconds. */
const SLOW = 1_000;

type Mix = (index: number) => Signed;

export async function bench([image]: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simile-load-'));
  const platforms = await startServer('platforms.ts');
  const url = `http://127.0.0.1:${platforms.port}/api/`;
  const slack: Mix = (index) => slackRequest(index, url);
  const both: Mix = (index) => (index % 2 === 0 ? slack(index / 2) : discordRequest((index - 1) / 2));
  const [app] = (await buildAll(folder)).filter(({ program }) => program === 'app');
  if (!app) throw new Error('There is no bundle to measure.');
  const peer = await bundlePeer(join(import.meta.dirname, 'http/servers/bolt-hello.ts'), folder);
  const startOurs = () =>
    image === undefined
      ? startProgram(join(app.folder, 'server.mjs'), folder, url)
      : startContainer(image, url);
  console.log(
    image === undefined
      ? 'The built server as a process of its own; name an image to have it run in a container.'
      : `A container of ${image}.`,
  );
  console.log(
    `${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
  );

  const ours = await startOurs();
  const carried = (await rise('Simile, Slack and Discord', ours, both)) || (RATES[0] ?? 0);
  console.log(`\nTwice of that, ${2 * carried} a second for ${OVERLOAD_SECONDS} s`);
  tellHead();
  tell(await step(ours, both, 2 * carried, OVERLOAD_SECONDS));
  console.log('and after it');
  tell(await step(ours, both, carried / 2, SECONDS));
  await ours.stop();

  const again = await startOurs();
  await rise('Simile, Slack alone', again, slack);
  await again.stop();
  const bolt = await startProgram(peer, folder, url);
  await rise('Bolt saying hello, Slack alone', bolt, slack);
  await bolt.stop();
  platforms.stop();
  rmSync(folder, { recursive: true });
}

interface Step {
  rate: number;
  seconds: number;
  answers: readonly (Answered | undefined)[];
  /** MB. */
  rss: number;
}

/** No request comes twice: what was answered before is not carried out again. */
let sent = 0;

async function step(program: Program, mix: Mix, rate: number, seconds: number): Promise<Step> {
  const requests = Array.from({ length: rate * seconds }, () => mix(sent++));
  const answers = sendAtRate(program.port, requests, rate);
  const atTheEnd = new Promise<number>((resolve) =>
    setTimeout(() => resolve(program.rss()), seconds * 1_000),
  );
  return { rate, seconds, answers: await answers, rss: await atTheEnd };
}

/** @returns the highest rate at which all were answered, 99 of 100 in less than a second */
async function rise(name: string, program: Program, mix: Mix): Promise<number> {
  await step(program, mix, 500, 2);
  console.log(`\n${name}; each rate for ${SECONDS} s`);
  tellHead();
  let carried = 0;
  let slow: Step | undefined;
  for (const rate of RATES) {
    const now = await step(program, mix, rate, SECONDS);
    const p99 = tell(now);
    if (p99 > SLOW) slow ??= now;
    else if (!slow && sorted(now).whole.length === now.answers.length) carried = rate;
    if (sorted(now).failed > now.answers.length / 2) break;
  }
  console.log(
    slow
      ? `p99 passes 1 s at ${slow.rate} a second, with ${slow.rss} MB.`
      : `p99 of what is answered stays below 1 s up to ${RATES.at(-1)} a second.`,
  );
  console.log(`All are answered in time up to ${carried} a second.`);
  return carried;
}

/** What became of each: an answer, a kind word, a bare refusal, or nothing in time. */
function sorted({ answers }: Step) {
  const inTime = answers.filter((one): one is Answered => one !== undefined && one.took <= DEADLINE);
  const ok = inTime.filter(({ status }) => status === 200);
  const told = ok.filter(({ body }) => body.includes(TOO_BUSY) || /"(options|choices)":\[\]/.test(body));
  const refused = inTime.filter(({ status }) => status === 503);
  const whole = ok.filter((one) => !told.includes(one));
  return { whole, told, refused, failed: answers.length - ok.length - refused.length };
}

function tellHead(): void {
  console.log('   sent/s  answered/s   p50     p99     max ms   told busy (p99 ms)   503  failed   RSS MB');
}

/** @returns p99 of what was answered, in milliseconds */
function tell(one: Step): number {
  const { whole, told, refused, failed } = sorted(one);
  const took = whole.map((answer) => answer.took).sort((a, b) => a - b);
  const at = (share: number, all = took) =>
    all[Math.min(Math.floor(all.length * share), all.length - 1)] ?? 0;
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  const busy = told.map((answer) => answer.took).sort((a, b) => a - b);
  console.log(
    [
      String(one.rate).padStart(9),
      (whole.length / one.seconds).toFixed(0).padStart(11),
      ms(at(0.5)).padStart(8),
      ms(at(0.99)).padStart(8),
      ms(at(1)).padStart(8),
      `${told.length} (${ms(at(0.99, busy))})`.padStart(20),
      String(refused.length).padStart(8),
      String(failed).padStart(7),
      String(one.rss).padStart(8),
    ].join(''),
  );
  return at(0.99);
}
