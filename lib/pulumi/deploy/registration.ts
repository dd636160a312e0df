import type { CustomResourceOptions, Resource } from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import type { Dependencies } from '../../manifest/dependencies';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, replacedAt, text, type JsonObject } from '../../manifest/json';
import { holdsTokens, type Checksums } from '../../manifest/tokens';
import { isExisting } from '../kinds/existing-objects';
import { replaceOnChanges } from '../kinds/immutable-fields';
import { namespacesWithOutsideEffect } from '../kinds/outside-effects';
import { typeAliases } from '../kinds/type-aliases';
import { secretFields, typeToken } from '../kinds/type-token';
import type { Run } from '../run';
import { objectInputs, type InputObject, type Outputs } from '../tokens/object-inputs';
import { permissionFor } from '../tokens/secrecy';
import { deletedWith, type Fates } from './deletion';
import { Deployment } from './deployment';
import { KubeResource } from './kube-resource';
import { componentName, registeredName, resourceName, STACK } from './names';
import type { DeployOptions } from './options';
import { pluginVersion, type Providers } from './providers';
import { resourceOptionsOf, type KubeResourceOptions } from './resource-options';
import { StackComponent } from './stack-component';
import { customTimeouts, waitAnnotations, type WaitOptions } from './waiting';

/** What is registered, and with what. */
export interface Task {
  readonly run: Run;
  readonly root: IConstruct;
  /** In the order in which they are created. */
  readonly objects: readonly InventoryObject[];
  /** All objects of the tree, those too that are deployed by themselves. */
  readonly ordered: readonly InventoryObject[];
  readonly dependencies: Dependencies;
  readonly outputs: Outputs;
  readonly checksums: Checksums;
  readonly providers: Providers;
  readonly options: DeployOptions;
}

/** What is said of an object, and what of it is known by itself. */
type Given = KubeResourceOptions & { readonly patch: boolean };

/** Registers a resource for each object. */
export class Registration {
  readonly #task: Task;
  readonly #components = new Map<string, StackComponent>();
  readonly #resources = new Map<InventoryObject, KubeResource>();
  readonly #fates: Fates;
  readonly #version = pluginVersion();

  constructor(task: Task) {
    this.#task = task;
    const { ordered, options } = task;
    const namespaces = ordered.filter((object) => object.kind === 'Namespace' && !this.#stays(object));
    this.#fates = {
      resourceOf: (object) => this.#resourceOf(object),
      namespaces: new Map(namespaces.map((namespace) => [namespace.name, namespace])),
      effective: namespacesWithOutsideEffect(ordered),
      cluster: options.cluster ? options.cluster.resource : options.deletedWith,
    };
  }

