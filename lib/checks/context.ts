import type { External } from '../manifest/external';
import { addTo, groupBy } from '../manifest/group';
import type { Identity, Inventory, InventoryObject } from '../manifest/inventory';
import { isList, isObject, objectAt, type JsonObject, type JsonPath } from '../manifest/json';
import type { KindName } from '../manifest/kinds';
import { podTemplatePath } from '../manifest/pods';
import type { Reference, ReferenceGraph } from '../manifest/references';
import type { Selection } from '../manifest/selections';
import { KUBERNETES_VERSIONS, NEWEST, type KubernetesVersion, type Platform } from './platform';
import { strangeIn, type Strange } from './texts';

/** A container in the template of an object's pods. */
export interface PodContainer {
  readonly container: JsonObject;
  /** Where it is in the object. */
  readonly at: JsonPath;
  readonly list: 'initContainers' | 'containers' | 'ephemeralContainers';
  /** Whether it runs as long as the pod does, as an init container with `restartPolicy: Always` does too. */
  readonly isLasting: boolean;
}

/** The pods that one object makes; a Pod makes itself. */
export interface Pods {
  readonly object: InventoryObject;
  /** The template, with `metadata` and `spec`. */
  readonly template: JsonObject;
  readonly spec: JsonObject;
  /** Where the spec is in the object. */
  readonly at: JsonPath;
  readonly containers: readonly PodContainer[];
}

/** All that checks know. What several of them need is found once, when the first asks. */
export class Context {
  readonly inventory: Inventory;
  readonly graph: ReferenceGraph;
  readonly platform: Platform;
  readonly kubernetesVersion: KubernetesVersion;
  readonly #externals: ReadonlyMap<string, readonly External[]>;
  #byKind: ReadonlyMap<KindName, readonly InventoryObject[]> | undefined;
  #pods: ReadonlyMap<InventoryObject, Pods> | undefined;
  #from: ReadonlyMap<InventoryObject, readonly Reference[]> | undefined;
  #to: ReadonlyMap<InventoryObject, readonly Reference[]> | undefined;
  #selecting: ReadonlyMap<InventoryObject, readonly Selection[]> | undefined;
  #strange: Strange | undefined;

  constructor(inventory: Inventory, graph: ReferenceGraph, platform: Platform = {}) {
    this.inventory = inventory;
    this.graph = graph;
    this.platform = platform;
    this.kubernetesVersion = platform.kubernetesVersion ?? NEWEST;
    const externals = [...inventory.externals, ...(platform.externals ?? [])];
    this.#externals = groupBy(externals, ({ kind, name }) => `${kind} ${name.includes('*') ? '*' : name}`);
  }

  get objects(): readonly InventoryObject[] {
    return this.inventory.objects;
  }

  ofKind(kind: KindName): readonly InventoryObject[] {
    this.#byKind ??= groupBy(this.objects, (object) => object.kind);
    return this.#byKind.get(kind) ?? [];
  }

  /** The pods of every object that makes some. */
  get pods(): Iterable<Pods> {
    return this.#podsByObject().values();
  }

  /** The pods of one object; undefined where it makes none. */
  podsOf(object: InventoryObject): Pods | undefined {
    return this.#podsByObject().get(object);
  }

  /** The texts and numbers that no API server should see. */
  get strange(): Strange {
    this.#strange ??= strangeIn(this.objects);
    return this.#strange;
  }

  /** What an object names. */
  referencesFrom(object: InventoryObject): readonly Reference[] {
    this.#from ??= groupBy(this.graph.references, ({ from }) => from);
    return this.#from.get(object) ?? [];
  }

  /** Who names an object. */
  referencesTo(object: InventoryObject): readonly Reference[] {
    if (!this.#to) {
      const to = new Map<InventoryObject, Reference[]>();
      for (const reference of this.graph.references) if (reference.to) addTo(to, reference.to, reference);
      this.#to = to;
    }
    return this.#to.get(object) ?? [];
  }

  /** Who selects the pods of an object. */
  selectionsOf(object: InventoryObject): readonly Selection[] {
    if (!this.#selecting) {
      const selecting = new Map<InventoryObject, Selection[]>();
      for (const selection of this.graph.selections) for (const to of selection.to) addTo(selecting, to, selection);
      this.#selecting = selecting;
    }
    return this.#selecting.get(object) ?? [];
  }

  /** What is declared to exist outside the tree under a name. */
  externalOf({ kind, namespace, name }: Omit<Identity, 'stack'>): External | undefined {
    const named = this.#externals.get(`${kind} ${name}`) ?? [];
    const patterns = this.#externals.get(`${kind} *`) ?? [];
    return [...named, ...patterns].find(
      (external) =>
        (external.namespace === undefined || external.namespace === namespace) && matches(external.name, name),
    );
  }

  /** Whether the cluster has at least this version. */
  isAtLeast(version: KubernetesVersion): boolean {
    return minorOf(this.kubernetesVersion) >= minorOf(version);
  }

  #podsByObject(): ReadonlyMap<InventoryObject, Pods> {
    this.#pods ??= new Map(
      this.objects.flatMap((object) => {
        const pods = podsIn(object);
        return pods ? [[object, pods] as const] : [];
      }),
    );
    return this.#pods;
  }
}

function podsIn(object: InventoryObject): Pods | undefined {
  const path = podTemplatePath(object.kind);
  if (!path) return undefined;
  const template = objectAt(object.manifest, ...path);
  const spec = objectAt(template, 'spec');
  return { object, template, spec, at: [...path, 'spec'], containers: containersIn(spec, [...path, 'spec']) };
}

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

function containersIn(spec: JsonObject, root: JsonPath): readonly PodContainer[] {
  return LISTS.flatMap((list) => {
    const containers = spec[list];
    if (!isList(containers)) return [];
    return containers.flatMap((container, index) =>
      isObject(container)
        ? [
            {
              container,
              at: [...root, list, index],
              list,
              isLasting:
                list === 'containers' || (list === 'initContainers' && container['restartPolicy'] === 'Always'),
            },
          ]
        : [],
    );
  });
}

/** Whether a name is what a pattern with `*` says. */
export function matches(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

// Rules ask for each container: the versions are taken apart once.
const MINORS: ReadonlyMap<string, number> = new Map(
  KUBERNETES_VERSIONS.map((version) => [version, Number(version.split('.')[1])]),
);

function minorOf(version: KubernetesVersion): number {
  return MINORS.get(version) ?? Number(version.split('.')[1]);
}
