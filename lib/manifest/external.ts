import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KindName } from './kinds';
import { Note } from './note';

/** An object that somebody else makes: an operator, another team, the cluster. */
export interface External {
  /** Its kind, with the group where it is none of the core: `Secret`, `StorageClass.storage.k8s.io`. */
  readonly kind: KindName;
  /** `*` stands for any text. */
  readonly name: string;
  /** @default - that of the stack it is declared in; any, when it is declared for a platform */
  readonly namespace?: string | undefined;
  /** The keys of a ConfigMap or Secret. @default - any */
  readonly keys?: readonly string[] | undefined;
  /** The ports of a Service, by number and by name. @default - any */
  readonly ports?: readonly (number | string)[] | undefined;
}

const externals = new Note<External>('external');

/**
 * Declares an object that the tree does not make but relies on, so that what names it leads somewhere.
 *
 * @example
 * external(stack, { kind: 'Secret', name: 'wildcard-tls', keys: ['tls.crt', 'tls.key'] });
 */
export function external(scope: IConstruct, object: External): void {
  externals.leave(scope, object);
}

/** What one construct declares as made elsewhere. */
export function declaredExternals(construct: IConstruct): readonly External[] {
  const declared = externals.on(construct);
  if (declared.length === 0) return declared;
  const chart = construct.node.scopes.findLast((scope) => Chart.isChart(scope));
  return declared.map((object) => ({ ...object, namespace: object.namespace ?? chart?.namespace }));
}
