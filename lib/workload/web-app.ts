import { Construct } from 'constructs';
import type { KubeObject } from '../manifest/kube-object';
import { commonLabels } from '../manifest/labels';
import { legalName } from '../manifest/names';
import { withoutRawValues } from '../manifest/raw-values';
import { isOpen } from '../manifest/tokens';
import type { DeclaredPort, Ports } from '../network/port';
import { Route, type RouteOptions } from '../network/route';
import { addService, type ServiceOptions } from '../network/service';
import { addDeployment, podOf, type DeploymentProps } from './deployment';
import type { PodProps } from './pod';
import { defaultReadiness } from './probe';
import type { Replicas } from './replicas';

export interface WebAppProps extends DeploymentProps {
  /** What it listens on: `{ http: 8080 }`. Container, Service, probes and routes all read it here. */
  readonly ports: Ports;
  /** How many pods. @default 2 */
  readonly replicas?: Replicas;
  /** @default - a Service within the cluster */
  readonly service?: ServiceOptions;
}

/**
 * A program that serves requests and keeps nothing: a Deployment with its Service, ServiceAccount, disruption budget
 * and, where the load decides, autoscaler. Its pods are ready once the first TCP port answers, unless `readiness` says
 * more.
 *
 * @example
 * const web = new WebApp(this, 'web', {
 *   image: 'registry.example/shop:1.4.2',
 *   ports: { http: 8080 },
 *   readiness: httpGet('/healthz', 'http'),
 *   resources: { cpu: '250m', memory: '256Mi' },
 * });
 * web.route({ host: 'shop.example' });
 */
export class WebApp extends Construct {
  readonly name: string;
  readonly deployment: KubeObject<'Deployment'>;
  readonly service: KubeObject<'Service'>;
  readonly ports: readonly DeclaredPort[];
  /** What its pods are made from, for workloads that are to be like it. */
  readonly pod: PodProps;

  constructor(scope: Construct, id: string, given: WebAppProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    const readiness = props.readiness ?? defaultReadiness(props.ports);
    const built = addDeployment(this, { ...props, readiness }, { replicas: props.replicas ?? 2 });
    this.name = built.name;
    this.deployment = built.deployment;
    this.ports = built.ports;
    this.service = addService(this, { ...props.service, name: this.name, ports: this.ports });
    this.pod = podOf(props, this.name);
  }

  /** Its name for clients in the same namespace. */
  get host(): string {
    return this.service.name;
  }

  /** Leads requests from outside to it. Each route is an object of its own, so that hosts come and go by themselves. */
  route(given: RouteOptions = {}): Route {
    const options = withoutRawValues(this, given);
    // A host that nobody knows yet is no part of a name.
    const host = isOpen(options.host) ? undefined : options.host;
    const from = legalName(`${(host ?? '').replace('*', 'any')} ${options.path ?? ''}`);
    return new Route(this, this.#freeId(from === '' ? 'route' : `route-${from}`), {
      ...options,
      name: options.name ?? (from === '' ? this.name : `${this.name}-${from}`),
      serviceName: this.service.name,
      ports: this.ports,
      labels: commonLabels(this, this.name),
    });
  }

  /** A second route from the same place is reported by its name, as any other object that is there twice. */
  #freeId(id: string): string {
    let candidate = id;
    for (let count = 2; this.node.tryFindChild(candidate); count++) candidate = `${id}-${count}`;
    return candidate;
  }
}
