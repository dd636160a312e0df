import { isObject, objectAt, text, type JsonObject } from '../../../manifest/json';
import { groupOf, isClusterScoped, kindName, type KindName, type Scope } from '../../../manifest/kinds';
import type { PlannedResource, Urn } from '../plan';

/** A resource that is an object of a Kubernetes cluster. */
export interface KubernetesObject {
  readonly resource: PlannedResource;
  readonly kind: KindName;
  /** Undefined for objects that belong to none. */
  readonly namespace: string | undefined;
  /** Empty where the program does not say it as plain text. */
  readonly name: string;
  readonly manifest: JsonObject;
  /** What tells its cluster from others. */
  readonly place: string;
}

const CRD = 'CustomResourceDefinition.apiextensions.k8s.io';

/** The objects of a plan, each known by its cluster, kind, namespace and name. */
export class KubernetesObjects {
  readonly all: readonly KubernetesObject[];
  /** The definitions in the plan, by what they define. */
  readonly definitions: ReadonlyMap<KindName, KubernetesObject>;
  private readonly byKey = new Map<string, KubernetesObject>();
  private readonly byUrn = new Map<Urn, KubernetesObject>();

  /** @param placeOf - what tells the cluster of an object from others */
  constructor(resources: readonly PlannedResource[], placeOf: (resource: PlannedResource) => string) {
    const found = resources.filter(isManaged);
    const scopes = new Map(found.flatMap(({ inputs }) => (inputs['kind'] === DEFINITION ? [scopeIn(inputs)] : [])));
    this.all = found.map((resource) => objectOf(resource, { scopes, place: placeOf(resource) }));
    for (const object of this.all) {
      this.byKey.set(keyOf(object), object);
      this.byUrn.set(object.resource.urn, object);
    }
    const definitions = this.all.filter(({ kind }) => kind === CRD);
    this.definitions = new Map(definitions.map((definition) => [definedKind(definition.manifest), definition]));
  }

  of(kind: KindName): readonly KubernetesObject[] {
    return this.all.filter((object) => object.kind === kind);
  }

  at(urn: Urn): KubernetesObject | undefined {
    return this.byUrn.get(urn);
  }

  /** The object of a kind and name in the cluster of another, in its namespace unless another is given. */
  near(object: KubernetesObject, at: Partial<KubernetesObject> & Pick<KubernetesObject, 'kind'>) {
    const { place, namespace } = object;
    return this.byKey.get(keyOf({ name: '', namespace, ...at, place }));
  }

  /** The Namespace of an object. */
  namespaceOf(object: KubernetesObject): KubernetesObject | undefined {
    if (object.namespace === undefined) return undefined;
    return this.near(object, { kind: 'Namespace', name: object.namespace, namespace: undefined });
  }

  definitionOf(object: KubernetesObject): KubernetesObject | undefined {
    const definition = this.definitions.get(object.kind);
    return definition?.place === object.place ? definition : undefined;
  }
}

/** `Service shop/web`. */
export function titleOf({ kind, namespace, name, resource }: KubernetesObject): string {
  const short = kind.replace(/\..*/, '');
  return `${short} ${namespace === undefined ? '' : `${namespace}/`}${name === '' ? resource.name : name}`;
}

/** The first few of several objects, and how many there are. */
export function titlesOf(objects: readonly KubernetesObject[]): string {
  const titles = objects.slice(0, 3).map(titleOf);
  return objects.length > titles.length
    ? `${titles.join(', ')} and ${objects.length - titles.length} more`
    : titles.join(' and ').replace(' and ', objects.length > 2 ? ', ' : ' and ');
}

const DEFINITION = 'CustomResourceDefinition';

/** Objects that are made and deleted; what only patches one of somebody else leaves it when it goes. */
function isManaged({ type, custom, read, inputs }: PlannedResource): boolean {
  const kind = text(inputs['kind']);
  return custom && !read && type.startsWith('kubernetes:') && kind !== '' && !type.endsWith(`:${kind}Patch`);
}

interface Surroundings {
  readonly scopes: ReadonlyMap<KindName, Scope>;
  readonly place: string;
}

function objectOf(resource: PlannedResource, { scopes, place }: Surroundings): KubernetesObject {
  const { inputs } = resource;
  const kind = kindName(groupOf(text(inputs['apiVersion'])), text(inputs['kind']));
  const { name, namespace } = objectAt(inputs, 'metadata');
  const home = isObject(namespace) ? '' : text(namespace, 'default');
  return {
    resource,
    kind,
    namespace: isClusterScoped(kind, scopes) ? undefined : home,
    name: text(name),
    manifest: inputs,
    place,
  };
}

function keyOf({ place, kind, namespace, name }: Omit<KubernetesObject, 'resource' | 'manifest'>): string {
  return [place, kind, namespace, name].join('|');
}

function definedKind(manifest: JsonObject): KindName {
  const { group, names } = objectAt(manifest, 'spec');
  return kindName(text(group), text(objectAt(names)['kind']));
}

function scopeIn(manifest: JsonObject): readonly [KindName, Scope] {
  return [definedKind(manifest), objectAt(manifest, 'spec')['scope'] === 'Cluster' ? 'Cluster' : 'Namespaced'];
}
