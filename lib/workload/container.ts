import type { Construct } from 'constructs';
import type { ContainerManifest } from '../manifest/api-types';
import { declaredPorts, type DeclaredPort, type Ports } from '../network/port';
import { environmentManifest, type Environment } from './environment';
import { checkedImage } from './image';
import { lifecycleManifest, type Lifecycle } from './lifecycle';
import type { PodVolumes } from './pod-volumes';
import { probeManifest, type Probe, type ProbeRole } from './probe';
import { resourcesManifest, type Resources } from './resources';
import { containerSecurity, type Security } from './security';
import type { Mounts } from './volume';

/** One container. */
export interface ContainerProps {
  /** Image with tag or digest: `registry.example/team/app:1.4.2`. */
  readonly image: string;
  readonly resources: Resources;
  /** @default - 'IfNotPresent', as Kubernetes decides for an image with a tag other than `latest` */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** @default - the image's arguments */
  readonly args?: readonly string[];
  /** @default - the image's */
  readonly workingDir?: string;
  /** What it listens on: `{ http: 8080, metrics: 9090 }`. @default - nothing */
  readonly ports?: Ports;
  /** `[config, secret, { POD_IP: field('status.podIP') }]`. @default - none */
  readonly environment?: Environment;
  /** Volumes by path: `{ '/etc/app': config, '/tmp': emptyDir() }`. @default - none */
  readonly mounts?: Mounts;
  /** Whether it has started; the other probes wait for it. @default - none */
  readonly startup?: Probe;
  /** Whether it must be restarted. @default - none: it is when it exits */
  readonly liveness?: Probe;
  /** Whether it can serve. @default - none; where there is a Service: that the first TCP port answers */
  readonly readiness?: Probe;
  /** @default - none */
  readonly lifecycle?: Lifecycle;
  /** @default - the Pod Security Standard `restricted`, with a read-only image */
  readonly security?: Security;
  /** Keeps standard input open. @default false */
  readonly stdin?: boolean;
  /** Gives it a terminal. @default false */
  readonly tty?: boolean;
}

/** A container that runs to its end before others start: the API lets nobody probe or hook into it. */
export type InitContainerProps = Omit<ContainerProps, 'startup' | 'liveness' | 'readiness' | 'lifecycle'>;

/** A container as the API takes it, with the ports that it declares. */
export interface BuiltContainer {
  readonly manifest: ContainerManifest;
  readonly ports: readonly DeclaredPort[];
}

/** Builds the container `name`; volumes that it mounts are added to its pod's. */
export function buildContainer(
  scope: Construct,
  name: string,
  {
    props,
    volumes,
    isMain,
  }: { readonly props: ContainerProps; readonly volumes: PodVolumes; readonly isMain: boolean },
): BuiltContainer {
  const ports = declaredPorts(scope, props.ports);
  const probe = (role: ProbeRole) => {
    const declared = props[role];
    return declared && probeManifest(scope, declared, { role, ports });
  };
  const mounts = volumes.mounted(props.mounts, { name, isMain });
  const manifest: ContainerManifest = {
    name,
    image: checkedImage(scope, props.image),
    imagePullPolicy: props.imagePullPolicy,
    command: props.command,
    args: props.args,
    workingDir: props.workingDir,
    ports: ports.length > 0 ? ports.map(containerPort) : undefined,
    ...environmentManifest(scope, props.environment),
    volumeMounts: mounts.length > 0 ? mounts : undefined,
    startupProbe: probe('startup'),
    livenessProbe: probe('liveness'),
    readinessProbe: probe('readiness'),
    lifecycle: props.lifecycle && lifecycleManifest(scope, props.lifecycle, ports),
    resources: resourcesManifest(scope, props.resources),
    securityContext: containerSecurity(scope, props.security),
    stdin: props.stdin,
    tty: props.tty,
  };
  return { manifest, ports };
}

function containerPort({ name, containerPort, protocol, hostPort }: DeclaredPort) {
  return { name, containerPort, protocol, hostPort };
}
