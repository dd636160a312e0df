import type { JsonObject } from '../../../lib/manifest/json';
import type { Base, Value } from './validation-objects';

const FINALIZERS: readonly Value[] = [
  [],
  ['backup'],
  ['shop.example/backup'],
  ['shop.example'],
  ['Shop.example/backup'],
  ['shop.example/back up'],
  ['kubernetes'],
  ['orphan'],
  ['orphan', 'foregroundDeletion'],
];

const owner = (kind: string, fields: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind,
  name: 'web',
  uid: 'f6a3c5b2',
  ...fields,
});

const OWNERS: readonly Value[] = [
  [owner('ConfigMap')],
  [owner('Event')],
  [owner('Event', { apiVersion: 'events.k8s.io/v1' })],
  [owner('ConfigMap', { controller: true }), owner('Secret')],
  [owner('ConfigMap', { controller: true }), owner('Secret', { controller: true })],
];

const PREFIXES: readonly Value[] = ['web-', 'web.', 'a/b', 'Web-', 'web_', '-', 'a.b-', '1-', 'a'.repeat(80)];

const edits: Base['edits'] = {
  'metadata.finalizers': FINALIZERS,
  'metadata.ownerReferences': OWNERS,
  'metadata.generateName': PREFIXES,
};

/** An object without a name but for what its edits give it. */
const generated = (apiVersion: string, kind: string, fields: JsonObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: { namespace: 'validation', generateName: 'web-' },
  ...fields,
});

/** Valid objects, of which the metadata is edited. */
export const metadata: Readonly<Record<string, Base>> = {
  configMapMetadata: {
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'validation' } },
    edits,
  },
  generatedService: { object: generated('v1', 'Service', { spec: { ports: [{ port: 80 }] } }), edits },
  generatedRole: { object: generated('rbac.authorization.k8s.io/v1', 'Role', { rules: [] }), edits },
  generatedLease: { object: generated('coordination.k8s.io/v1', 'Lease', { spec: {} }), edits },
  generatedBudget: {
    object: generated('policy/v1', 'PodDisruptionBudget', { spec: { selector: {}, maxUnavailable: 1 } }),
    edits,
  },
};
