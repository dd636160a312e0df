import { oneOf } from '../../manifest/finding';
import { groupBy } from '../../manifest/group';
import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, pointer, text, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import type { Selection } from '../../manifest/selections';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { NETWORK_POLICY, policiesOf, type Direction, type Policy } from '../network-policies';
import { once } from '../once';
import { EXAMPLE_PORT, exampleDeployment } from './examples';
import { isAsking, Selected } from './selected';
import { portsOf } from './service-ports';

const policy = (port: string): string => `${exampleDeployment('web', EXAMPLE_PORT)}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: web } }
        policyTypes: [Ingress]
        ingress: [{ from: [{ podSelector: {} }], ports: [{ port: ${port} }] }]`;

/** Ports that a NetworkPolicy allows, but that its pods do not have: often those of the Service before them. */
export const networkPolicyPorts = check(
  {
    id: 'link/network-policy-port',
    pack: 'baseline',
    severity: 'warning',
    title: 'The ports that a NetworkPolicy allows are ports of the pods.',
    why: 'A policy sees the port of the pod, not that of the Service: what it was meant to allow stays closed.',
    fix: 'Allow the port that the containers declare.',
    fails: policy('80'),
    passes: policy('8080'),
  },
  (context) =>
    policiesOf(context).all.flatMap((policy) =>
      policy.directions.flatMap((direction) =>
        listIn(policy.spec[direction]).flatMap((rule, index) => {
          const at = ['spec', direction, index];
          const pods = podsOf({ policy, direction, rule, at }, context);
          if (pods.length === 0 || pods.length > MANY) return [];
          const allowed = { from: policy.object, pods, at: [...at, 'ports'] };
          return listIn(rule['ports']).flatMap((port, each) => closed(allowed, { port, index: each }, context));
        }),
      ),
    ),
);

/** Among so many pods, some may listen at any port. */
const MANY = 20;

interface Place {
  readonly policy: Policy;
  readonly direction: Direction;
  readonly rule: JsonObject;
  readonly at: JsonPath;
}

/** The pods whose ports a rule speaks of; none where others may be meant too. */
function podsOf({ policy: { object }, direction, rule, at }: Place, context: Context): readonly InventoryObject[] {
  const selected = Selected.of(context);
  const near = (path: JsonPath): readonly InventoryObject[] => {
    const selection = selectionsIn(context).get(object)?.get(pointer(path));
    const selector = objectAt(object.manifest, ...path);
    if (!selection || !isAsking(selector) || selected.mayMatch(placeOf(object), selector)) return [];
    return selected.objects(selection);
  };
  if (direction === 'ingress') return near(['spec', 'podSelector']);
  const peers = listIn(rule['to']).map(({ namespaceSelector, ipBlock }, index) =>
    namespaceSelector === undefined && ipBlock === undefined ? near([...at, 'to', index, 'podSelector']) : [],
  );
  return peers.every((pods) => pods.length > 0) ? peers.flat() : [];
}

/** What each policy selects, by the place of the selector. */
const selectionsIn = once(
  (context: Context): ReadonlyMap<InventoryObject, ReadonlyMap<string, Selection>> =>
    new Map(
      [...groupBy(Selected.of(context).by(NETWORK_POLICY), ({ from }) => from)].map(([from, selections]) => [
        from,
        new Map(selections.map((selection) => [pointer(selection.at), selection])),
      ]),
    ),
);

interface Allowed {
  readonly from: InventoryObject;
  readonly pods: readonly InventoryObject[];
  readonly at: JsonPath;
}

interface AllowedPort {
  readonly port: JsonObject;
  readonly index: number;
}

/** A name has to be declared; a number need not be, unless all containers say at which ports they listen. */
function closed({ from, pods, at }: Allowed, { port: given, index }: AllowedPort, context: Context): readonly Breach[] {
  const { port, endPort } = given;
  const protocol = text(given['protocol'], 'TCP');
  const declared = portsOf(pods, context);
  const fitting = declared.ports.filter((it) => it.protocol === protocol);
  if (endPort !== undefined || (typeof port !== 'number' && (typeof port !== 'string' || !/[a-z]/i.test(port))))
    return [];
  if (fitting.some(({ name, number }) => port === (typeof port === 'string' ? name : number))) return [];
  const service = typeof port === 'number' ? serviceAt(port, pods, context) : undefined;
  if (typeof port === 'number' && declared.isOpen && !service) return [];
  const [first, ...others] = pods;
  const owner = `${first ? titleOf(first) : ''}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const ports = fitting.map(({ name, number }) => (name === '' ? JSON.stringify(number ?? null) : name));
  return [
    {
      object: from,
      at: [...at, index, 'port'],
      message:
        `The policy allows ${protocol} to the port ${port}, which the pods of ${owner} do not declare` +
        `${service ? `: it is that of ${titleOf(service)}, which leads to another one` : ''}.`,
      want: ports.length === 0 ? 'a port that the pods declare' : oneOf(new Set(ports.slice(0, 10))),
    },
  ];
}

/** A Service before the pods that has a port of that number, and leads from it to another one. */
function serviceAt(port: number, pods: readonly InventoryObject[], context: Context): InventoryObject | undefined {
  const services = pods.flatMap((object) => context.selectionsOf(object)).map(({ from }) => from);
  return services.find(
    ({ kind, manifest }) =>
      kind === 'Service' &&
      objectAt(manifest, 'spec')['clusterIP'] !== 'None' &&
      listIn(objectAt(manifest, 'spec')['ports']).some(
        ({ port: own, targetPort }) => own === port && (targetPort ?? port) !== port,
      ),
  );
}

/** The objects of a list; what is none is an empty one, so that each keeps its place. */
function listIn(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.map((item) => objectAt(item)) : [];
}
