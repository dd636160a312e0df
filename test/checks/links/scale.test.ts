import fc from 'fast-check';
import { Context } from '../../../lib/checks/context';
import { exampleText } from '../../../lib/checks/example';
import { LINKS } from '../../../lib/checks/links';
import { pointer, replacedAt, type Json, type JsonObject, type JsonPath } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import { parse } from '../../support/objects';

const examples = LINKS.flatMap(({ rules }) => rules).flatMap(({ fails, passes }) =>
  [fails, passes].map((yaml) => parse(exampleText(yaml))),
);

function judge(manifests: readonly JsonObject[]): number {
  const inventory = inventoryOf(manifests);
  const context = new Context(inventory, referencesIn(inventory));
  return LINKS.flatMap((check) => check.judge(context)).length;
}

/** Every place in a value. */
function places(value: Json, at: JsonPath = []): readonly JsonPath[] {
  const children = Array.isArray(value)
    ? value.flatMap((item: Json, index) => places(item, [...at, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => places(child, [...at, key]))
      : [];
  return [at, ...children];
}

const junk = fc.constantFrom<Json>(
  null,
  0,
  -1.5,
  true,
  '',
  'text',
  [],
  [null],
  [0],
  ['a'],
  [[]],
  {},
  { a: null },
  { name: 1 },
);

test('no odd value in any field makes a rule fail itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(), fc.nat(), junk, (manifests, which, where, value) => {
      const index = which % manifests.length;
      const manifest = manifests[index]!;
      const paths = places(manifest).filter((path) => path.length > 1 && !/^\/metadata\/name/.test(pointer(path)));
      const at = paths[where % Math.max(paths.length, 1)];
      if (!at) return;
      const odd = replacedAt(manifest, at, value);

      expect(() => judge(manifests.map((it, other) => (other === index ? (odd as JsonObject) : it)))).not.toThrow();
    }),
    { numRuns: 3000 },
  );
});

/** A workload with all that belongs to it; of every second one nothing leads anywhere. */
function system(index: number): readonly JsonObject[] {
  const name = `app-${index}`;
  const other = index % 2 === 0 ? name : `${name}-x`;
  const namespace = `team-${index % 20}`;
  const yaml = `
    { apiVersion: apps/v1, kind: Deployment, metadata: { name: ${name}, namespace: ${namespace} }, spec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name}, team: all } }, spec: { serviceAccountName: ${other}, containers: [{ name: a, ports: [{ name: http, containerPort: 80 }], envFrom: [{ configMapRef: { name: ${other} } }, { secretRef: { name: ${other} } }], env: [{ name: A, valueFrom: { configMapKeyRef: { name: ${name}, key: ${other} } } }] }] } } } }
    ---
    { apiVersion: v1, kind: Service, metadata: { name: ${name}, namespace: ${namespace} }, spec: { selector: { app: ${other}, team: all }, ports: [{ port: 80, targetPort: http }] } }
    ---
    { apiVersion: v1, kind: ConfigMap, metadata: { name: ${name}, namespace: ${namespace} }, data: { ${name}: a } }
    ---
    { apiVersion: v1, kind: ServiceAccount, metadata: { name: ${name}, namespace: ${namespace} } }
    ---
    { apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: ${name}, namespace: ${namespace} }, spec: { podSelector: { matchLabels: { app: ${other} } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchLabels: { app: ${other} } } }, { podSelector: { matchLabels: { app: ${other} } } }] }] } }
    ---
    { apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: ${name}, namespace: ${namespace} }, spec: { tls: [{ secretName: ${other} }], rules: [{ host: ${name}.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${other}, port: { number: 80 } } } }] } }] } }
  `;
  return parse(yaml);
}

test('many objects take little time, broken as they may be', () => {
  const inventory = inventoryOf(Array.from({ length: 850 }, (_, index) => system(index)).flat());
  const graph = referencesIn(inventory);
  const context = new Context(inventory, graph);
  const start = process.cpuUsage();

  const count = LINKS.flatMap((check) => check.judge(context)).length;

  const { user, system: kernel } = process.cpuUsage(start);
  expect(count).toBeGreaterThan(2000);
  // Ten times what it takes, for slow machines: a loop over all pairs takes minutes.
  expect((user + kernel) / 1e6).toBeLessThan(5);
  if (process.env['TIMES']) console.log((user + kernel) / 1e3, count);
});
