import { exampleContainer, examplePod } from '../example-objects';
import { exampleObject } from './examples';
import { missing } from './missing';

const podWith = (container: string): string => examplePod(`{ containers: [${exampleContainer(container)}] }`);
const variable = (source: string): string => podWith(`env: [{ name: PORT, valueFrom: { ${source} } }]`);

/** ConfigMaps that pods take variables or files from. */
export const configMaps = missing(
  {
    id: 'link/config-map',
    pack: 'baseline',
    severity: 'error',
    title: 'A ConfigMap that a pod needs is in its namespace.',
    why: 'The pod waits for it and does not start.',
    fix: 'Make the ConfigMap, or correct the name.',
    fails: `${variable('configMapKeyRef: { name: web-config, key: PORT }')}${exampleObject('ConfigMap', 'web', "data: { PORT: '8080' }")}`,
    passes: `${variable('configMapKeyRef: { name: web, key: PORT }')}${exampleObject('ConfigMap', 'web', "data: { PORT: '8080' }")}`,
  },
  { kinds: ['ConfigMap'] },
);

/** The lists of Secrets of an account that say what it may mount: none of them is needed. */
const PULL = /^imagePullSecrets$/;
const CERTIFYING = new Set(['Ingress.networking.k8s.io', 'Gateway.gateway.networking.k8s.io']);

/** Secrets that pods take variables or files from. */
export const secrets = missing(
  {
    id: 'link/secret',
    pack: 'baseline',
    severity: 'error',
    title: 'A Secret that a pod needs is in its namespace, or declared as made elsewhere.',
    why: 'The pod waits for it and does not start.',
    fix: 'Make the Secret or what generates it, correct the name, or declare it as made elsewhere.',
    fails: variable('secretKeyRef: { name: database, key: password }'),
    passes: `${variable('secretKeyRef: { name: database, key: password }')}
      ---
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: { name: database, namespace: shop }
      spec:
        secretStoreRef: { kind: ClusterSecretStore, name: vault }
        data: [{ secretKey: password, remoteRef: { key: shop/database } }]`,
  },
  {
    kinds: ['Secret'],
    when: ({ from, at }) =>
      !CERTIFYING.has(from.kind) && from.kind !== 'ServiceAccount' && !at.some((step) => PULL.test(String(step))),
  },
);

/** Secrets that images are pulled with. */
export const imagePullSecrets = missing(
  {
    id: 'link/image-pull-secret',
    pack: 'baseline',
    severity: 'error',
    title: 'A Secret that images are pulled with is in the namespace of the pods, or declared as made elsewhere.',
    why: 'The node asks the registry without credentials, which refuses private images.',
    fix: 'Make the Secret, correct the name, or declare it as made elsewhere.',
    fails: `${examplePod(`{ imagePullSecrets: [{ name: registery }], containers: [${exampleContainer()}] }`)}${exampleObject('Secret', 'registry', 'type: kubernetes.io/dockerconfigjson\n      data: { .dockerconfigjson: e30= }')}`,
    passes: `${examplePod(`{ imagePullSecrets: [{ name: registry }], containers: [${exampleContainer()}] }`)}${exampleObject('Secret', 'registry', 'type: kubernetes.io/dockerconfigjson\n      data: { .dockerconfigjson: e30= }')}`,
  },
  { kinds: ['Secret'], when: ({ at }) => at.some((step) => PULL.test(String(step))) },
);

const ingress = (annotations: string): string => `
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: web, namespace: shop${annotations} }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example], secretName: shop-tls }]
        defaultBackend: { service: { name: web, port: { number: 80 } } }`;

/** Secrets with the certificates of an Ingress or a Gateway. */
export const tlsSecrets = missing(
  {
    id: 'link/tls-secret',
    pack: 'baseline',
    severity: 'error',
    title: 'The Secret with the certificate of an Ingress or a Gateway exists, or is declared as made elsewhere.',
    why: 'The controller serves a certificate of its own instead, which no client trusts, or none.',
    fix: 'Make the Secret, let cert-manager make it, correct the name, or declare it as made elsewhere.',
    fails: ingress(''),
    passes: ingress(', annotations: { cert-manager.io/cluster-issuer: letsencrypt }'),
  },
  { kinds: ['Secret'], when: ({ from }) => CERTIFYING.has(from.kind) },
);
