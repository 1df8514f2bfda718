import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Time as the stand-in knows it; a test gives one that it moves by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` in so many milliseconds; the answer takes it back. */
  after(ms: number, task: () => void): () => void;
}

export const realClock: Clock = {
  now: Date.now,
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

const DISCORD_EPOCH = 1_420_070_400_000n;

/** Ids and tokens that follow from the clock and a seed alone. */
export class Ids {
  private last = 0n;
  private tokens = 0;
  private readonly clock: Clock;
  private readonly seed: string;

  constructor(clock: Clock, seed: string) {
    this.clock = clock;
    this.seed = seed;
  }

  /** A snowflake (reference#snowflakes), later than every one before it. */
  snowflake(): string {
    const fresh = (BigInt(this.clock.now()) - DISCORD_EPOCH) << 22n;
    this.last = fresh > this.last ? fresh : this.last + 1n;
    return String(this.last);
  }

  token(): string {
    this.tokens += 1;
    return digest(`${this.seed} token ${this.tokens}`).toString('base64url');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

// An Ed25519 private key in PKCS#8 is this prefix and then its 32 bytes (RFC 8410).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Discord's signing key for one application, made from the seed. */
export class Signer {
  /** What the application's page shows as its public key: 32 bytes in hex. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  constructor(seed: string) {
    const secret = digest(`${seed} signing key`);
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(this.key).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.subarray(-32).toString('hex');
  }

  /** The signature of a request in hex: over its timestamp and its raw body (interactions/overview). */
  sign(timestamp: string, raw: Buffer): string {
    return sign(null, Buffer.concat([Buffer.from(timestamp), raw]), this.key).toString('hex');
  }
}
