import { isBuiltInGroup } from '../../checks/schema/api';
import { isList, isObject, isSet, objectAt, type Json, type JsonObject } from '../../manifest/json';
import { groupOf, type KindName } from '../../manifest/kinds';
import { podTemplateOf } from '../../manifest/pods';

/** What is asked of an object here. */
export interface EffectiveObject {
  readonly kind: KindName;
  readonly manifest: JsonObject;
}

interface Effect {
  /** What somebody runs outside the cluster because of the object: it is left behind when nobody deletes the object. */
  readonly leaves: string;
  /** Whether this one does it. @default - all of the kind do */
  readonly when?: (manifest: JsonObject) => boolean;
}

/** What is said of custom resources that nobody here knows: an effect that is possible, and not certain. */
export const UNKNOWN_EFFECT = 'whatever its controller made for it';

const VOLUMES = 'volumes that were made for it';
const ROUTES = 'DNS records of its host names, or its part of a load balancer';
const NODES = 'machines that were started as nodes';

/** Objects of Kubernetes itself, and of the controllers whose kinds are part of most clusters. */
const EFFECTS: Readonly<Record<KindName, Effect>> = {
  Service: { leaves: 'a load balancer, or DNS records', when: isReachedFromOutside },
  'Ingress.networking.k8s.io': { leaves: 'a load balancer, or DNS records' },
  'Gateway.gateway.networking.k8s.io': { leaves: 'a load balancer, or DNS records' },
  'HTTPRoute.gateway.networking.k8s.io': { leaves: ROUTES },
  'GRPCRoute.gateway.networking.k8s.io': { leaves: ROUTES },
  'TLSRoute.gateway.networking.k8s.io': { leaves: ROUTES },
  'TCPRoute.gateway.networking.k8s.io': { leaves: ROUTES },
  'UDPRoute.gateway.networking.k8s.io': { leaves: ROUTES },
  PersistentVolumeClaim: { leaves: 'the volume that was made for it' },
  // The volume of any other policy is there to stay.
  PersistentVolume: {
    leaves: 'its volume',
    when: ({ spec }) => mayBe(spec, 'persistentVolumeReclaimPolicy', 'Delete'),
  },
  'VolumeAttachment.storage.k8s.io': { leaves: 'a volume that no other node may use' },
  'VolumeSnapshot.snapshot.storage.k8s.io': { leaves: 'a snapshot' },
  'VolumeSnapshotContent.snapshot.storage.k8s.io': {
    leaves: 'its snapshot',
    when: ({ spec }) => mayBe(spec, 'deletionPolicy', 'Delete'),
  },
  'VolumeGroupSnapshot.groupsnapshot.storage.k8s.io': { leaves: 'snapshots' },
  // Its claims outlive it: they go with their namespace, or as `persistentVolumeClaimRetentionPolicy` says.
  'StatefulSet.apps': { leaves: VOLUMES, when: ({ spec }) => isUsed(objectAt(spec)['volumeClaimTemplates']) },
};

/** Kinds of whole API groups: a group, or what it ends in. The first that fits counts. */
const GROUP_EFFECTS: readonly (readonly [group: string, leaves: string | undefined, kinds?: readonly string[]])[] = [
  ['karpenter.sh', NODES],
  ['karpenter.k8s.aws', `an instance profile, and ${NODES}`],
  ['eks.amazonaws.com', NODES],
  ['cluster.x-k8s.io', NODES],
  ['externaldns.k8s.io', 'DNS records'],
  ['elbv2.k8s.aws', undefined, ['IngressClassParams', 'LoadBalancerConfiguration', 'TargetGroupConfiguration']],
  ['elbv2.k8s.aws', 'targets of a load balancer'],
  ['gateway.k8s.aws', undefined],
  ['services.k8s.aws', 'the AWS resource that it stands for'],
  ['crossplane.io', 'the cloud resources that it stands for'],
  ['upbound.io', 'the cloud resources that it stands for'],
  ['cnrm.cloud.google.com', 'the cloud resource that it stands for'],
  ['azure.com', 'the cloud resource that it stands for'],

  // Classes, and how pods get their addresses: read by a controller, which keeps nothing for them.
  ['gateway.networking.k8s.io', undefined],
  ['snapshot.storage.k8s.io', undefined],
  ['groupsnapshot.storage.k8s.io', undefined],
  ['crd.k8s.amazonaws.com', undefined],
  ['vpcresources.k8s.aws', undefined],
  ['networking.k8s.aws', undefined],
  ['policy.networking.k8s.io', undefined],
  ['cilium.io', undefined],
  ['projectcalico.org', undefined],
  // Their work is objects in the cluster, owned by them and harmless too.
  ['cert-manager.io', undefined],
  ['external-secrets.io', 'secrets that were copied to another store', ['PushSecret', 'ClusterPushSecret']],
  ['external-secrets.io', undefined],
  ['bitnami.com', undefined],
  ['secrets-store.csi.x-k8s.io', undefined],
  ['keda.sh', undefined],
  ['autoscaling.k8s.io', undefined],
  ['monitoring.coreos.com', VOLUMES, ['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler']],
  ['monitoring.coreos.com', undefined],
  ['opentelemetry.io', undefined, ['Instrumentation']],
  ['metrics.k8s.io', undefined],
  ['kyverno.io', undefined],
  ['gatekeeper.sh', undefined],
  // Routes and rules of proxies that run in the cluster.
  ['istio.io', undefined],
  ['traefik.io', undefined],
  ['linkerd.io', undefined],
];

