import { isSet, type JsonObject } from '../../../manifest/json';
import type { PlanFinding, PlannedResource } from '../plan';
import { CLUSTER } from './clusters';
import { nameOf, type DestroyRule } from './destruction';

interface Obstacle {
  readonly types: readonly string[];
  readonly when: (inputs: JsonObject, resource: PlannedResource) => boolean;
  readonly rule: `destroy/${string}`;
  readonly severity: PlanFinding['severity'];
  /** What happens, after the name of the resource. */
  readonly problem: string;
  readonly fix: string;
  /** Whether the same is meant by `protect`, which says it before anything is deleted. */
  readonly isSafetyBelt: boolean;
}

const WITH_SNAPSHOT = [
  'aws:rds/instance:Instance',
  'aws:rds/cluster:Cluster',
  'aws:docdb/cluster:Cluster',
  'aws:neptune/cluster:Cluster',
  'aws:redshift/cluster:Cluster',
];

/** Whether a field is set to a value, as far as the plan knows. */
const is = (field: string, value: unknown) => (inputs: JsonObject) => inputs[field] === value;
const isOff = (field: string) => (inputs: JsonObject) => !isSet(inputs[field]) || inputs[field] === false;

const OBSTACLES: readonly Obstacle[] = [
  {
    types: WITH_SNAPSHOT,
    when: (inputs) => takesSnapshot(inputs) && !isSet(inputs['finalSnapshotIdentifier']),
    rule: 'destroy/final-snapshot',
    severity: 'error',
    problem: 'is to leave a last snapshot and has no name for it: its deletion fails',
    fix: 'Set `finalSnapshotIdentifier`, or `skipFinalSnapshot: true`, and deploy that before the destroy.',
    isSafetyBelt: false,
  },
  {
    types: WITH_SNAPSHOT,
    when: (inputs, resource) => takesSnapshot(inputs) && isFixed(inputs, resource),
    rule: 'destroy/final-snapshot',
    severity: 'warning',
    problem:
      'always gives its last snapshot the same name: a second destroy fails as long as the first snapshot is there',
    fix: 'Make `finalSnapshotIdentifier` of something that is new with each instance, or delete the snapshot in between.',
    isSafetyBelt: true,
  },
  {
    types: [
      'aws:rds/instance:Instance',
      'aws:rds/cluster:Cluster',
      'aws:docdb/cluster:Cluster',
      'aws:neptune/cluster:Cluster',
      CLUSTER,
    ],
    when: is('deletionProtection', true),
    rule: 'destroy/deletion-protection',
    severity: 'warning',
    problem: 'has `deletionProtection`: a destroy fails there, after it has deleted all that depends on it',
    fix: 'Set `protect: true` too, so that the engine refuses before it deletes anything.',
    isSafetyBelt: true,
  },
  {
    types: ['aws:dynamodb/table:Table'],
    when: is('deletionProtectionEnabled', true),
    rule: 'destroy/deletion-protection',
    severity: 'warning',
    problem: 'has `deletionProtectionEnabled`: a destroy fails there, half-way',
    fix: 'Set `protect: true` too, so that the engine refuses before it deletes anything.',
    isSafetyBelt: true,
  },
  {
    types: ['aws:lb/loadBalancer:LoadBalancer', 'aws:alb/loadBalancer:LoadBalancer'],
    when: is('enableDeletionProtection', true),
    rule: 'destroy/deletion-protection',
    severity: 'warning',
    problem: 'has `enableDeletionProtection`: a destroy fails there, half-way',
    fix: 'Set `protect: true` too, so that the engine refuses before it deletes anything.',
    isSafetyBelt: true,
  },
  {
    types: ['aws:s3/bucket:Bucket', 'aws:s3/bucketV2:BucketV2'],
    when: isOff('forceDestroy'),
    rule: 'destroy/not-empty',
    severity: 'warning',
    problem: 'cannot be deleted unless it is empty',
    fix: 'Set `forceDestroy: true` where its objects may be lost, else `protect: true` or `retainOnDelete: true`.',
    isSafetyBelt: true,
  },
  {
    types: ['aws:ecr/repository:Repository'],
    when: isOff('forceDelete'),
    rule: 'destroy/not-empty',
    severity: 'warning',
    problem: 'cannot be deleted unless it is empty',
    fix: 'Set `forceDelete: true` where its images may be lost, else `protect: true` or `retainOnDelete: true`.',
    isSafetyBelt: true,
  },
  {
    types: ['aws:route53/zone:Zone', 'aws:backup/vault:Vault'],
    when: isOff('forceDestroy'),
    rule: 'destroy/not-empty',
    severity: 'warning',
    problem:
      'cannot be deleted while it holds anything that is no part of the program, such as the records of ExternalDNS',
    fix: 'Set `forceDestroy: true` where all in it may be lost, else `protect: true` or `retainOnDelete: true`.',
    isSafetyBelt: true,
  },
];

/** Resources that AWS does not delete as they are configured. */
export const deletable: DestroyRule = (destruction) =>
  OBSTACLES.flatMap(({ types, when, rule, severity, problem, fix, isSafetyBelt }) =>
    destruction
      .of(...types)
      .filter((resource) => destruction.endOf(resource)?.at === resource.urn)
      .filter((resource) => !(isSafetyBelt && resource.protect) && when(resource.inputs, resource))
      .map((resource) => ({ rule, severity, urn: resource.urn, message: `${nameOf(resource)} ${problem}.`, fix })),
  );

/** A replica, and an instance of a cluster, leave none. */
function takesSnapshot(inputs: JsonObject): boolean {
  return isOff('skipFinalSnapshot')(inputs) && !isSet(inputs['replicateSourceDb']);
}

function isFixed({ finalSnapshotIdentifier }: JsonObject, { propertyDependencies }: PlannedResource): boolean {
  const isPlain = typeof finalSnapshotIdentifier === 'string';
  return isPlain && (propertyDependencies['finalSnapshotIdentifier'] ?? []).length === 0;
}
