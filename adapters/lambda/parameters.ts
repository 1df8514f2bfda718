import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';

/** Within the ten seconds that Lambda gives a function to start, twice. In milliseconds. */
const TIMEOUT = 4_000;

/**
 * The secrets below a path of the Parameter Store, by the last part of their names.
 * @throws when they cannot be read
 */
export async function readParameters(path: string): Promise<Record<string, string>> {
  const client = new SSMClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: TIMEOUT, requestTimeout: TIMEOUT, throwOnRequestTimeout: true },
  });
  const found: Record<string, string> = {};
  for await (const { Parameters = [] } of paginateGetParametersByPath(
    { client },
    { Path: path, WithDecryption: true },
  )) {
    for (const { Name = '', Value } of Parameters) {
      if (Value !== undefined) found[Name.slice(Name.lastIndexOf('/') + 1)] = Value;
    }
  }
  client.destroy();
  return found;
}
