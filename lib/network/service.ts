import type { Construct } from 'constructs';
import type { KubeManifest } from '../manifest/api-types';
import { report } from '../manifest/finding';
import { KubeObject } from '../manifest/kube-object';
import { commonLabels, selectorLabels } from '../manifest/labels';
import type { DeclaredPort } from './port';

/** How a workload is reached within the cluster, and from outside it. */
export type ServiceOptions = InnerService | NodePortService | LoadBalancerService;

interface AnyService {
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether a client stays with its pod. @default 'None' */
  readonly sessionAffinity?: 'None' | 'ClientIP';
}

interface InnerService extends AnyService {
  /** Reached within the cluster only. @default 'ClusterIP' */
  readonly type?: 'ClusterIP';
  readonly externalTrafficPolicy?: never;
  readonly loadBalancerSourceRanges?: never;
  readonly loadBalancerClass?: never;
}

interface OuterService extends AnyService {
  /** Whether traffic from outside keeps to the node it came to, and with it the client's address. @default 'Cluster' */
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
}

interface NodePortService extends OuterService {
  /** Reached on a port of every node, too. */
  readonly type: 'NodePort';
  readonly loadBalancerSourceRanges?: never;
  readonly loadBalancerClass?: never;
}

interface LoadBalancerService extends OuterService {
  /** Reached through a load balancer, too. */
  readonly type: 'LoadBalancer';
  /** Who may come to the load balancer, as CIDR blocks. @default - everybody */
  readonly loadBalancerSourceRanges?: readonly string[];
  /** Which load balancer's controller is meant. @default - the cluster's default */
  readonly loadBalancerClass?: string;
}

export type ServiceProps = ServiceOptions & {
  readonly name: string;
  readonly ports: readonly DeclaredPort[];
  /** Whether its name stands for the pods themselves, without an address of its own. @default false */
  readonly headless?: boolean;
};

type ServiceSpec = NonNullable<KubeManifest<'Service'>['spec']>;

/** Adds the Service of the workload `name` to it. */
export function addService(scope: Construct, props: ServiceProps): KubeObject<'Service'> {
  const { name, ports, headless, annotations, ...options } = props;
  judge(scope, props);
  return new KubeObject(scope, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: commonLabels(scope, name), annotations },
    spec: {
      ...options,
      type: options.type ?? 'ClusterIP',
      clusterIP: headless ? 'None' : undefined,
      ports: ports.map(servicePort),
      selector: selectorLabels(name),
    },
  });
}

function servicePort({
  name,
  port,
  protocol,
  appProtocol,
  nodePort,
}: DeclaredPort): NonNullable<ServiceSpec['ports']>[number] {
  return { name, port, protocol, targetPort: name, appProtocol, nodePort };
}

function judge(scope: Construct, { name, ports, type, headless }: ServiceProps): void {
  if (ports.length === 0) {
    report(scope, {
      rule: 'port/none',
      message: `The Service '${name}' would have no ports.`,
      want: 'one port or more',
      fix: 'Declare what the program listens on in `ports`, as in `ports: { http: 8080 }`.',
    });
  }
  const taken = new Map<string, string>();
  for (const { name: portName, containerPort, port, protocol, nodePort } of ports) {
    const owner = taken.get(`${port}/${protocol}`);
    if (owner !== undefined) {
      report(scope, {
        rule: 'port/conflict',
        message: `The ports '${owner}' and '${portName}' of the Service are the same: ${port}/${protocol}.`,
        want: 'each number and protocol once in a Service',
        fix: 'Give one of them another `port`.',
      });
    }
    taken.set(`${port}/${protocol}`, portName);
    if (headless && containerPort !== port) {
      report(scope, {
        rule: 'port/headless',
        message: `The port '${portName}' is ${port} in the Service and ${containerPort} in the pods it stands for.`,
        want: 'the same number: a headless Service translates nothing',
        fix: 'Leave `port` out.',
      });
    }
    if (nodePort !== undefined && (type ?? 'ClusterIP') === 'ClusterIP') {
      report(scope, {
        rule: 'port/node-port-unused',
        message: `The port '${portName}' has the nodePort ${nodePort}, but the Service is of type ClusterIP.`,
        want: 'a nodePort on Services of type NodePort or LoadBalancer',
        fix: "Remove it, or pass `service: { type: 'NodePort' }`.",
      });
    }
  }
}
