import { isList, isObject, objectAt, text } from '../../../manifest/json';
import type { Json, JsonObject } from '../../../manifest/json';
import { groupOf, isClusterScoped, kindName } from '../../../manifest/kinds';
import { slug } from './texts';
import type { Subject } from './texts';
import { standsForValue } from './values';

/**
 * A Kubernetes object as its server hands it back: what was given, its metadata, and what the server sets in its
 * specification. No more is made up inside of what was given: the declarations call every field of every
 * object required, which no server fills.
 */
export function kubernetesObject(subject: Subject): JsonObject {
  const { inputs } = subject;
  const [apiVersion, kind] = [text(inputs['apiVersion']), text(inputs['kind'])];
  const secret = kind === 'Secret' ? secretData(inputs) : {};
  return {
    ...inputs,
    ...secret,
    metadata: metadataOf(subject, kindName(groupOf(apiVersion), kind)),
    ...specOf(kind, inputs),
  };
}

function metadataOf({ name, inputs }: Subject, kind: string): Json {
  const given = inputs['metadata'] ?? {};
  if (!isObject(given) || standsForValue(given)) return given;
  const generated = text(given['generateName'], `${slug(name)}-`);
  return {
    name: `${generated}1234567`,
    ...(isClusterScoped(kind) ? {} : { namespace: 'default' }),
    annotations: {},
    labels: {},
    uid: '00000000-0000-4000-8000-000000000001',
    resourceVersion: '1',
    generation: 1,
    creationTimestamp: '2024-01-01T00:00:00Z',
    ...given,
  };
}

function secretData({ data, stringData, type = 'Opaque' }: JsonObject): JsonObject {
  const plain = objectAt(stringData);
  if (data !== undefined || standsForValue(plain)) return { type };
  const encoded = Object.entries(plain).map(([key, value]): [string, string] => [
    key,
    Buffer.from(text(value, 'made-up')).toString('base64'),
  ]);
  return { type, data: Object.fromEntries(encoded) };
}

/** What programs read of a specification that they did not write: addresses, ports, bound volumes, nodes. */
function specOf(kind: string, inputs: JsonObject): JsonObject {
  const spec = inputs['spec'];
  if (!isObject(spec) || standsForValue(spec)) return {};
  if (kind === 'Service') return { spec: { ...serviceDefaults(spec), ...spec, ports: portsOf(spec) } };
  if (kind === 'PersistentVolumeClaim')
    return { spec: { volumeName: 'pvc-00000000', storageClassName: 'default', ...spec } };
  if (kind === 'Pod') return { spec: { nodeName: 'node-1', serviceAccountName: 'default', ...spec } };
  return {};
}

function serviceDefaults({ type }: JsonObject): JsonObject {
  if (type === 'ExternalName') return {};
  return { type: 'ClusterIP', clusterIP: '10.0.0.10', clusterIPs: ['10.0.0.10'], ipFamilies: ['IPv4'] };
}

function portsOf({ ports = [], type }: JsonObject): Json {
  if (!isList(ports)) return ports;
  const fromOutside = type === 'NodePort' || type === 'LoadBalancer';
  return ports.map((port) => (isObject(port) && fromOutside ? { nodePort: 30000, ...port } : port));
}
