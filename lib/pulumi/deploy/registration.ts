import { ComponentResource, type CustomResourceOptions, type Resource } from '@pulumi/pulumi';
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
import { customTimeouts, waitAnnotations, type WaitOptions } from './waiting';

/** What is registered, and with what. */
export interface Task {
  readonly run: Run;
  readonly root: IConstruct;
  /** In the order in which they are created. */
  readonly objects: readonly InventoryObject[];
  readonly dependencies: Dependencies;
  readonly outputs: Outputs;
  readonly checksums: Checksums;
  readonly providers: Providers;
  readonly options: DeployOptions;
}

/** Registers a resource for each object. */
export class Registration {
  readonly #task: Task;
  readonly #components = new Map<string, ComponentResource>();
  readonly #resources = new Map<InventoryObject, KubeResource>();
  readonly #fates: Fates;
  readonly #version = pluginVersion();

  constructor(task: Task) {
    this.#task = task;
    const { objects, options } = task;
    this.#fates = {
      resourceOf: (object) => this.#resources.get(object),
      namespaces: new Map(objects.flatMap((object) => (object.kind === 'Namespace' ? [[object.name, object]] : []))),
      effective: namespacesWithOutsideEffect(objects),
      cluster: options.cluster ? options.cluster.resource : options.deletedWith,
    };
  }

  registered(): Deployment {
    for (const object of this.#task.objects) this.#register(object);
    return new Deployment(this.#components, this.#resources);
  }

  #register(object: InventoryObject): void {
    const { root, run, providers, options } = this.#task;
    const given = resourceOptionsOf(root, object);
    const isPatch = given.patch ?? isExisting(object, options.cluster?.existingObjects);
    const inputs = this.#inputs(object, { ...given, patch: isPatch });
    const name = resourceName(object, options.name);
    const resource = new KubeResource(
      name,
      { object, inputs, isPatch },
      this.#options(object, { ...given, patch: isPatch }),
    );
    this.#resources.set(object, resource);
    run.registered.add(registeredName(object, options.name));
    run.placements.add(root, object, { resource, provider: providers.main });
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

  #options(object: InventoryObject, given: KubeResourceOptions): CustomResourceOptions {
    const { options } = this.#task;
    const token = typeToken(text(object.manifest['apiVersion']), text(object.manifest['kind']));
    const keeps = this.#isKept(object);
    const fate = given.deletedWith ?? (given.patch ? 'nothing' : deletedWith(object, this.#fates));
    const secrets = secretFields(object.kind);
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
      protect: given.protect ?? options.protect ?? false,
      retainOnDelete: given.retainOnDelete ?? (given.patch === true || keeps),
      customTimeouts: customTimeouts(object, this.#waiting(given)),
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
    const { dependencies, run, root, options } = this.#task;
    const own = (dependencies.get(object) ?? []).map((other) => {
      const resource = this.#resources.get(other) ?? run.placements.find(root, other)?.resource;
      if (!resource) throw new Error(`${titleOf(object)} is registered before ${titleOf(other)}.`);
      return resource;
    });
    // Whoever depends on another object comes after these anyway.
    return own.length > 0 ? own : [...(options.dependsOn ?? [])];
  }

  #component(stack: string): ComponentResource {
    const known = this.#components.get(stack);
    if (known) return known;
    const { run, options } = this.#task;
    const name = componentName(stack, options.name);
    const component = new ComponentResource(STACK, name, {}, options.parent ? { parent: options.parent } : {});
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
