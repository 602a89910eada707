/**
 * What GitHub says a run is, in a repository made since 2026-07-15: names and numbers, so that whoever takes over a name that became
 * free is somebody else. Only runs of the environment "production" are these, and who may start one is set there.
 */
export const subjectOf = (repository: {
  readonly owner: string;
  readonly ownerId: string;
  readonly name: string;
  readonly id: string;
}): string =>
  `repo:${repository.owner}@${repository.ownerId}/${repository.name}@${repository.id}:environment:production`;
