import { isList, objectAt, text, type JsonObject } from '../../manifest/json';
import { check } from '../check';

const service = (spec: string): string => `
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ${spec}, ports: [{ port: 443 }] }
    `;

/** Services that every node listens for. */
export const nodePorts = check(
  {
    id: 'network/node-port',
    pack: 'restricted',
    severity: 'warning',
    title: 'No Service is of the type NodePort.',
    why: 'Every node listens on the port, on each of its addresses, so that firewalls and certificates are up to whoever runs the nodes.',
    fix: 'Use ClusterIP, and an Ingress or a Gateway for what is reached from outside.',
    fails: service('type: NodePort'),
    passes: service('type: ClusterIP'),
  },
  (context) =>
    context.ofKind('Service').flatMap((object) =>
      objectAt(object.manifest, 'spec')['type'] === 'NodePort'
        ? {
            object,
            at: ['spec', 'type'],
            message: `Service '${object.name}' is reached at a port of every node.`,
            want: 'ClusterIP',
          }
        : [],
    ),
);

const INTERNAL: ReadonlyMap<string, RegExp> = new Map([
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?!false$)./],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/i],
  ['service.beta.kubernetes.io/azure-allowed-service-tags', /./],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', /^true$/i],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', /^true$/i],
  ['oci-network-load-balancer.oraclecloud.com/internal', /^true$/i],
  ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', /^private$/],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', /^intranet$/],
  ['service.beta.kubernetes.io/alicloud-loadbalancer-address-type', /^intranet$/],
  ['service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', /./],
  ['service.beta.kubernetes.io/do-loadbalancer-network', /^internal$/i],
  ['service.beta.kubernetes.io/do-loadbalancer-allow-rules', /./],
  ['service.beta.kubernetes.io/scw-loadbalancer-private', /^true$/i],
  ['load-balancer.hetzner.cloud/disable-public-network', /^true$/i],
  ['yandex.cloud/load-balancer-type', /^internal$/],
]);

const SOURCE_RANGES = ['load-balancer-source-ranges', 'azure-allowed-ip-ranges'].map(
  (name) => `service.beta.kubernetes.io/${name}`,
);
const PRIVATE = /(?:^|[\s,])(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d/;
const OPEN = /^(?:0\.0\.0\.0|::)\/0$/;

/** Load balancers that the whole internet reaches. */
export const openLoadBalancers = check(
  {
    id: 'network/open-load-balancer',
    pack: 'restricted',
    severity: 'warning',
    title: 'A load balancer says from where it may be reached.',
    why: 'Most clouds give it a public address, and the whole internet reaches the Service past every Ingress.',
    fix: 'Set `loadBalancerSourceRanges`, or the annotation of your cloud for an internal one; use ClusterIP behind an Ingress or a Gateway.',
    fails: service('type: LoadBalancer'),
    passes: service('type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24]'),
  },
  (context) =>
    context.ofKind('Service').flatMap((object) => {
      const spec = objectAt(object.manifest, 'spec');
      const annotations = objectAt(object.manifest, 'metadata', 'annotations');
      if (spec['type'] !== 'LoadBalancer' || isInternal(annotations, spec)) return [];
      const ranges = rangesOf(spec, annotations);
      if (ranges.length > 0 && !ranges.some((range) => OPEN.test(range))) return [];
      const open = ranges.find((range) => OPEN.test(range));
      return {
        object,
        at: ['spec', 'loadBalancerSourceRanges'],
        message:
          open === undefined
            ? `Service '${object.name}' asks for a load balancer that everybody may reach.`
            : `Service '${object.name}' asks for a load balancer that ${open}, which is everybody, may reach.`,
        want: 'the addresses that may reach it',
      };
    }),
);

/** Classes of load balancers that make a Service reachable in a private network only. */
const INTERNAL_CLASSES: ReadonlySet<string> = new Set(['tailscale', 'networking.gke.io/l4-regional-internal']);

function isInternal(annotations: JsonObject, spec: JsonObject): boolean {
  return (
    INTERNAL_CLASSES.has(text(spec['loadBalancerClass'])) ||
    PRIVATE.test(text(spec['loadBalancerIP'])) ||
    Object.entries(annotations).some(
      ([key, value]) =>
        INTERNAL.get(key)?.test(text(value)) === true ||
        // A pool of addresses, or one of them, on networks that have no cloud.
        /^(?:metallb\.|kube-vip\.io\/)/.test(key) ||
        (/(?:ips?|ipv[46]|address|addresses)$/i.test(key) && PRIVATE.test(text(value))),
    )
  );
}

function rangesOf({ loadBalancerSourceRanges: ranges }: JsonObject, annotations: JsonObject): readonly string[] {
  const annotated = SOURCE_RANGES.flatMap((key) => text(annotations[key]).split(','));
  const listed = isList(ranges) && ranges.length > 0 ? ranges : annotated;
  return listed.map((range) => text(range).trim()).filter((range) => range !== '');
}

/** Services that take over addresses. */
export const externalIps = check(
  {
    id: 'network/external-ips',
    pack: 'restricted',
    severity: 'error',
    title: 'No Service claims external IP addresses.',
    why: 'Nothing checks whose addresses `externalIPs` are: traffic of the whole cluster to them goes to the Service (CVE-2020-8554). Many clusters refuse the field.',
    fix: 'Leave `externalIPs` out; use the type LoadBalancer, an Ingress or a Gateway.',
    fails: service('externalIPs: [192.0.2.10]'),
    passes: service('type: ClusterIP'),
  },
  (context) =>
    context.ofKind('Service').flatMap((object) => {
      const ips = objectAt(object.manifest, 'spec')['externalIPs'];
      if (!isList(ips) || ips.length === 0) return [];
      return {
        object,
        at: ['spec', 'externalIPs'],
        message: `Service '${object.name}' takes the traffic to ${ips.map((ip) => text(ip)).join(', ')}.`,
        want: 'no externalIPs',
      };
    }),
);
