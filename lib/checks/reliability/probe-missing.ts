import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, type Json, type JsonObject } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import { check } from '../check';
import type { PodContainer, Pods } from '../context';
import { sentence } from '../words';
import { stream, workload } from './examples';
import { portsOf, probeOf, protocolOf } from './probes';
import { titled } from './requests';
import { trafficIn } from './traffic';

const INNER_SERVICE = [
  'apiVersion: v1',
  'kind: Service',
  'metadata: { name: web, namespace: shop }',
  'spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }',
].join('\n');
const PORT = 'ports: [{ containerPort: 8080 }]';
const READINESS = 'readinessProbe: { httpGet: { path: /ready, port: 8080 } }';
const LIVENESS = 'livenessProbe: { httpGet: { path: /healthz, port: 8080 } }';

/** Kinds whose pods run until somebody ends them. */
const LASTING: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
  'DeploymentConfig.apps.openshift.io',
  'Pod',
]);

/** Containers that get requests before they can answer. */
export const readinessMissing = check(
  {
    id: 'reliability/readiness-missing',
    pack: 'restricted',
    severity: 'warning',
    title: 'Containers that a Service sends requests to have a readiness probe.',
    why: 'Without one, requests come as soon as the process starts, and a rollout goes on before the new pods work.',
    fix: 'Add a `readinessProbe` that asks whether the container can answer requests now.',
    fails: stream(workload({ container: PORT }), INNER_SERVICE),
    passes: stream(workload({ container: `${PORT}, ${READINESS}` }), INNER_SERVICE),
  },
  (context) =>
    [...trafficIn(context).served].flatMap(([object, services]) => {
      const made = LASTING.has(object.kind) ? context.podsOf(object) : undefined;
      if (!made || isOneOff(made)) return [];
      return [...receiversIn(made, services)]
        .filter(([container]) => !probeOf(container, 'readinessProbe'))
        .map(([container, service]) => ({
          object,
          at: [...container.at, 'readinessProbe'],
          message: `${sentence(titled(container, made))} gets requests through ${titleOf(service)}, and has no readiness probe.`,
          want: 'a readinessProbe',
        }));
    }),
);

/** Containers that hang for ever once they hang. */
export const livenessMissing = check(
  {
    id: 'reliability/liveness-missing',
    pack: 'production',
    severity: 'warning',
    title: 'Containers that run as long as their pod have a liveness probe.',
    why: 'A process that hangs without ending is never restarted.',
    fix: 'Add a `livenessProbe` that only fails when a restart would help: it must not ask for other services.',
    fails: workload({ container: PORT }),
    passes: workload({ container: `${PORT}, ${LIVENESS}` }),
  },
  (context) =>
    [...context.pods].flatMap((made) => {
      if (!LASTING.has(made.object.kind) || isOneOff(made)) return [];
      return made.containers
        .filter((container) => container.isLasting && !probeOf(container, 'livenessProbe'))
        .map((container) => ({
          object: made.object,
          at: [...container.at, 'livenessProbe'],
          message: `${sentence(titled(container, made))} has no liveness probe.`,
          want: 'a livenessProbe',
        }));
    }),
);

/** A Pod that ends by itself. */
function isOneOff({ object, spec }: Pods): boolean {
  return object.kind === 'Pod' && (spec['restartPolicy'] === 'Never' || spec['restartPolicy'] === 'OnFailure');
}

/** The containers that Services send requests to, each with one of the Services. */
function receiversIn(made: Pods, services: readonly InventoryObject[]): ReadonlyMap<PodContainer, InventoryObject> {
  const receivers = new Map<PodContainer, InventoryObject>();
  for (const service of services) {
    const { ports, publishNotReadyAddresses } = objectAt(service.manifest, 'spec');
    // Such a Service does not ask whether its pods are ready.
    if (publishNotReadyAddresses === true || !isList(ports)) continue;
    for (const port of ports.filter(isObject)) {
      const receiver = receiverOf(port, made);
      if (receiver && !receivers.has(receiver)) receivers.set(receiver, service);
    }
  }
  return receivers;
}

/** The container behind a port. Where none declares it, the only one; of several, nobody knows which. */
function receiverOf(port: JsonObject, { containers }: Pods): PodContainer | undefined {
  const target = port['targetPort'] ?? port['port'];
  const lasting = containers.filter(({ isLasting }) => isLasting);
  const declared = lasting.find(({ container }) => portsOf(container).some((each) => isPort(each, target, port)));
  return declared ?? (lasting.length === 1 && typeof target === 'number' ? lasting[0] : undefined);
}

function isPort(declared: JsonObject, target: Json | undefined, port: JsonObject): boolean {
  const given = typeof target === 'string' ? declared['name'] : declared['containerPort'];
  return given === target && protocolOf(declared) === protocolOf(port);
}
