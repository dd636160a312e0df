const DOMAIN =
  '(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\\.[A-Za-z0-9-]+)*(?::\\d+)?|\\[[0-9a-fA-F:]+\\](?::\\d+)?';
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^((?:(?:${DOMAIN})/)?${PART}(?:/${PART})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9+.-]*:[0-9a-fA-F]{32,}))?$`,
);

/** The id of an image, which is no name of one. */
const ID = /^[0-9a-f]{64}$/;
const LONGEST = 255;

/** The parts of an image's reference. */
export interface Image {
  /** Host of the registry, with its port; `docker.io` where none is named. */
  readonly registry: string;
  /** What comes before tag and digest, as written. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** With its algorithm: `sha256:…`. */
  readonly digest: string | undefined;
}

/**
 * The parts of a reference; undefined where no registry could serve it.
 * @see https://github.com/distribution/reference
 */
export function parseImage(reference: string): Image | undefined {
  const [, repository, tag, digest] = ID.test(reference) ? [] : (REFERENCE.exec(reference) ?? []);
  if (repository === undefined) return undefined;
  const registry = registryOf(repository);
  const path = repository.startsWith(`${registry}/`) ? repository.slice(registry.length + 1) : repository;
  return path.length > LONGEST ? undefined : { registry, repository, tag, digest };
}

/** The first part names a registry when it looks like a host: everything else is a path on Docker Hub. */
function registryOf(repository: string): string {
  const [host = '', ...path] = repository.split('/');
  return path.length > 0 && (/[.:]/.test(host) || host === 'localhost') ? host : 'docker.io';
}
