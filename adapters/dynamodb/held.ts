import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/**
 * Whether a conditional write was done.
 * @param mine whether what is there is this very write: asked where a try before the refused one may have done it, and
 *   only its answer was lost
 */
export async function held(write: Promise<unknown>, mine?: () => Promise<boolean>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    return mine !== undefined && (cause.$metadata.attempts ?? 1) > 1 ? mine() : false;
  }
}