/**
 * What would be left behind outside the cluster, and go on costing, if the cluster were deleted and the object were
 * not: a load balancer, volumes, DNS records, machines. Undefined where nothing would.
 *
 * A value that is not known yet is taken for the one with an effect. So is a custom resource of a group that nobody
 * here knows: its controller may have made anything, and a deletion too many costs seconds, one too few costs money.
 */
export function outsideEffectOf({ kind, manifest }: EffectiveObject): string | undefined {
  const effect = EFFECTS[kind];
  if (effect !== undefined && (effect.when?.(manifest) ?? true)) return effect.leaves;
  if (hasEphemeralVolumes(kind, manifest)) return VOLUMES;
  const group = groupIn(kind, manifest);
  return effect !== undefined || isBuiltIn(group) ? undefined : customEffectOf(kind, group);
}

/** Whether an object has to be deleted before its cluster is, because somebody runs something outside for it. */
export function hasOutsideEffect(object: EffectiveObject): boolean {
  return outsideEffectOf(object) !== undefined;
}

/**
 * The namespaces with objects that have an effect outside. Deleting such a namespace deletes these objects, and waits
 * until their controllers have cleaned up; and it deletes the claims of StatefulSets, which nothing else does.
 */
export function namespacesWithOutsideEffect(
  objects: Iterable<EffectiveObject & { readonly namespace: string | undefined }>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const object of objects) {
    if (object.namespace !== undefined && hasOutsideEffect(object)) found.add(object.namespace);
  }
  return found;
}

function groupIn(kind: KindName, { apiVersion }: JsonObject): string {
  if (typeof apiVersion === 'string') return groupOf(apiVersion);
  const dot = kind.indexOf('.');
  return dot < 0 ? '' : kind.slice(dot + 1);
}

/** Whether a group is of Kubernetes itself: what of it is not named above has no effect outside the cluster. */
function isBuiltIn(group: string): boolean {
  return !group.includes('.') || isBuiltInGroup(group);
}

function customEffectOf(kind: KindName, group: string): string | undefined {
  const short = kind.replace(/\..*/, '');
  const known = GROUP_EFFECTS.find(
    ([suffix, , kinds]) =>
      (group === suffix || group.endsWith(`.${suffix}`)) && (kinds === undefined || kinds.includes(short)),
  );
  return known === undefined ? UNKNOWN_EFFECT : known[1];
}

function isReachedFromOutside({ metadata, spec }: JsonObject): boolean {
  const annotations = Object.keys(objectAt(metadata, 'annotations'));
  const hasNames = annotations.some((key) => key.startsWith('external-dns.alpha.kubernetes.io/'));
  return hasNames || mayBe(spec, 'type', 'LoadBalancer');
}

/** Claims of a volume in the pod itself: they are made and deleted with each pod. */
function hasEphemeralVolumes(kind: KindName, manifest: JsonObject): boolean {
  const volumes = objectAt(podTemplateOf(kind, manifest), 'spec')['volumes'];
  return isList(volumes) && volumes.some((volume) => isSet(objectAt(volume)['ephemeral']));
}

/** Whether a field is `value`, or is not known yet. */
function mayBe(spec: Json | undefined, field: string, value: string): boolean {
  const found = objectAt(spec)[field];
  return found === value || isObject(found) || (isObject(spec) && '$value' in spec);
}

/** Whether a list has something in it, or is not known yet. */
function isUsed(list: Json | undefined): boolean {
  return isList(list) ? list.length > 0 : isObject(list);
}
