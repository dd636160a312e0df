import { isSet, text, type JsonObject } from '../../../manifest/json';
import type { Plan, PlannedResource, Urn } from '../plan';
import { Destruction, nameOf } from './destruction';

/** Something that is there after a destroy, or in its way, because the program says so. */
export interface DestroyNote {
  readonly urn: Urn;
  readonly message: string;
}

interface Remainder {
  readonly types: readonly string[];
  readonly of: (inputs: JsonObject) => string | undefined;
}

const SNAPSHOTS = ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster', 'aws:docdb/cluster:Cluster'];

const REMAINDERS: readonly Remainder[] = [
  {
    types: ['aws:kms/key:Key', 'aws:kms/replicaKey:ReplicaKey'],
    of: (inputs) => `is only deleted ${days(inputs['deletionWindowInDays'], 30)} later, and costs until then`,
  },
  {
    types: ['aws:secretsmanager/secret:Secret'],
    of: (inputs) =>
      inputs['recoveryWindowInDays'] === 0
        ? undefined
        : `is only deleted ${days(inputs['recoveryWindowInDays'], 30)} later: no secret of its name can be made until then`,
  },
  {
    types: SNAPSHOTS,
    of: ({ skipFinalSnapshot, finalSnapshotIdentifier: name }) =>
      skipFinalSnapshot !== true && isSet(name) ? `leaves the snapshot '${text(name, '…')}'` : undefined,
  },
  {
    types: ['aws:ebs/volume:Volume'],
    of: ({ finalSnapshot }) => (finalSnapshot === true ? 'leaves a snapshot' : undefined),
  },
  {
    types: ['kubernetes:storage.k8s.io/v1:StorageClass'],
    of: ({ reclaimPolicy }) => (reclaimPolicy === 'Retain' ? 'leaves the volumes of all its claims' : undefined),
  },
];

/** What stays, or makes the engine refuse, on purpose: nothing to mend, but good to know before a destroy. */
export function destroyNotes(plan: Plan): readonly DestroyNote[] {
  const destruction = new Destruction(plan);
  return plan.resources
    .filter(({ custom, read }) => custom && !read)
    .flatMap((resource) => {
      const why = noteOn(resource, destruction);
      return why === undefined ? [] : [{ urn: resource.urn, message: `${nameOf(resource)} ${why}.` }];
    });
}

function noteOn(resource: PlannedResource, destruction: Destruction): string | undefined {
  if (resource.protect) return 'is protected: the engine refuses to destroy the stack';
  if (resource.retainOnDelete) return isTaken(resource, destruction) ? undefined : 'is left as it is';
  return REMAINDERS.find(({ types }) => types.includes(resource.type))?.of(resource.inputs);
}

/** Whether an object goes all the same, with its Namespace or its cluster. */
function isTaken({ urn }: PlannedResource, destruction: Destruction): boolean {
  const object = destruction.objects.at(urn);
  if (!object) return false;
  return [destruction.objects.namespaceOf(object)?.resource, destruction.clusterOf(object)].some(
    (taker) => taker !== undefined && destruction.endOf(taker) !== undefined,
  );
}

function days(window: JsonObject[string] | undefined, otherwise: number): string {
  return `${typeof window === 'number' ? window : otherwise} days`;
}
