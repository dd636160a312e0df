import { oneOf } from '../../manifest/finding';
import { titleOf } from '../../manifest/inventory';
import { isList, isObject, objectAt, type Json, type JsonPath } from '../../manifest/json';
import type { Reference } from '../../manifest/references';
import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { isFirst, missing } from './missing';
import { pairOf, Targets, type Target } from './targets';

const ingress = (service: string, port: string): string => `
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: web, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example
            http:
              paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { ${port} } } } }]`;
const service = exampleObject('Service', 'web', 'spec: { clusterIP: None, ports: [{ name: http, port: 80 }] }');

/** Services that requests are led to: from an Ingress, a route, a webhook, the API server. */
export const backendServices = missing(
  {
    id: 'link/backend-service',
    pack: 'baseline',
    severity: 'error',
    title: 'Every Service that is named as a backend exists.',
    why: 'Requests fail: a proxy answers 503, and the API server refuses whatever a missing webhook should look at.',
    fix: 'Make the Service, or correct its name and namespace.',
    fails: `${ingress('wbe', 'name: http')}${service}`,
    passes: `${ingress('web', 'name: http')}${service}`,
  },
  { kinds: ['Service'], when: isBackend },
);

/** Ports that a Service, to which requests are led, does not have. */
export const backendPorts = check(
  {
    id: 'link/backend-port',
    pack: 'baseline',
    severity: 'error',
    title: 'Every Service has the port that is named with it as a backend.',
    why: 'Requests fail, as if there were no Service.',
    fix: 'Name a port of the Service, not of its pods.',
    fails: `${ingress('web', 'number: 8080')}${service}`,
    passes: `${ingress('web', 'number: 80')}${service}`,
  },
  (context) => {
    const targets = Targets.of(context);
    const seen = new Set<string>();
    return targets.namesOf('Service').flatMap((reference) => {
      const { port } = reference;
      if (port === undefined || !isBackend(reference)) return [];
      const ports = portsOf(targets.reached(reference));
      if (!ports || ports.includes(port)) return [];
      if (!isFirst(seen, `${pairOf(reference)} ${port}`)) return [];
      return [wrongPort({ ...reference, port }, ports, targets)];
    });
  },
);

/** Not a StatefulSet, whose Service leads nowhere, nor a route of a mesh, nor what a controller reads as an action. */
function isBackend({ from, at, port }: Reference): boolean {
  return from.kind !== 'StatefulSet.apps' && !at.includes('parentRefs') && port !== 'use-annotation';
}

/** The names and numbers of the ports of a Service; undefined: not known. */
function portsOf(target: Target | undefined): readonly (string | number)[] | undefined {
  if (target?.external) return target.external.ports;
  if (!target?.object) return undefined;
  const { type, ports } = objectAt(target.object.manifest, 'spec');
  // Another name stands for a host, which may have any port.
  if (type === 'ExternalName' && !isList(ports)) return undefined;
  const list: readonly Json[] = isList(ports) ? ports : [];
  return list
    .filter(isObject)
    .flatMap(({ name, port }) => [name, port].filter((it) => typeof it === 'string' || typeof it === 'number'));
}

function wrongPort(
  reference: Reference & { readonly port: string | number },
  ports: readonly (string | number)[],
  targets: Targets,
): Breach {
  const { from, port } = reference;
  const title = titleOf(reference);
  const names = ports.filter((it) => typeof it === 'string');
  const near = typeof port === 'string' ? targets.names.nearest(port, () => names) : undefined;
  const isDefault = placeOfPort(reference) === undefined;
  return {
    object: from,
    at: placeOfPort(reference) ?? [...reference.at.slice(0, -1), 'port'],
    message: `${titleOf(from)} sends requests to the port ${shown(port)} of ${title}${isDefault ? ', the default' : ''}, which does not have it.`,
    want: ports.length === 0 ? 'a port; the Service has none' : oneOfPorts(ports),
    ...(near === undefined ? {} : { fix: `Did you mean '${near}'? Else add the port to ${title}.` }),
  };
}

/** The field that holds the port. */
function placeOfPort({ from, at }: Pick<Reference, 'from' | 'at'>): JsonPath | undefined {
  const holder = at.slice(0, -1);
  const { port, servicePort } = objectAt(from.manifest, ...holder);
  // As Ingresses had it before `networking.k8s.io/v1`.
  if (servicePort !== undefined) return [...holder, 'servicePort'];
  if (port === undefined) return undefined;
  if (!isObject(port)) return [...holder, 'port'];
  return [...holder, 'port', 'name' in port ? 'name' : 'number'];
}

function shown(port: string | number): string {
  return typeof port === 'string' ? `'${port}'` : String(port);
}

function oneOfPorts(ports: readonly (string | number)[]): string {
  return oneOf(ports.slice(0, 10).map(String)).replaceAll(/'(\d+)'/g, '$1');
}
