import type { JsonObject } from '../../../manifest/json';
import type { PlannedResource } from '../plan';
import { packageOf } from '../urn';
import { awsReplacements } from './replacements-aws';
import { isSameObject, kubernetesReplacements } from './replacements-kubernetes';

/** The inputs of a type of resource of which its documentation says that a change replaces it. */
export type DeclaredReplacements = (type: string) => Iterable<string>;

/** A resource as it was and as it will be, and what its provider is set to. */
export interface Pair {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
  /** Inputs of the provider that is named for it; empty for a default one. */
  readonly settings: JsonObject;
}

/** What is replaced by a change of a path, in Pulumi's syntax for paths. */
export function replacementPaths(pair: Pair, declared: DeclaredReplacements): readonly string[] {
  const { type, replaceOnChanges, custom } = pair.after;
  if (!custom) return [];
  return [...new Set([...replaceOnChanges, ...ofProvider(pair), ...declared(type)])];
}

function ofProvider(pair: Pair): readonly string[] {
  const { before, after } = pair;
  if (after.type.startsWith('pulumi:providers:')) return providerReplacements(before, after);
  if (packageOf(after.type) === 'kubernetes') return kubernetesReplacements(pair);
  if (packageOf(after.type) !== 'aws') return [];
  return [...awsReplacements(after.type.slice('aws:'.length)), ...encryptionOf(after)];
}

/** A cluster can be encrypted in place, and then only be replaced by one that is not. */
function encryptionOf({ type, inputs }: PlannedResource): readonly string[] {
  return type === 'aws:eks/cluster:Cluster' && inputs['encryptionConfig'] === undefined ? ['encryptionConfig'] : [];
}

/** A provider for another cluster or region replaces all that it manages. */
function providerReplacements(before: PlannedResource, after: PlannedResource): readonly string[] {
  if (after.type === 'pulumi:providers:aws') return ['region'];
  if (after.type !== 'pulumi:providers:kubernetes') return [];
  const [was, is] = [before.inputs['clusterIdentifier'], after.inputs['clusterIdentifier']];
  // With an identifier, a new kubeconfig is but another way to the same cluster.
  if (was !== undefined && is !== undefined) return ['clusterIdentifier'];
  return ['clusterIdentifier', 'kubeconfig', 'context', 'cluster'];
}

// What AWS knows a resource by, where it is not `name`; undefined: several may have one.
const NAMES: Readonly<Record<string, string | undefined>> = {
  'aws:ec2/keyPair:KeyPair': 'keyName',
  'aws:eks/fargateProfile:FargateProfile': 'fargateProfileName',
  'aws:eks/nodeGroup:NodeGroup': 'nodeGroupName',
  'aws:elasticache/replicationGroup:ReplicationGroup': 'replicationGroupId',
  'aws:rds/cluster:Cluster': 'clusterIdentifier',
  'aws:rds/clusterInstance:ClusterInstance': 'identifier',
  'aws:rds/instance:Instance': 'identifier',
  'aws:route53/record:Record': undefined,
  'aws:s3/bucket:Bucket': 'bucket',
};

/** Whether the old resource is deleted before there is a new one, as where both have one name that the program chose. */
export function deletesFirst({ before, after }: Pair): boolean {
  if (after.deleteBeforeReplace) return true;
  if (after.type.startsWith('kubernetes:')) return isSameObject(before.inputs, after.inputs);
  if (!after.type.startsWith('aws:')) return false;
  const name = Object.hasOwn(NAMES, after.type) ? NAMES[after.type] : 'name';
  const value = name === undefined ? undefined : after.inputs[name];
  return typeof value === 'string' && name !== undefined && value === before.inputs[name];
}
