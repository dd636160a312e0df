import * as fc from 'fast-check';
import type { After } from '../../lib/manifest/after';
import { dependenciesOf } from '../../lib/manifest/dependencies';
import { Inventory, titleOf, type InventoryObject } from '../../lib/manifest/inventory';
import type { JsonObject } from '../../lib/manifest/json';
import { rankOf } from '../../lib/manifest/kinds';
import { orderOf } from '../../lib/manifest/order';
import { referencesIn } from '../../lib/manifest/references';
import { core, inventoryObject, pod } from './inventory-of';

function depending(objects: readonly InventoryObject[], after: readonly After[] = []) {
  const inventory = new Inventory(objects, { after });
  const graph = referencesIn(inventory);
  const order = orderOf(inventory, graph.references);
  return { graph, order, dependencies: dependenciesOf({ inventory, graph, ordered: order.objects }) };
}

/** What an object waits for, itself or by way of others. */
function allOf(object: InventoryObject, dependencies: ReadonlyMap<InventoryObject, readonly InventoryObject[]>) {
  const found = new Set<InventoryObject>();
  const open = [object];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const other of dependencies.get(next) ?? []) {
      if (!found.has(other)) open.push(other);
      found.add(other);
    }
  }
  return found;
}

function namesOf(manifests: readonly JsonObject[], title: string): readonly string[] {
  const { dependencies } = depending(manifests.map((manifest) => inventoryObject(manifest)));
  const [, others = []] = [...dependencies].find(([object]) => titleOf(object) === title) ?? [];
  return others.map(titleOf).sort();
}

const rbac = 'rbac.authorization.k8s.io';

test('pods wait for what limits, isolates and permits them, and not for their Services', () => {
  const labels = { app: 'web' };
  const manifests: JsonObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    core('LimitRange', 'limits'),
    core('ResourceQuota', 'quota'),
    core('Service', 'web', { spec: { selector: labels } }),
    core('ServiceAccount', 'web'),
    {
      ...core('NetworkPolicy', 'web', { spec: { podSelector: { matchLabels: labels } } }),
      apiVersion: 'networking.k8s.io/v1',
    },
    {
      ...core('NetworkPolicy', 'other', { spec: { podSelector: { matchLabels: { app: 'x' } } } }),
      apiVersion: 'networking.k8s.io/v1',
    },
    { ...core('Role', 'read'), apiVersion: `${rbac}/v1` },
    {
      ...core('RoleBinding', 'web', {
        roleRef: { apiGroup: rbac, kind: 'Role', name: 'read' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
      }),
      apiVersion: `${rbac}/v1`,
    },
    pod('web', { serviceAccountName: 'web' }, labels),
  ];

  expect(namesOf(manifests, 'Pod shop/web')).toEqual([
    'LimitRange shop/limits',
    'Namespace shop',
    'NetworkPolicy shop/web',
    'ResourceQuota shop/quota',
    'RoleBinding shop/web',
    'ServiceAccount shop/web',
  ]);
  expect(namesOf(manifests, 'RoleBinding shop/web')).toContain('Role shop/read');
});

test('what intercepts requests waits for the pods behind it', () => {
  const manifests: JsonObject[] = [
    core('Service', 'hook', { spec: { selector: { app: 'hook' } } }),
    pod('hook', {}, { app: 'hook' }),
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'hook' },
      webhooks: [{ name: 'a.example', clientConfig: { service: { name: 'hook', namespace: 'shop' } } }],
    },
  ];

  expect(namesOf(manifests, 'ValidatingWebhookConfiguration hook')).toEqual(['Pod shop/hook', 'Service shop/hook']);
});

const paths = fc.constantFrom('stack/a', 'stack/a/x', 'stack/a/y', 'stack/b', 'stack/b/z', 'stack');
const manifests = fc.oneof(
  fc.nat(6).map((n): JsonObject => core('ConfigMap', `config-${n}`)),
  fc.nat(6).map((n): JsonObject => core('Service', `service-${n}`, { spec: { selector: { app: `pod-${n}` } } })),
  fc.nat(6).map((n): JsonObject => core('LimitRange', `limits-${n}`)),
  fc
    .tuple(fc.nat(6), fc.nat(6))
    .map(([n, m]) => pod(`pod-${n}`, { volumes: [{ configMap: { name: `config-${m}` } }] }, { app: `pod-${n}` })),
);
const trees = fc.uniqueArray(fc.tuple(manifests, paths), {
  maxLength: 20,
  selector: ([manifest]) => titleOf(inventoryObject(manifest)),
});
const afters = fc.array(fc.record({ dependent: paths, dependency: paths }), { maxLength: 3 });

test('many objects after many others take few edges, and all of them wait for all', () => {
  const objects = ['a', 'b'].flatMap((side) =>
    Array.from({ length: 60 }, (_, n) => inventoryObject(core('ConfigMap', `${side}-${n}`), `stack/${side}/${n}`)),
  );
  const { dependencies } = depending(objects, [{ dependent: 'stack/b', dependency: 'stack/a' }]);
  const later = objects.filter(({ path }) => path.startsWith('stack/b'));

  expect([...dependencies.values()].flat().length).toBeLessThan(2 * objects.length);
  for (const object of later) expect(allOf(object, dependencies).size).toBeGreaterThanOrEqual(60);
});

test('of any tree they are without circles, and as the one order has it', () => {
  fc.assert(
    fc.property(trees, afters, (tree, after) => {
      const { dependencies, order } = depending(
        tree.map(([manifest, path]) => inventoryObject(manifest, path)),
        after,
      );
      const position = new Map(order.objects.map((object, index) => [object, index]));
      for (const [object, others] of dependencies) {
        expect(new Set(others).size).toBe(others.length);
        for (const other of others) expect(position.get(other)).toBeLessThan(position.get(object) ?? -1);
      }
    }),
  );
});

test('of any tree they hold what is referred to, and what `after` says, directly or by way of others', () => {
  fc.assert(
    fc.property(trees, afters, (tree, after) => {
      const objects = tree.map(([manifest, path]) => inventoryObject(manifest, path));
      const { dependencies, graph, order } = depending(objects, after);
      fc.pre(order.findings.length === 0);
      for (const { from, to } of graph.references) {
        if (to && to !== from && rankOf(to.kind) <= rankOf(from.kind)) expect(allOf(from, dependencies)).toContain(to);
      }
      const below = (path: string) =>
        objects.filter((object) => object.path === path || object.path.startsWith(`${path}/`));
      for (const { dependent, dependency } of after) {
        const before = below(dependency);
        for (const object of below(dependent)) {
          if (before.includes(object)) continue;
          for (const other of before) expect(allOf(object, dependencies)).toContain(other);
        }
      }
    }),
    { numRuns: 300 },
  );
});
