import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { ServiceAccount } from '../access/service-account';
import type { ContainerManifest, PodSpec, PodTemplate } from '../manifest/api-types';
import { relyOn } from '../manifest/external';
import { report } from '../manifest/finding';
import { MANAGED_BY } from '../manifest/labels';
import { isAllowed, nameRule } from '../manifest/names';
import { reportConflicts, type DeclaredPort } from '../network/port';
import { buildContainer, type BuiltContainer, type ContainerProps, type InitContainerProps } from './container';
import { seconds } from './duration';
import { PodVolumes } from './pod-volumes';
import { schedulingManifest, type Placed, type Scheduling } from './scheduling';
import { podSecurity, type PodSecurity } from './security';

/** A pod: its main container, and what concerns the pod as a whole. */
export interface PodProps extends ContainerProps, Scheduling {
  /** Containers that run to their end before the others start, one after the other, by name. @default - none */
  readonly initContainers?: Readonly<Record<string, InitContainerProps>>;
  /**
   * Containers beside the main one, by name. They start before it, one after the other, and end after it; for
   * Kubernetes 1.29 and later.
   * @default - none
   */
  readonly sidecars?: Readonly<Record<string, ContainerProps>>;
  /** Name of the main container. @default - the name of the workload */
  readonly containerName?: string;
  /**
   * Who the pod is to the API server: a ServiceAccount, or the name of one that is made elsewhere.
   * @default - a ServiceAccount of its own, without any rights
   */
  readonly serviceAccount?: { readonly name: string };
  /**
   * Whether its containers get a token for the API server.
   * @default - what a ServiceAccount of ours says that is given; else false
   */
  readonly automountServiceAccountToken?: boolean;
  /** Secrets with which images are pulled; those given by their name alone are made elsewhere. @default - none */
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  /** @default - no group, the container runtime's seccomp profile */
  readonly podSecurity?: PodSecurity;
  /** Time that the pod is given to end. @default 30 s */
  readonly terminationGracePeriod?: Duration;
  /** Whether containers see each other's processes. @default false */
  readonly shareProcessNamespace?: boolean;
  /** Names in `/etc/hosts`, by IP address. @default - none */
  readonly hostAliases?: Readonly<Record<string, readonly string[]>>;
  /** @default 'ClusterFirst'; 'ClusterFirstWithHostNet' on the node's network, so that Services are found there too */
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  /** Name servers, search domains and options beside or instead of the cluster's. @default - none */
  readonly dnsConfig?: PodSpec['dnsConfig'];
  /** Whether the pod uses the node's network. @default false */
  readonly hostNetwork?: boolean;
  /** Labels of the pods, beside those of the workload. Selectors do not use them. @default - none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Annotations of the pods. @default - none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
}

/** What a kind of workload adds to its pods. */
export interface PodContext extends Placed {
  readonly name: string;
  readonly serviceAccountName: string;
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
  /** Mounts of volumes that are not the pod's own: claims of a StatefulSet. */
  readonly claimMounts?: ContainerManifest['volumeMounts'];
}

/** A pod template, with the ports that its main container declares. */
export interface BuiltPod {
  readonly template: PodTemplate;
  readonly ports: readonly DeclaredPort[];
}

/** Builds the pod template of a workload. */
export function buildPod(scope: Construct, props: PodProps, context: PodContext): BuiltPod {
  const volumes = new PodVolumes(scope, context.claimMounts);
  const build = (name: string, container: ContainerProps, isMain = false) =>
    buildContainer(scope, name, { props: container, volumes, isMain });
  const mainName = props.containerName ?? context.name;
  const main = build(mainName, props, true);
  const inits = Object.entries(props.initContainers ?? {}).map(([name, container]) => build(name, container));
  const sidecars = Object.entries(props.sidecars ?? {}).map(([name, container]) => asSidecar(build(name, container)));
  const before = [...sidecars, ...inits];
  judgeNames(scope, [main, ...before]);
  judgeQuality(scope, { [mainName]: props, ...props.initContainers, ...props.sidecars });
  reportConflicts(
    scope,
    [main, ...sidecars].flatMap(({ ports }) => ports),
  );
  const spec: PodSpec = {
    ...podSpec(scope, props, context),
    ...schedulingManifest(props, context),
    containers: [main.manifest],
    initContainers: before.length > 0 ? before.map(({ manifest }) => manifest) : undefined,
    volumes: volumes.manifests.length > 0 ? volumes.manifests : undefined,
  };
  // Nothing of the stack: moving a workload to another one is no reason to replace its pods.
  const labels = { ...MANAGED_BY, ...props.podLabels, ...context.selector };
  return { template: { metadata: { labels, annotations: props.podAnnotations }, spec }, ports: main.ports };
}

function podSpec(scope: Construct, props: PodProps, context: PodContext): Omit<PodSpec, 'containers'> {
  const { hostAliases, imagePullSecrets } = props;
  for (const secret of imagePullSecrets ?? []) relyOn(scope, 'Secret', secret);
  // It says itself whether it gives its token away.
  const isOurs = props.serviceAccount instanceof ServiceAccount;
  return {
    automountServiceAccountToken: props.automountServiceAccountToken ?? (isOurs ? undefined : false),
    dnsConfig: props.dnsConfig,
    dnsPolicy: props.dnsPolicy ?? (props.hostNetwork ? 'ClusterFirstWithHostNet' : undefined),
    // Services are found by name; a variable for each Service of the namespace only gets in the way.
    enableServiceLinks: false,
    hostAliases: hostAliases && Object.entries(hostAliases).map(([ip, hostnames]) => ({ ip, hostnames })),
    hostNetwork: props.hostNetwork,
    imagePullSecrets: imagePullSecrets?.map(({ name }) => ({ name })),
    restartPolicy: context.restartPolicy,
    securityContext: podSecurity(props.podSecurity),
    serviceAccountName: context.serviceAccountName,
    shareProcessNamespace: props.shareProcessNamespace,
    terminationGracePeriodSeconds: seconds(scope, 'terminationGracePeriod', props.terminationGracePeriod),
  };
}

function asSidecar(built: BuiltContainer): BuiltContainer {
  return { ...built, manifest: { ...built.manifest, restartPolicy: 'Always' } };
}

function judgeNames(scope: Construct, containers: readonly BuiltContainer[]): void {
  const rule = nameRule('Namespace'); // a DNS label, as for containers
  const seen = new Set<string>();
  for (const { name } of containers.map(({ manifest }) => manifest)) {
    if (isAllowed(name, rule) && !seen.has(name)) seen.add(name);
    else {
      report(scope, {
        rule: 'container/illegal-name',
        message: seen.has(name) ? `Two containers are called '${name}'.` : `'${name}' cannot name a container.`,
        want: `${rule.want}, once in a pod`,
        fix: 'Choose another name.',
      });
    }
  }
}

/** The quality of service is the pod's: one container that is not Guaranteed makes the pod Burstable. */
function judgeQuality(scope: Construct, containers: Readonly<Record<string, Pick<ContainerProps, 'resources'>>>): void {
  const qualities = Object.entries(containers).map(([name, { resources }]) => [name, resources.qos] as const);
  if (!qualities.some(([, qos]) => qos === 'Guaranteed')) return;
  for (const [name, qos] of qualities) {
    if (qos === 'Guaranteed') continue;
    report(scope, {
      rule: 'resources/not-guaranteed',
      message: `The pod cannot be Guaranteed: its container '${name}' is not.`,
      want: 'Guaranteed containers only',
      fix: `Give '${name}' \`qos: 'Guaranteed'\` too.`,
    });
  }
}
