import { parseArgs } from 'node:util';
import { type ChaosResult, type ChaosSettings, runChaos } from './daily/arena.ts';

const HELP = `npm run chaos -- daily [--seconds 300] [--days 365] [--seed 1] [--store sqlite|dynamodb] [--channels 12]
Processes of the bot on one store, killed again and again, before platforms and stores on which much goes wrong, with
simulated days at speed; then every day of every channel is counted. Ends after so many days or seconds.`;

/** Daily posts under real processes that are killed. */
export async function chaos(options: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      seconds: { type: 'string', default: '300' },
      days: { type: 'string', default: '365' },
      seed: { type: 'string', default: '1' },
      channels: { type: 'string', default: '12' },
      store: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const all: ChaosSettings['store'][] = ['sqlite', 'dynamodb'];
  for (const store of all.filter((one) => values.store === undefined || values.store === one)) {
    const settings: ChaosSettings = {
      store,
      seed: Number(values.seed),
      seconds: Number(values.seconds),
      days: Number(values.days),
      channels: Number(values.channels),
      processes: 3,
      // The DynamoDB of this machine takes some 500 requests a second, from all of them together.
      ...(store === 'sqlite'
        ? { speed: 20, lives: 1, wakeEvery: 50 }
        : { speed: 8, lives: 3, wakeEvery: 500 }),
    };
    console.log(
      `\n${store}: seed ${settings.seed}, ${settings.channels * 2} channels, ${settings.processes} processes at once`,
    );
    report(await runChaos(settings));
  }
}

function report(result: ChaosResult): void {
  const { missing, doubled, wrongTime, doubts, doubtsSent, missed } = result;
  console.log(
    `  done to it: ${result.kills} kills, ${result.stops} stops, ${result.faults} faults, in ${result.days} days and ${result.realSeconds} s`,
  );
  console.log(
    `  posts: ${result.expected} expected, ${result.sent} sent and confirmed, ${missed} too late to be sent`,
  );
  console.log(`  missing ${missing}, doubled ${doubled}, at a wrong local time ${wrongTime}`);
  const all = Object.values(doubts).reduce((sum, one) => sum + one);
  console.log(
    `  doubts ${all} (${doubtsSent} of them are there): by the platform's answer ${doubts.answer}, died after the request began ${doubts['after the request']}, died before it ${doubts['before the request']}, by the store ${doubts.store}; unexplained ${doubts.none}`,
  );
  if (missing + doubled + wrongTime + doubts.none > 0) process.exitCode = 1;
}
