import { oneOf } from '../../manifest/finding';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type JsonObject } from '../../manifest/json';
import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { isFirst } from './missing';
import { Targets } from './targets';

const ROUTE = 'Route.route.openshift.io';

const example = (port: string): string => `
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: shop.example, to: { kind: Service, name: web }, port: { targetPort: ${port} }, tls: { termination: edge } }
${exampleObject('Service', 'web', 'spec: { clusterIP: None, ports: [{ name: http, port: 80, targetPort: 8080 }] }')}`;

/** Ports of OpenShift's routes, which are those of the pods, or have the names of those of the Service. */
export const routePorts = check(
  {
    id: 'link/route-port',
    pack: 'baseline',
    severity: 'error',
    title:
      'The `targetPort` of an OpenShift Route is the name of a port of its Service, or the number that this leads to.',
    why: 'The router finds no pod behind the route, and answers every request with 503.',
    fix: 'Name a port of the Service.',
    fails: example('htpp'),
    passes: example('http'),
  },
  (context) => {
    const targets = Targets.of(context);
    const seen = new Set<string>();
    return targets.namesOf('Service').flatMap((reference) => {
      const { from } = reference;
      const service = from.kind === ROUTE ? targets.reached(reference)?.object : undefined;
      if (!service || !isFirst(seen, `${from.path} ${titleOf(from)} ${titleOf(service)}`)) return [];
      return misled(from, service, targets);
    });
  },
);

function misled(route: InventoryObject, service: InventoryObject, targets: Targets): readonly Breach[] {
  const { targetPort } = objectAt(route.manifest, 'spec', 'port');
  const spec = objectAt(service.manifest, 'spec');
  const ports = isList(spec['ports']) ? spec['ports'].filter(isObject) : [];
  const asked = typeof targetPort === 'number' ? String(targetPort) : text(targetPort);
  if (asked === '' || ports.length === 0 || spec['type'] === 'ExternalName') return [];
  const names = ports.map(({ name }) => text(name)).filter((name) => name !== '');
  const isNumber = /^\d+$/.test(asked);
  if (names.includes(asked) || (isNumber && mayLeadTo(spec, ports, asked))) return [];
  const near = targets.names.nearest(asked, () => names);
  const numbers = ports.map(numberOf);
  return [
    {
      object: route,
      at: ['spec', 'port', 'targetPort'],
      message: `${titleOf(route)} leads to the port ${isNumber ? asked : `'${asked}'`} behind ${titleOf(service)}, which has none of that ${isNumber ? 'number' : 'name'}.`,
      want: oneOf(new Set(names.length > 0 ? names : numbers)),
      ...(near === undefined ? {} : { fix: `Did you mean '${near}'?` }),
    },
  ];
}

/** Whether pods may have the number: nobody knows those of names, nor of pods that are not selected. */
function mayLeadTo({ selector }: JsonObject, ports: readonly JsonObject[], asked: string): boolean {
  const isSelecting = Object.keys(objectAt(selector)).length > 0;
  return !isSelecting || ports.some((port) => /\D/.test(numberOf(port)) || numberOf(port) === asked);
}

/** The number of the pods' port to which one of a Service leads, or the name of it. */
function numberOf({ port, targetPort }: JsonObject): string {
  const given =
    targetPort === undefined || targetPort === null || targetPort === 0 || targetPort === '' ? port : targetPort;
  return typeof given === 'number' ? String(given) : text(given, 'none');
}
