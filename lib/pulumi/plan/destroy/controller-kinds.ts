import { isList, objectAt, text } from '../../../manifest/json';
import { classOf, hasClaimTemplates, isLoadBalancer } from './effects';
import type { KubernetesObject, KubernetesObjects } from './objects';

/** What cleans up after objects of some kinds. */
export interface Controller {
  readonly name: string;
  /** What its add-on, its chart, or a part of the path of its image is called. */
  readonly known: readonly string[];
  /** API groups, or what they end in. */
  readonly groups: readonly string[];
  /** Objects of other groups that it serves. @default - none */
  readonly serves?: (object: KubernetesObject, objects: KubernetesObjects) => boolean;
  /** Whether its objects stay, and all that waits for them hangs, until it has let go of them. */
  readonly finalizes: boolean;
}

/** Whether a claim is for volumes of a driver; `otherwise` where its class is not in the plan. */
const isStoredOn = (driver: string, otherwise: boolean) => (object: KubernetesObject, objects: KubernetesObjects) => {
  if (object.kind !== 'PersistentVolumeClaim' && !hasClaimTemplates(object)) return false;
  const classes = storageClassesOf(object, objects);
  return classes.length === 0 ? otherwise : classes.some(({ manifest }) => manifest['provisioner'] === driver);
};

/** Controllers that many clusters have, and the objects that must not outlive them. */
export const CONTROLLERS: readonly Controller[] = [
  {
    name: 'AWS Load Balancer Controller',
    known: ['aws-load-balancer-controller'],
    groups: ['elbv2.k8s.aws', 'gateway.k8s.aws'],
    serves: isBalanced,
    finalizes: true,
  },
  {
    name: 'EBS CSI driver',
    known: ['aws-ebs-csi-driver'],
    groups: ['snapshot.storage.k8s.io'],
    serves: isStoredOn('ebs.csi.aws.com', true),
    finalizes: true,
  },
  {
    name: 'EFS CSI driver',
    known: ['aws-efs-csi-driver'],
    groups: [],
    serves: isStoredOn('efs.csi.aws.com', false),
    finalizes: true,
  },
  { name: 'snapshot controller', known: ['snapshot-controller'], groups: ['snapshot.storage.k8s.io'], finalizes: true },
  { name: 'Karpenter', known: ['karpenter'], groups: ['karpenter.sh', 'karpenter.k8s.aws'], finalizes: true },
  { name: 'Crossplane', known: ['crossplane'], groups: ['crossplane.io', 'upbound.io'], finalizes: true },
  { name: 'ACK controller', known: ['aws-controllers-k8s'], groups: ['services.k8s.aws'], finalizes: true },
  { name: 'KEDA', known: ['keda'], groups: ['keda.sh'], finalizes: true },
  {
    name: 'Flux',
    known: ['kustomize-controller', 'helm-controller', 'flux2'],
    groups: ['toolkit.fluxcd.io'],
    finalizes: true,
  },
  {
    name: 'Argo CD',
    known: ['argocd', 'argo-cd'],
    groups: [],
    // An application is only held back where it says so.
    serves: ({ kind, manifest }) => kind.endsWith('.argoproj.io') && hasFinalizers(objectAt(manifest, 'metadata')),
    finalizes: true,
  },
  { name: 'Strimzi', known: ['strimzi', 'strimzi-kafka-operator'], groups: ['kafka.strimzi.io'], finalizes: true },
  { name: 'RabbitMQ operator', known: ['rabbitmqoperator'], groups: ['rabbitmq.com'], finalizes: true },
  { name: 'Rook', known: ['rook'], groups: ['ceph.rook.io'], finalizes: true },
  {
    name: 'cert-manager',
    known: ['cert-manager', 'cert-manager-controller'],
    groups: ['cert-manager.io'],
    finalizes: false,
  },
  { name: 'External Secrets', known: ['external-secrets'], groups: ['external-secrets.io'], finalizes: false },
  {
    name: 'ExternalDNS',
    known: ['external-dns'],
    groups: ['externaldns.k8s.io'],
    serves: isPublished,
    finalizes: false,
  },
];

/** Whether a controller cleans up after an object. */
export function isServed(
  { groups, serves }: Controller,
  object: KubernetesObject,
  objects: KubernetesObjects,
): boolean {
  const group = object.kind.slice(object.kind.indexOf('.') + 1);
  return groups.some((each) => group === each || group.endsWith(`.${each}`)) || serves?.(object, objects) === true;
}

function isBalanced(object: KubernetesObject, objects: KubernetesObjects): boolean {
  const name = classOf(object);
  if (isLoadBalancer(object)) return name?.startsWith('eks.amazonaws.com/') !== true;
  if (object.kind === 'Gateway.gateway.networking.k8s.io') return /alb|nlb|aws/.test(name ?? '');
  if (object.kind !== 'Ingress.networking.k8s.io') return false;
  const found = objects.near(object, {
    kind: 'IngressClass.networking.k8s.io',
    name: name ?? '',
    namespace: undefined,
  });
  if (!found) return name === undefined || name.includes('alb');
  return objectAt(found.manifest, 'spec')['controller'] === 'ingress.k8s.aws/alb';
}

/** The classes in the plan that the claims of an object ask for. */
export function storageClassesOf(object: KubernetesObject, objects: KubernetesObjects): readonly KubernetesObject[] {
  const spec = objectAt(object.manifest, 'spec');
  const templates = spec['volumeClaimTemplates'];
  const specs = isList(templates) ? templates.map((template) => objectAt(template, 'spec')) : [spec];
  return specs.flatMap(({ storageClassName }) => {
    const at = { kind: 'StorageClass.storage.k8s.io', name: text(storageClassName), namespace: undefined };
    return objects.near(object, at) ?? [];
  });
}

function isPublished({ kind, manifest }: KubernetesObject): boolean {
  const annotations = objectAt(manifest, 'metadata', 'annotations');
  if (annotations['external-dns.alpha.kubernetes.io/hostname'] !== undefined) return true;
  const { rules } = objectAt(manifest, 'spec');
  return kind === 'Ingress.networking.k8s.io' && isList(rules) && rules.some((rule) => 'host' in objectAt(rule));
}

function hasFinalizers({ finalizers }: ReturnType<typeof objectAt>): boolean {
  return isList(finalizers) && finalizers.length > 0;
}
