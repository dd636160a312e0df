import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { isClusterScoped, kindName, type KindName } from './kinds';
import { Note } from './note';

/** An object that somebody else makes: an operator, another team, the cluster. */
export interface External {
  /** Its kind, with the group where it is none of the core: `Secret`, `StorageClass.storage.k8s.io`. */
  readonly kind: KindName;
  /** `*` stands for any text. */
  readonly name: string;
  /** @default - that of the stack it is declared in, where its kind has one; any, when it is declared for a platform */
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

/** What is given by its name alone, such as an `ExistingSecret` or `{ name: 'registry' }`. */
export interface Named {
  readonly name: string;
  /** The keys that it is known to have. */
  readonly keys?: readonly string[] | undefined;
}

/** Takes what is given by its name alone, and not as a construct of the tree, for made elsewhere. */
export function relyOn(scope: IConstruct, kind: KindName, given: Named): void {
  if (!Construct.isConstruct(given)) external(scope, { kind, name: given.name, keys: given.keys });
}

/** What one construct declares as made elsewhere. */
export function declaredExternals(construct: IConstruct): readonly External[] {
  const declared = externals.on(construct);
  const imported = importedBy(construct);
  if (imported) return [...declared, imported];
  if (declared.length === 0) return declared;
  const chart = construct.node.scopes.findLast((scope) => Chart.isChart(scope));
  return declared.map((object) =>
    isClusterScoped(object.kind) ? object : { ...object, namespace: object.namespace ?? chart?.namespace },
  );
}

/** What cdk8s-plus imports by name, as with `Secret.fromSecretName`: constructs of a kind that have no object. */
function importedBy(construct: IConstruct): External | undefined {
  if (!('resourceName' in construct) || 'apiObject' in construct || construct.node.children.length > 0)
    return undefined;
  const [kind, apiGroup, name]: readonly unknown[] = ['kind', 'apiGroup', 'name'].map((field): unknown =>
    Reflect.get(construct, field),
  );
  if (typeof kind !== 'string' || typeof apiGroup !== 'string' || typeof name !== 'string') return undefined;
  return { kind: kindName(apiGroup === 'core' ? '' : apiGroup, kind), name };
}
