import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { KubernetesVersion } from '../../../lib/checks/platform';
import { objects } from '../../../lib/checks/schema/objects';
import { replacedAt, type Json, type JsonObject, type JsonPath } from '../../../lib/manifest/json';
import { inventoryOf } from '../../manifest/inventory-of';
import { parse } from '../../support/objects';
import { judged, judgedBy } from '../judged';

const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'registry.example/web:1.0.0',
            resources: { limits: { cpu: 1, memory: '128Mi' } },
            ports: [{ containerPort: 8080 }],
            readinessProbe: { httpGet: { port: 'http' } },
          },
        ],
      },
    },
  },
};

const POD: JsonPath = ['spec', 'template', 'spec'];
const CONTAINER: JsonPath = [...POD, 'containers', 0];

function changed(path: JsonPath, value: Json): JsonObject {
  const object = replacedAt(deployment, path, value);
  if (typeof object !== 'object' || object === null || Array.isArray(object)) throw new Error('This is no object.');
  return object as JsonObject;
}

/** Which rules an object breaks, and where. */
function broken(object: JsonObject, kubernetesVersion: KubernetesVersion = '1.37'): readonly string[] {
  return judgedBy(objects, inventoryOf([object]), { kubernetesVersion }).map(
    ({ rule, pointer }) => `${rule} ${pointer ?? ''}`,
  );
}

test('an object as the API has it breaks nothing', () => {
  expect(broken(deployment)).toEqual([]);
});

test.each([
  ['golden/kube-native.production.yaml'],
  ['golden/kube-native.minikube.yaml'],
  ['golden/go-demo-2.production.yaml'],
  ['golden/go-demo-2.minikube.yaml'],
])('what the examples render has no mistakes: %s', (file) => {
  const all = parse(readFileSync(join(__dirname, '../..', file), 'utf8'));

  expect(all.length).toBeGreaterThan(5);
  expect(all.flatMap((object) => broken(object))).toEqual([]);
});

test('the examples are those that are compared', () => {
  expect(readdirSync(join(__dirname, '../../golden')).length).toBe(4);
});

test.each<[string, JsonPath, Json, string]>([
  ['unknown-field', ['spec', 'Replicas'], 3, "Write 'replicas': letters in upper and lower case count."],
  ['unknown-field', ['spec', 'replica'], 3, 'Remove it, or move it to where it belongs.'],
  ['unknown-field', ['spec', 'startegy'], {}, "Write 'strategy'."],
  ['unknown-field', [...POD, 'runAsNonRoot'], true, "Move it into 'securityContext'."],
  ['unknown-field', [...POD, 'image'], 'a', "Move it into 'containers'."],
  ['unknown-field', [...CONTAINER, 'nodeSelector'], {}, 'Move it up to the PodSpec.'],
  ['unknown-field', ['spec', 'selector', 'app'], 'web', "Move it into 'matchLabels'."],
  ['unknown-field', ['spec', 'containers'], [], "Move it into 'template.spec'."],
  ['unknown-field', ['namespace'], 'shop', "Move it into 'metadata'."],
  ['unknown-field', ['spec', 'updateStrategy'], { type: 'Recreate' }, "Write 'strategy'."],
  ['unknown-field', [...CONTAINER, 'securityContext', 'fsGroup'], 1, "Move it into 'securityContext' of the PodSpec."],
  [
    'unknown-field',
    [...POD, 'securityContext', 'privileged'],
    true,
    "Move it into 'containers.securityContext' of the PodSpec.",
  ],
  ['unknown-field', [...CONTAINER, 'resources', 'cpu'], 1, "Move it into 'limits' or 'requests'."],
  ['unknown-field', ['metadata', 'label'], {}, "Write 'labels'."],
  ['wrong-type', ['spec', 'replicas'], '3', 'Write 3, without quotes.'],
  ['wrong-type', [...POD, 'hostNetwork'], 'yes', 'Write true, without quotes.'],
  ['wrong-type', [...CONTAINER, 'env'], [{ name: 'PORT', value: 8080 }], "Put it in quotes: '8080'."],
  [
    'wrong-type',
    ['spec', 'strategy'],
    'Recreate',
    'Write it as fields, each with its name and `:` before it, and no `- `.',
  ],
  ['wrong-type', [...CONTAINER, 'env'], { PORT: '1' }, 'Write it as items, each with `- ` before it.'],
  ['wrong-value', [...CONTAINER, 'imagePullPolicy'], 'always', "Write 'Always'."],
  ['quantity', [...CONTAINER, 'resources', 'limits', 'memory'], '512MB', 'Write 512M.'],
  ['quantity', [...CONTAINER, 'resources', 'limits', 'memory'], '1 GiB', 'Write 1Gi.'],
  ['quantity', [...CONTAINER, 'resources', 'limits', 'cpu'], '2 cores', 'Write 2.'],
])('%s at %j: %j', (rule, path, value, fix) => {
  const findings = judged(objects, changed(path, value)).filter((finding) => finding.fix === fix);

  expect(findings).toMatchObject([{ rule: `schema/${rule}` }]);
});

