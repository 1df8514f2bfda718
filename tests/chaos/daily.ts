import { parseArgs } from 'node:util';
import { type ChaosResult, type ChaosSettings, runChaos } from './daily/arena.ts';

/** Daily posts under real processes that are killed: `npm run chaos -- daily [--days 10] [--seed 1] [--store sqlite]`. */
export async function chaos(options: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      days: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      channels: { type: 'string', default: '12' },
      store: { type: 'string' },
    },
  });
  const all: ChaosSettings['store'][] = ['sqlite', 'dynamodb'];
  const stores = all.filter((store) => values.store === undefined || values.store === store);
  for (const store of stores) {
    const settings = {
      store,
      seed: Number(values.seed),
      days: Number(values.days),
      channels: Number(values.channels),
      processes: 3,
      speed: 20,
    };
    console.log(
      `\n${store}: seed ${settings.seed}, ${settings.days} days, ${settings.channels * 2} channels, ${settings.processes} processes`,
    );
    report(await runChaos(settings));
  }
}

function report(result: ChaosResult): void {
  const { missing, doubled, wrongTime, doubts, doubtsSent, unexplained, missed } = result;
  console.log(
    `  done to it: ${result.kills} kills, ${result.stops} stops, ${result.faults} faults, in ${result.realSeconds} s`,
  );
  console.log(
    `  posts: ${result.expected} expected, ${result.sent} sent and confirmed, ${missed} too late to be sent`,
  );
  console.log(`  missing ${missing}, doubled ${doubled}, at a wrong local time ${wrongTime}`);
  console.log(`  doubts ${doubts} (${doubtsSent} of them are there), unexplained ${unexplained}`);
  if (missing + doubled + wrongTime + unexplained > 0) process.exitCode = 1;
}
