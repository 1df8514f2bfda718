/** Prefilled pages of the repository in which the content is kept; nothing where none is configured. */

export function suggestUrl(repository: string | undefined, name: string): string | undefined {
  return newIssue(repository, `New concept: ${name}`, 'What should it explain, and for whom?');
}

export function reportUrl(repository: string | undefined, id: string): string | undefined {
  return newIssue(
    repository,
    `Mistake in ${id}`,
    `What is wrong in content/concepts/${id}.yaml, and what is right? A source helps.`,
  );
}

function newIssue(repository: string | undefined, title: string, body: string): string | undefined {
  return repository && `${repository}/issues/new?${new URLSearchParams({ title, body })}`;
}