test('a level too many is taken away', () => {
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'a' }, spec: { rules } };

  expect(judged(objects, role)).toMatchObject([{ fix: "Move what is in it up, and leave 'spec' out." }]);
});

test('a name in the place of another one is no name of what is around it', () => {
  const volume = { name: 'a', secret: { name: 'a' } };
  const fixes = judged(objects, changed([...POD, 'volumes'], [volume])).map(({ fix }) => fix);

  expect(fixes).toContain("Write 'secretName'.");
});

test.each<[JsonObject, string]>([
  [{ http: { paths: [{ odd: 1 }] } }, 'An HTTPIngressPath'],
  [{ odd: 1 }, 'An IngressRule'],
])('names have the article that they are spoken with: %j', (rule, start) => {
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { rules: [rule] },
  };

  expect(judged(objects, ingress).map(({ message }) => message)).toContain(`${start} has no field 'odd'.`);
});

test('it is no mistake to leave a field empty', () => {
  for (const field of ['replicas', 'strategy', 'paused']) expect(broken(changed(['spec', field], null))).toEqual([]);
  expect(broken(changed([...CONTAINER, 'imagePullPolicy'], ''))).toEqual([]);
  expect(broken(changed([...CONTAINER, 'env'], []))).toEqual([]);
});

test.each<[JsonPath, Json]>([
  [['spec', 'replicas'], 1.5],
  [['spec', 'replicas'], [3]],
  [['spec', 'template'], 'x'],
  [['spec', 'paused'], 'true'],
  [[...CONTAINER, 'command'], 'run'],
  [[...CONTAINER, 'resources'], []],
  [[...CONTAINER, 'readinessProbe', 'httpGet', 'port'], true],
  [[...CONTAINER, 'resources', 'limits', 'memory'], { a: 1 }],
  [['metadata', 'creationTimestamp'], 5],
])('the type of %j is not that of %j', (path, value) => {
  expect(broken(changed(path, value)).join()).toMatch(/^schema\/wrong-type/);
});

test('whole numbers have 32 or 64 bits', () => {
  expect(broken(changed(['spec', 'replicas'], 2 ** 31 - 1))).toEqual([]);
  expect(broken(changed(['spec', 'replicas'], 2 ** 31))).toEqual(['schema/wrong-value /spec/replicas']);
  expect(broken(changed([...POD, 'activeDeadlineSeconds'], 2 ** 31))).toEqual([]);
});

test('times and base64 are read as Go reads them', () => {
  const secret = (value: Json) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { a: value } });

  expect(broken(secret('YWJj'))).toEqual([]);
  expect(broken(secret('YW\nJj'))).toEqual([]);
  expect(broken(secret('not base64'))).toEqual(['schema/wrong-value /data/a']);
  expect(broken(changed(['metadata', 'creationTimestamp'], '2026-01-31T12:00:00+01:00'))).toEqual([]);
  expect(broken(changed(['metadata', 'creationTimestamp'], '2026-01-31'))).toEqual([
    'schema/wrong-value /metadata/creationTimestamp',
  ]);
});

test('what is missing is named where it belongs, the outermost first', () => {
  const { spec: _, ...bare } = deployment;

  expect(judged(objects, bare)).toMatchObject([
    {
      rule: 'schema/missing-field',
      pointer: '/spec',
      message: 'A Deployment has no spec, which needs selector and template.',
    },
  ]);
  expect(broken(changed(CONTAINER, { name: 'web' }))).toEqual([
    'schema/missing-field /spec/template/spec/containers/0/image',
  ]);
  expect(broken(changed([...POD, 'containers'], []))).toEqual(['schema/missing-field /spec/template/spec/containers']);
  expect(broken(changed([...POD, 'containers'], [null]))).toEqual([
    'schema/missing-field /spec/template/spec/containers/0/image',
    'schema/missing-field /spec/template/spec/containers/0/name',
  ]);
});

