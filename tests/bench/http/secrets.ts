import { createPrivateKey, createPublicKey } from 'node:crypto';

/** Keys of the benchmarks, of no use elsewhere. */
export const SLACK_SECRET = 'signing-secret-of-the-benchmarks';

const PKCS8_ED25519 = '302e020100300506032b657004220420';
export const discordKey = createPrivateKey({
  key: Buffer.from(PKCS8_ED25519 + '11'.repeat(32), 'hex'),
  format: 'der',
  type: 'pkcs8',
});
export const DISCORD_PUBLIC_KEY = Buffer.from(
  createPublicKey(discordKey).export({ format: 'jwk' }).x ?? '',
  'base64url',
).toString('hex');
