import { reachedBy } from '../../manifest/field-pattern';
import type { InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, valueAt, type Json, type JsonObject } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';

/** An object that a controller makes for another one. */
export interface Made {
  readonly kind: KindName;
  readonly name: string;
  /** Where it is; null: in every namespace. @default - that of the object it is made for */
  readonly namespace?: string | null;
  /** The keys of a ConfigMap or Secret; undefined: not known. */
  readonly keys?: readonly string[] | undefined;
}

type Maker = (manifest: JsonObject, name: string) => readonly Made[];

const TLS = ['tls.crt', 'tls.key', 'ca.crt'];

const secret = (name: Json | undefined, keys?: readonly string[]): readonly Made[] =>
  typeof name === 'string' && name !== '' ? [{ kind: 'Secret', name, keys }] : [];

const service = (name: string): Made => ({ kind: 'Service', name });

/** A Secret that a field of the spec names, with keys that nobody knows here. */
const namedAt =
  (...patterns: readonly string[]): Maker =>
  (manifest) =>
    patterns.flatMap((pattern) => reachedBy(pattern, manifest).flatMap(([name]) => secret(name)));

/** Objects that are called as the one they are made for, with something before or after. */
const derived =
  (kind: KindName, ...names: readonly string[]): Maker =>
  (_manifest, name) =>
    names.map((pattern) => ({ kind, name: pattern.replace('*', name) }));

const both =
  (...makers: readonly Maker[]): Maker =>
  (manifest, name) =>
    makers.flatMap((maker) => maker(manifest, name));

function sealed(manifest: JsonObject, name: string): readonly Made[] {
  const template = objectAt(manifest, 'spec', 'template');
  const keys = [
    ...Object.keys(objectAt(manifest, 'spec', 'encryptedData')),
    ...Object.keys(objectAt(template, 'data')),
    ...Object.keys(objectAt(manifest, 'spec', 'data')),
  ];
  return secret(text(objectAt(template, 'metadata')['name'], name), keys);
}

/** What an ExternalSecret writes; the keys are those of its template where it has one, which replaces the rest. */
function external(spec: JsonObject, name: string): readonly Made[] {
  const target = objectAt(spec, 'target');
  if (target['creationPolicy'] === 'None') return [];
  const isOpen = isFilled(spec['dataFrom']) || target['creationPolicy'] === 'Merge';
  const own = isList(spec['data']) ? spec['data'].map((item) => text(objectAt(item)['secretKey'])) : [];
  const template = objectAt(target, 'template');
  const templated = Object.keys(objectAt(template, 'data'));
  const keys = isOpen || isFilled(template['templateFrom']) ? undefined : [...own, ...templated];
  return secret(text(target['name'], name), keys);
}

function isFilled(value: Json | undefined): boolean {
  return isList(value) && value.length > 0;
}

function certificate(manifest: JsonObject): readonly Made[] {
  const spec = objectAt(manifest, 'spec');
  const more = 'keystores' in spec || 'additionalOutputFormats' in spec;
  return secret(spec['secretName'], more ? undefined : TLS);
}

const provided: Maker = (manifest) =>
  reachedBy('spec.secretObjects[]', manifest).flatMap(([item]) => {
    const { secretName, data } = isObject(item) ? item : {};
    return secret(secretName, isList(data) ? data.map((entry) => text(objectAt(entry)['key'])) : []);
  });

const ingress: Maker = (manifest) => {
  const annotations = objectAt(manifest, 'metadata', 'annotations');
  const isCertified = Object.keys(annotations).some((key) =>
    /^(cert-manager\.io\/|certmanager\.k8s\.io\/|cert\.gardener\.cloud\/|kubernetes\.io\/tls-acme$)/.test(key),
  );
  if (!isCertified) return [];
  const patterns = ['spec.tls[].secretName', 'spec.listeners[].tls.certificateRefs[].name'];
  return patterns.flatMap((pattern) => reachedBy(pattern, manifest).flatMap(([name]) => secret(name, TLS)));
};

