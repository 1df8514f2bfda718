type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with the secrets below the Parameter Store path that `SIMILE_SECRETS` names: `/simile/SLACK_BOT_TOKEN`
 * becomes `SLACK_BOT_TOKEN`. Read once, when the function starts; what the environment itself says wins.
 * @throws when they cannot be read, saying which path and why
 */
export async function withSecrets(environment: Environment): Promise<Environment> {
  const path = environment.SIMILE_SECRETS;
  if (!path) return environment;
  try {
    // AWS's client is loaded only where there is something to ask it.
    const { readParameters } = await import('./parameters.ts');
    return { ...(await readParameters(path)), ...environment };
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new Error(
      `Simile cannot start: the parameters below ${path} cannot be read (${why}). ` +
        'Let the function’s role call ssm:GetParametersByPath on that path, and check the path in SIMILE_SECRETS.',
      { cause },
    );
  }
}
