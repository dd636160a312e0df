import { oneOf } from '../../manifest/finding';
import { groupBy } from '../../manifest/group';
import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type JsonObject } from '../../manifest/json';
import { selects } from '../../manifest/selections';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { exampleObject } from './examples';
import { isAsking, Selected } from './selected';
import { portsOf } from './service-ports';

const service = exampleObject('Service', 'web', 'spec: { clusterIP: None, ports: [{ name: http, port: 80 }] }').replace(
  'namespace: shop',
  'namespace: shop, labels: { app: web }',
);
const monitor = (label: string, port: string): string => `
      apiVersion: monitoring.coreos.com/v1
      kind: ServiceMonitor
      metadata: { name: web, namespace: shop }
      spec: { selector: { matchLabels: { app: ${label} } }, endpoints: [{ port: ${port} }] }`;

/** Monitors that see nothing. */
export const serviceMonitors = check(
  {
    id: 'link/service-monitor',
    pack: 'baseline',
    severity: 'warning',
    title: 'A ServiceMonitor or PodMonitor selects Services or pods that exist, and ports that they have.',
    why: 'Nothing is scraped, and no alert that relies on it ever fires.',
    fix: 'Select the labels of the Service, not those of its pods, and name one of its ports.',
    fails: `${monitor('web', 'metrics')}${service}`,
    passes: `${monitor('web', 'http')}${service}`,
  },
  (context) => {
    const services = new Services(context);
    const selected = Selected.of(context);
    return [
      ...context.ofKind('ServiceMonitor.monitoring.coreos.com').flatMap((object) =>
        judged(object, selected, {
          list: 'endpoints',
          what: 'Services',
          find: (place, selector) => services.matching(place, selector),
          isKnown: (place) => services.areIn(place),
          portsOf: servicePorts,
        }),
      ),
      ...context.ofKind('PodMonitor.monitoring.coreos.com').flatMap((object) =>
        judged(object, selected, {
          list: 'podMetricsEndpoints',
          what: 'pods',
          find: (place, selector) => selected.matching(place, selector),
          isKnown: (place) => selected.areIn(place),
          portsOf: (pods) => portsOf(pods, context).ports.map(({ name }) => name),
        }),
      ),
    ];
  },
);

/** What a kind of monitor looks at. */
interface Watched {
  readonly list: string;
  readonly what: string;
  readonly find: (place: string, selector: JsonObject) => readonly InventoryObject[];
  readonly isKnown: (place: string) => boolean;
  readonly portsOf: (found: readonly InventoryObject[]) => readonly string[];
}

function judged(object: InventoryObject, selected: Selected, watched: Watched): readonly Breach[] {
  const spec = objectAt(object.manifest, 'spec');
  const selector = objectAt(spec, 'selector');
  const { any, matchNames } = objectAt(spec, 'namespaceSelector');
  const own = placeOf({ ...object, kind: 'Service' });
  const places = isList(matchNames) && matchNames.length > 0 ? matchNames.map((name) => text(name)) : [own];
  // Of other namespaces than those that the tree fills, nothing is known.
  if (any === true || !isAsking(selector) || !places.every((place) => place === own || watched.isKnown(place)))
    return [];
  const found = places.flatMap((place) => watched.find(place, selector));
  if (found.length > 0) return wrongPorts(object, found, watched);
  if (places.some((place) => selected.mayMatch(place, selector))) return [];
  return [
    {
      object,
      at: ['spec', 'selector'],
      message: `The selector of ${titleOf(object)} matches no ${watched.what}.`,
      want: `labels of ${watched.what} in the namespaces that it looks at`,
    },
  ];
}

function wrongPorts(object: InventoryObject, found: readonly InventoryObject[], watched: Watched): readonly Breach[] {
  const ports = new Set(watched.portsOf(found).filter((name) => name !== ''));
  const endpoints = objectAt(object.manifest, 'spec')[watched.list];
  if (!isList(endpoints)) return [];
  return endpoints.flatMap((endpoint, index) => {
    const port = isObject(endpoint) ? endpoint['port'] : undefined;
    if (typeof port !== 'string' || port === '' || ports.has(port)) return [];
    return [
      {
        object,
        at: ['spec', watched.list, index, 'port'],
        message: `The ${watched.what} that ${titleOf(object)} selects have no port '${port}'.`,
        want: ports.size === 0 ? 'the name of a port; none has a name' : oneOf(ports),
      },
    ];
  });
}

function servicePorts(services: readonly InventoryObject[]): readonly string[] {
  return services.flatMap(({ manifest }) => {
    const { ports } = objectAt(manifest, 'spec');
    return isList(ports) ? ports.map((port) => text(objectAt(port)['name'])) : [];
  });
}

/** Services by one label each, so that a selector looks only at few. */
class Services {
  readonly #byPlace: ReadonlyMap<string, readonly InventoryObject[]>;
  readonly #byLabel: ReadonlyMap<string, readonly (readonly [string, InventoryObject])[]>;

  constructor(context: Context) {
    const services = context.ofKind('Service');
    this.#byPlace = groupBy(services, placeOf);
    const labels = services.flatMap((service) =>
      Object.entries(labelsOf(service)).map(
        ([key, value]) => [`${placeOf(service)} ${key} ${text(value)}`, service] as const,
      ),
    );
    this.#byLabel = groupBy(labels, ([label]) => label);
  }

  areIn(place: string): boolean {
    return this.#byPlace.has(place);
  }

  matching(place: string, selector: JsonObject): readonly InventoryObject[] {
    const [label] = Object.entries(objectAt(selector, 'matchLabels'));
    const candidates = label
      ? (this.#byLabel.get(`${place} ${label[0]} ${text(label[1])}`) ?? []).map(([, service]) => service)
      : (this.#byPlace.get(place) ?? []);
    return candidates.filter((service) => selects(selector, labelsOf(service)));
  }
}

function labelsOf({ manifest }: InventoryObject): JsonObject {
  return objectAt(manifest, 'metadata', 'labels');
}
