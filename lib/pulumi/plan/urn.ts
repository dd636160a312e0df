import type { Urn } from './plan';

/** The type of the resource that all others of a stack are children of. */
export const STACK_TYPE = 'pulumi:pulumi:Stack';

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** Undefined for the stack itself. */
  readonly parent: Urn | undefined;
  readonly type: string;
  readonly name: string;
}

/** The URN that the engine gives a resource: of its ancestors it holds the types, but not that of the stack. */
export function makeUrn({ stack, project, parent, type, name }: UrnParts): Urn {
  const above = parent === undefined ? STACK_TYPE : qualifiedType(parent);
  return `urn:pulumi:${stack}::${project}::${above === STACK_TYPE ? '' : `${above}$`}${type}::${name}`;
}

/** The types of a resource and its ancestors, as its URN holds them: `acme:web:Site$aws:s3/bucket:Bucket`. */
export function qualifiedType(urn: Urn): string {
  return urn.split('::')[2] ?? '';
}

/** The type token of a resource. */
export function typeOf(urn: Urn): string {
  return qualifiedType(urn).split('$').at(-1) ?? '';
}

/** The name of a resource, which may hold anything, `::` included. */
export function nameOf(urn: Urn): string {
  return urn.split('::').slice(3).join('::');
}

/** The package of a type or function token: `aws` of `aws:s3/bucket:Bucket`. */
export function packageOf(token: string): string {
  return token.split(':')[0] ?? '';
}

/** The provider that a reference, `urn::id`, is to. */
export function providerOf(reference: string): Urn {
  const end = reference.lastIndexOf('::');
  return end < 0 ? reference : reference.slice(0, end);
}

/** How people call a resource: `aws:rds/instance:Instance 'db'`. */
export function titleOf({ type, name }: Pick<UrnParts, 'type' | 'name'>): string {
  return `${type} '${name}'`;
}
