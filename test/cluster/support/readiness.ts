import type { ClusterClient } from './client';
import { at } from './fields';
import { describeReference } from './manifest';
import type { Manifest, ObjectReference } from './manifest';

type Judge = (object: Manifest) => string | undefined;

/** What keeps an object from being ready, or undefined once it is; fails when it never will be. */
export async function obstacleTo(client: ClusterClient, reference: ObjectReference): Promise<string | undefined> {
  const object = await client.find(reference);
  if (object === undefined) return `${describeReference(reference)} does not exist`;
  const obstacle = judges[object.kind]?.(object) ?? (await obstacleOfClaims(client, object));
  return obstacle === undefined ? undefined : `${describeReference(object)}: ${obstacle}`;
}

const judges: Readonly<Record<string, Judge>> = {
  Deployment: (object) => {
    const failure = progressFailure(object);
    if (failure !== undefined) throw new Error(`${describeReference(object)} failed: ${failure}`);
    const replicas = at.number(object, 'spec', 'replicas') ?? 1;
    return unobserved(object) ?? unequal(object, replicas, ['replicas', 'updatedReplicas', 'availableReplicas']);
  },
  StatefulSet: (object) => {
    const replicas = at.number(object, 'spec', 'replicas') ?? 1;
    const counts = ['replicas', 'availableReplicas', ...(updatesByItself(object) ? ['updatedReplicas'] : [])];
    return unobserved(object) ?? unequal(object, replicas, counts);
  },
  DaemonSet: (object) => {
    const scheduled = at.number(object, 'status', 'desiredNumberScheduled') ?? 0;
    const counts = ['numberAvailable', ...(updatesByItself(object) ? ['updatedNumberScheduled'] : [])];
    return unobserved(object) ?? unequal(object, scheduled, counts);
  },
  Job: (object) => {
    if (at.condition(object, 'Failed') === 'True') {
      throw new Error(`${describeReference(object)} failed: ${conditionMessages(object)}`);
    }
    return at.condition(object, 'Complete') === 'True' ? undefined : `not complete ${status(object)}`;
  },
  PersistentVolumeClaim: (object) => {
    const phase = at.string(object, 'status', 'phase');
    return phase === 'Bound' ? undefined : `is ${phase ?? 'without a phase'}`;
  },
  CustomResourceDefinition: (object) =>
    at.condition(object, 'Established') === 'True' ? undefined : 'not established',
  Pod: (object) => {
    const done = at.string(object, 'status', 'phase') === 'Succeeded' || at.condition(object, 'Ready') === 'True';
    return done ? undefined : `not ready ${status(object)}`;
  },
};

async function obstacleOfClaims(client: ClusterClient, object: Manifest): Promise<string | undefined> {
  if (object.kind !== 'StatefulSet') return undefined;
  const obstacles = await Promise.all(claimsOf(object).map((claim) => obstacleTo(client, claim)));
  return obstacles.find((obstacle) => obstacle !== undefined);
}

function claimsOf(statefulSet: Manifest): ObjectReference[] {
  const { name, namespace } = statefulSet.metadata;
  const first = at.number(statefulSet, 'spec', 'ordinals', 'start') ?? 0;
  const ordinals = Array.from({ length: at.number(statefulSet, 'spec', 'replicas') ?? 1 }, (_, index) => first + index);
  return at.list(statefulSet, 'spec', 'volumeClaimTemplates').flatMap((template) =>
    ordinals.map((ordinal) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `${at.string(template, 'metadata', 'name')}-${name}-${ordinal}`, namespace },
    })),
  );
}

function unobserved(object: Manifest): string | undefined {
  const generation = at.number(object, 'metadata', 'generation') ?? 0;
  const observed = at.number(object, 'status', 'observedGeneration') ?? 0;
  return observed < generation ? `its controller saw generation ${observed} of ${generation}` : undefined;
}

function unequal(object: Manifest, wanted: number, counts: readonly string[]): string | undefined {
  const differs = counts.some((count) => (at.number(object, 'status', count) ?? 0) !== wanted);
  return differs ? `wants ${wanted} ${status(object)}` : undefined;
}

function updatesByItself(object: Manifest): boolean {
  return at.string(object, 'spec', 'updateStrategy', 'type') !== 'OnDelete';
}

function progressFailure(object: Manifest): string | undefined {
  const progressing = at.list(object, 'status', 'conditions').find((each) => at.string(each, 'type') === 'Progressing');
  const failed = at.string(progressing, 'reason') === 'ProgressDeadlineExceeded';
  return failed ? conditionMessages(object) : undefined;
}

function conditionMessages(object: Manifest): string {
  const messages = at.list(object, 'status', 'conditions').map((condition) => at.string(condition, 'message'));
  return messages.filter((message) => message !== undefined).join('; ');
}

function status(object: Manifest): string {
  return `(status ${JSON.stringify(at.value(object, 'status'))})`;
}
