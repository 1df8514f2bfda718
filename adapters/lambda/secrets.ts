import type { SSMClientConfig } from '@aws-sdk/client-ssm';

type Environment = Readonly<Record<string, string | undefined>>;

/** Within the ten seconds that Lambda gives a function to start. */
const TIMEOUT = 4_000;

/**
 * The environment with the secrets below the Parameter Store path that `SIMILE_SECRETS` names: `/simile/SLACK_BOT_TOKEN`
 * becomes `SLACK_BOT_TOKEN`. Read once, when the function starts; what the environment itself says wins.
 * @throws when they cannot be read, saying which path and why
 */
export async function withSecrets(environment: Environment): Promise<Environment> {
  const path = environment.SIMILE_SECRETS;
  if (!path) return environment;
  // Loaded only where there is something to ask it.
  const { SSMClient, paginateGetParametersByPath } = await import('@aws-sdk/client-ssm');
  const config: SSMClientConfig = { maxAttempts: 2, requestHandler: { requestTimeout: TIMEOUT } };
  const secrets: Record<string, string> = {};
  try {
    const pages = paginateGetParametersByPath(
      { client: new SSMClient(config) },
      { Path: path, WithDecryption: true },
    );
    for await (const { Parameters = [] } of pages) {
      for (const { Name = '', Value } of Parameters) {
        if (Value !== undefined) secrets[Name.slice(Name.lastIndexOf('/') + 1)] = Value;
      }
    }
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new Error(
      `Simile cannot start: the parameters below ${path} cannot be read (${why}). ` +
        'Let the function’s role call ssm:GetParametersByPath on that path, and check the path in SIMILE_SECRETS.',
      { cause },
    );
  }
  return { ...secrets, ...environment };
}