  registered(): Deployment {
    for (const object of this.#task.objects) this.#register(object);
    for (const component of this.#components.values()) component.complete();
    return new Deployment(this.#components, this.#resources);
  }

  #register(object: InventoryObject): void {
    const { root, run, providers, options } = this.#task;
    const given = this.#given(object);
    const kube = { object, inputs: this.#inputs(object, given), isPatch: given.patch };
    const resource = new KubeResource(resourceName(object, options.name), kube, this.#options(object, given));
    this.#resources.set(object, resource);
    run.registered.add(registeredName(object, options.name));
    run.placements.add(root, object, { resource, provider: providers.main });
  }

  #given(object: InventoryObject): Given {
    const { root, options } = this.#task;
    const given = resourceOptionsOf(root, object);
    return { ...given, patch: given.patch ?? isExisting(object, options.cluster?.existingObjects) };
  }

  /** Whether it is left alone when it leaves the program: nothing can die with it. */
  #stays(object: InventoryObject): boolean {
    const { patch, retainOnDelete } = this.#given(object);
    return retainOnDelete ?? patch;
  }

  #resourceOf(object: InventoryObject): KubeResource | undefined {
    const { run, root } = this.#task;
    return this.#resources.get(object) ?? run.placements.find(root, object)?.resource;
  }

  #inputs(object: InventoryObject, given: KubeResourceOptions): InputObject {
    const { outputs, checksums } = this.#task;
    const told = annotated(object, {
      ...waitAnnotations(object, this.#waiting(given)),
      ...(given.patch ? { 'pulumi.com/patchForce': 'true' } : {}),
    });
    if (!holdsTokens(object.manifest)) return told.manifest;
    return objectInputs({ object: told, outputs, checksums, permission: permissionFor(object, outputs) });
  }

  #options(object: InventoryObject, given: Given): CustomResourceOptions {
    const { options } = this.#task;
    const token = typeToken(text(object.manifest['apiVersion']), text(object.manifest['kind']));
    const keeps = this.#isKept(object);
    const fate = given.deletedWith ?? (given.patch ? 'nothing' : deletedWith(object, this.#fates));
    const secrets = secretFields(object.kind);
    const protect = given.protect ?? options.protect;
    return {
      ...this.#version,
      parent: this.#component(object.stack),
      provider: (keeps ? this.#task.providers.configuration : undefined) ?? this.#task.providers.main,
      dependsOn: this.#dependsOn(object),
      aliases: [...typeAliases(token).map((type) => ({ type })), ...(given.aliases ?? [])],
      // Two objects cannot have one name, so that the old one always has to go first.
      deleteBeforeReplace: true,
      replaceOnChanges: [...replaceOnChanges(object), ...(given.replaceOnChanges ?? [])],
      ignoreChanges: [...(given.ignoreChanges ?? [])],
      retainOnDelete: given.retainOnDelete ?? (given.patch || keeps),
      customTimeouts: customTimeouts(object, this.#waiting(given)),
      // Else it is for the `parent` to say.
      ...(protect === undefined ? {} : { protect }),
      ...(secrets.length > 0 ? { additionalSecretOutputs: [...secrets] } : {}),
      ...(fate === undefined || fate === 'nothing' ? {} : { deletedWith: fate }),
    };
  }

  /**
   * Whether it stays for a release that may come back: configuration that is named by its content, in a Namespace with
   * which it dies in the end.
   */
  #isKept({ kind, isNamedByContent, namespace }: InventoryObject): boolean {
    if (isNamedByContent !== true || !['ConfigMap', 'Secret'].includes(kind)) return false;
    return this.#task.providers.configuration !== undefined && this.#fates.namespaces.has(namespace ?? '');
  }

  #waiting({ wait, timeout }: KubeResourceOptions): WaitOptions {
    const { options } = this.#task;
    return { wait, timeout, addresses: options.addresses ?? options.cluster?.givesAddresses ?? false };
  }

  #dependsOn(object: InventoryObject): Resource[] {
    const { dependencies, options } = this.#task;
    const before = dependencies.get(object) ?? [];
    const resources = before.map((other) => {
      const resource = this.#resourceOf(other);
      if (!resource) throw new Error(`${titleOf(object)} is registered before ${titleOf(other)}.`);
      return resource;
    });
    // Whoever depends on another object of the same deployment comes after these anyway.
    return before.some((other) => this.#resources.has(other))
      ? resources
      : [...resources, ...(options.dependsOn ?? [])];
  }

  #component(stack: string): StackComponent {
    const known = this.#components.get(stack);
    if (known) return known;
    const { run, options } = this.#task;
    const name = componentName(stack, options.name);
    const component = new StackComponent(name, options.parent ? { parent: options.parent } : {});
    run.registered.add(`${STACK} ${name}`);
    this.#components.set(stack, component);
    return component;
  }
}

/** The object with more annotations. */
function annotated(object: InventoryObject, more: JsonObject): InventoryObject {
  if (Object.keys(more).length === 0) return object;
  const annotations = { ...objectAt(object.manifest, 'metadata', 'annotations'), ...more };
  return { ...object, manifest: objectAt(replacedAt(object.manifest, ['metadata', 'annotations'], annotations)) };
}
