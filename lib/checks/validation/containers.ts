import { containerName } from '../containers';
import type { Context, PodContainer, Pods } from '../context';
import { Field } from './field';

/** A container as rules look at it. */
export interface ContainerField {
  readonly field: Field;
  readonly list: PodContainer['list'];
  readonly isLasting: boolean;
  readonly pod: PodField;
  /** `the container 'web'`, for messages. */
  readonly title: string;
}

/** The pods of an object as rules look at them. */
export interface PodField {
  /** What holds the pods' metadata and spec. */
  readonly template: Field;
  readonly spec: Field;
  readonly pods: Pods;
}

// Every rule looks at the same pods: they are taken apart once.
const known = new WeakMap<Context, readonly PodField[]>();
const knownContainers = new WeakMap<PodField, readonly ContainerField[]>();

/** The pods that all objects make. */
export function podFields(context: Context): readonly PodField[] {
  const fields = known.get(context) ?? [...context.pods].map(podField);
  known.set(context, fields);
  return fields;
}

function podField(pods: Pods): PodField {
  return { template: new Field(pods.object, pods.at.slice(0, -1)), spec: new Field(pods.object, pods.at), pods };
}

/** The containers of all pods. */
export function containerFields(context: Context): readonly ContainerField[] {
  return podFields(context).flatMap(containersIn);
}

/** The containers of one pod, init containers first, as they start. */
export function containersIn(pod: PodField): readonly ContainerField[] {
  const containers = knownContainers.get(pod) ?? containerList(pod);
  knownContainers.set(pod, containers);
  return containers;
}

function containerList(pod: PodField): readonly ContainerField[] {
  return pod.pods.containers.map((container) => {
    const { at, list, isLasting } = container;
    const field = new Field(pod.pods.object, at);
    return { field, list, isLasting, pod, title: `the ${containerName(container)}` };
  });
}
