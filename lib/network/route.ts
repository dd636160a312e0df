import { Construct } from 'constructs';
import { relyOn } from '../manifest/external';
import { report } from '../manifest/finding';
import { KubeObject } from '../manifest/kube-object';
import { isAllowed, nameRule } from '../manifest/names';
import { withoutRawValues } from '../manifest/raw-values';
import { isOpen } from '../manifest/tokens';
import type { DeclaredPort } from './port';
import { findPort } from './port';

/** From where requests come. */
export interface RouteOptions {
  /** Name of the Ingress. @default - the workload's name, host and path */
  readonly name?: string;
  /** Host name of the requests, `*.` in front for all below. @default - any host */
  readonly host?: string;
  /** Start of the path, in whole parts: `/demo` stands for `/demo/x`, not for `/demos`. @default '/' */
  readonly path?: string;
  /** How the path is compared. @default 'Prefix' */
  readonly pathType?: 'Prefix' | 'Exact' | 'ImplementationSpecific';
  /** Name or number of the port. @default - the only one there is */
  readonly port?: string | number;
  /** Name of the IngressClass. @default - the cluster's default */
  readonly ingressClassName?: string;
  /** Secret of type `kubernetes.io/tls` for the host; given by its name alone, it is made elsewhere. @default - no TLS */
  readonly tls?: { readonly name: string };
  /** Settings for the controller. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface RouteProps extends RouteOptions {
  /** Name of the Ingress. */
  readonly name: string;
  /** Name of the Service behind it. */
  readonly serviceName: string;
  /** What the workload declares. */
  readonly ports: readonly DeclaredPort[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** Leads requests from outside the cluster to a workload: an Ingress. */
export class Route extends Construct {
  readonly ingress: KubeObject<'Ingress'>;

  constructor(scope: Construct, id: string, given: RouteProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    const { host, path = '/', pathType = 'Prefix', tls } = props;
    this.#judge({ host, path });
    if (tls) relyOn(this, 'Secret', tls);
    const port = findPort(this, props.ports, { port: props.port, user: 'The route' });
    const backend = { service: { name: props.serviceName, port: { name: port?.name } } };
    this.ingress = new KubeObject(this, 'Resource', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
      spec: {
        ingressClassName: props.ingressClassName,
        rules: [{ host, http: { paths: [{ path, pathType, backend }] } }],
        tls: tls && [{ hosts: host === undefined ? undefined : [host], secretName: tls.name }],
      },
    });
  }

  #judge({ host, path }: { readonly host: string | undefined; readonly path: string }): void {
    if (!path.startsWith('/') || /\/\/|\/\.{1,2}(\/|$)|%2f/i.test(path)) {
      report(this, {
        rule: 'route/illegal-path',
        message: `'${path}' cannot be the path of a route.`,
        want: "a path that starts with '/', without '//', '/./', '/../' and '%2f'",
        fix: `Correct the path, as in '/${path.replaceAll(/[^A-Za-z0-9_-]+/g, '/').replace(/^\/+|\/+$/g, '')}'.`,
      });
    }
    if (
      host === undefined ||
      isOpen(host) ||
      isAllowed(host.replace(/^\*\./, ''), nameRule('Ingress.networking.k8s.io'))
    )
      return;
    report(this, {
      rule: 'route/illegal-host',
      message: `'${host}' cannot be the host of a route.`,
      want: "a DNS name in lower case without port, '*.' in front for all below it",
      fix: 'Correct the name.',
    });
  }
}