test('a status is only decoded: nobody who creates an object writes it', () => {
  expect(broken({ ...deployment, status: { conditions: [{}] } })).toEqual([]);
  expect(broken({ ...deployment, status: { replicas: '1', ready: 1 } })).toEqual([
    'schema/wrong-type /status/replicas',
    'schema/unknown-field /status/ready',
  ]);
});

test('the container is called by its name', () => {
  const [finding] = judged(objects, changed([...CONTAINER, 'ports', 0, 'containerPort'], '80'));

  expect(finding?.message).toBe(
    "'spec.template.spec.containers[0].ports[0].containerPort' is the text '80' in container 'web'.",
  );
});

test('a field of a later version is told as such', () => {
  const object = changed([...POD, 'resources'], { limits: { cpu: '1' } });

  expect(broken(object, '1.32')).toEqual([]);
  expect(judgedBy(objects, inventoryOf([object]), { kubernetesVersion: '1.30' })).toMatchObject([
    { message: "A PodSpec has no field 'resources' before Kubernetes 1.32; the cluster has 1.30." },
  ]);
});

test.each<[JsonObject, string]>([
  [{ kind: 'ConfigMap', metadata: { name: 'a' } }, '/apiVersion'],
  [{ apiVersion: 'v1', metadata: { name: 'a' } }, '/kind'],
  [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: 'a' }, '/metadata'],
  [{ apiVersion: 1, kind: 'ConfigMap', metadata: { name: 'a' } }, '/apiVersion'],
  [{ apiVersion: 'a/b/v1', kind: 'ConfigMap', metadata: { name: 'a' } }, '/apiVersion'],
])('%j is no object', (object, place) => {
  expect(broken(object)).toEqual([`schema/no-object ${place}`]);
});

test('objects have names, or are given them', () => {
  const unnamed = { apiVersion: 'v1', kind: 'ConfigMap' };

  expect(broken(unnamed)).toEqual(['schema/missing-field /metadata/name']);
  expect(broken({ ...unnamed, metadata: { generateName: 'a-' } })).toEqual([]);
});

test('kinds that are not known are not judged', () => {
  expect(broken({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' }, any: 1 })).toEqual([]);
});

test('any JSON at any place is judged without an error', () => {
  const places = fc.constantFrom<JsonPath>(
    ['spec'],
    ['metadata'],
    ['spec', 'template'],
    POD,
    CONTAINER,
    ['status'],
    [...CONTAINER, 'resources'],
  );
  fc.assert(
    fc.property(places, fc.jsonValue(), (path, value) => {
      // What fast-check calls a JSON value is one.
      expect(() => broken(changed(path, value as Json))).not.toThrow();
    }),
  );
});

test('a field that only the specification of old required is not missing', () => {
  const set = { ...deployment, kind: 'StatefulSet' };

  for (const version of ['1.27', '1.32', '1.37'] as const) expect(broken(set, version)).toEqual([]);
});

test.each<[string, string, JsonObject, readonly string[]]>([
  ['storage.k8s.io/v1', 'StorageClass', { provisioner: 'a', reclaimPolicy: 'Recycle' }, ['wrong-value /reclaimPolicy']],
  ['storage.k8s.io/v1', 'CSIDriver', { spec: { tokenRequests: [{ audience: '' }] } }, []],
  [
    'v1',
    'Pod',
    {
      spec: {
        containers: [{ name: 'a', image: 'a', resizePolicy: [{ resourceName: 'gpu', restartPolicy: 'NotRequired' }] }],
      },
    },
    ['wrong-value /spec/containers/0/resizePolicy/0/resourceName'],
  ],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    { spec: { policyName: 'a', validationActions: ['Deny'], paramRef: { name: 'a' } } },
    ['missing-field /spec/paramRef/parameterNotFoundAction'],
  ],
  [
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    {
      metadata: { name: 'as.b.example' },
      spec: {
        group: 'b.example',
        scope: 'Cluster',
        names: { kind: 'A', plural: 'as' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'map' } } }],
      },
    },
    [
      'wrong-value /spec/versions/0/schema/openAPIV3Schema/type',
      'definition /spec/versions/0/schema/openAPIV3Schema/type',
    ],
  ],
])('the server knows more of %s %s than its specification: %j', (apiVersion, kind, fields, places) => {
  expect(broken({ apiVersion, kind, metadata: { name: 'a' }, ...fields })).toEqual(
    places.map((place) => `schema/${place}`),
  );
});