const MAKERS: ReadonlyMap<KindName, Maker> = new Map<KindName, Maker>([
  ['SealedSecret.bitnami.com', sealed],
  ['ExternalSecret.external-secrets.io', (manifest, name) => external(objectAt(manifest, 'spec'), name)],
  [
    'ClusterExternalSecret.external-secrets.io',
    (manifest, name) => {
      const own = text(valueAt(manifest, ['spec', 'externalSecretName']), name);
      return external(objectAt(manifest, 'spec', 'externalSecretSpec'), own).map((it) => ({ ...it, namespace: null }));
    },
  ],
  ['Certificate.cert-manager.io', certificate],
  ['Ingress.networking.k8s.io', ingress],
  ['Gateway.gateway.networking.k8s.io', ingress],
  ['SecretProviderClass.secrets-store.csi.x-k8s.io', provided],
  [
    'Bundle.trust.cert-manager.io',
    (_manifest, name) => [
      { kind: 'ConfigMap', name, namespace: null },
      { kind: 'Secret', name, namespace: null },
    ],
  ],
  ['OnePasswordItem.onepassword.com', derived('Secret', '*')],
  ['ObjectBucketClaim.objectbucket.io', both(derived('Secret', '*'), derived('ConfigMap', '*'))],
  ['DataVolume.cdi.kubevirt.io', derived('PersistentVolumeClaim', '*')],
  ['Service.serving.knative.dev', derived('Service', '*')],
  ['KafkaUser.kafka.strimzi.io', derived('Secret', '*')],
  [
    'Kafka.kafka.strimzi.io',
    both(
      derived('Secret', '*-cluster-ca-cert', '*-clients-ca-cert'),
      derived('Service', '*-kafka-bootstrap', '*-kafka-brokers', '*-kafka-external-bootstrap'),
    ),
  ],
  [
    'Cluster.postgresql.cnpg.io',
    both(
      derived('Secret', '*-app', '*-superuser', '*-ca', '*-server', '*-replication'),
      derived('Service', '*-rw', '*-ro', '*-r'),
    ),
  ],
  ['postgresql.acid.zalan.do', both(derived('Service', '*', '*-repl', '*-pooler'))],
  [
    'Elasticsearch.elasticsearch.k8s.elastic.co',
    both(
      derived('Secret', '*-es-elastic-user', '*-es-http-certs-public', '*-es-http-certs-internal'),
      derived('Service', '*-es-http', '*-es-transport'),
    ),
  ],
  ['Kibana.kibana.k8s.elastic.co', derived('Service', '*-kb-http')],
  ['RabbitmqCluster.rabbitmq.com', both(derived('Secret', '*-default-user'), derived('Service', '*', '*-nodes'))],
  ['Prometheus.monitoring.coreos.com', () => [service('prometheus-operated')]],
  ['Alertmanager.monitoring.coreos.com', () => [service('alertmanager-operated')]],
  ['Service', namedServingSecret()],
]);

/** The Secret with a certificate that OpenShift makes for a Service. */
function namedServingSecret(): Maker {
  return (manifest) =>
    secret(objectAt(manifest, 'metadata', 'annotations')['service.beta.openshift.io/serving-cert-secret-name'], TLS);
}

/** What controllers make for an object. */
export function madeFor({ kind, manifest, name }: InventoryObject): readonly Made[] {
  return [...(MAKERS.get(kind)?.(manifest, name) ?? []), ...CONNECTION(manifest, name)];
}

/** Where resources of Crossplane and its like leave how they are reached. */
const CONNECTION = namedAt('spec.writeConnectionSecretToRef.name', 'spec.writeOutputsToSecret.name');

/** The claims that a StatefulSet makes, without their number at the end. */
export function claimsOf({ kind, manifest, name }: InventoryObject): readonly string[] {
  if (kind !== 'StatefulSet.apps') return [];
  return reachedBy('spec.volumeClaimTemplates[].metadata.name', manifest).map(
    ([template]) => `${text(template)}-${name}`,
  );
}
