import * as fc from 'fast-check';
import type { After } from '../../lib/manifest/after';
import { Inventory, titleOf, type InventoryObject } from '../../lib/manifest/inventory';
import type { JsonObject } from '../../lib/manifest/json';
import { rankOf } from '../../lib/manifest/kinds';
import { orderOf, type Order } from '../../lib/manifest/order';
import { referencesIn, type Reference } from '../../lib/manifest/references';
import { core, inventoryObject, pod } from './inventory-of';

function ordered(objects: readonly InventoryObject[], after: readonly After[] = []): Order {
  const inventory = new Inventory(objects, { after });
  return orderOf(inventory, referencesIn(inventory).references);
}

function namesIn(order: Order): readonly string[] {
  return order.objects.map(({ name }) => name);
}

function config(name: string, path?: string): InventoryObject {
  return inventoryObject(core('ConfigMap', name), path);
}

const NAMESPACE: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

function claim(name: string, spec: JsonObject = {}): JsonObject {
  return core('PersistentVolumeClaim', name, { spec });
}

test('kinds come in the order of their ranks', () => {
  const objects = [pod('web', {}), core('Service', 'web'), core('ConfigMap', 'web'), NAMESPACE];
  const { objects: sorted } = ordered(objects.map((each) => inventoryObject(each)));

  expect(sorted.map(({ kind }) => kind)).toEqual(['Namespace', 'ConfigMap', 'Service', 'Pod']);
});

test('objects of one kind come by name', () => {
  expect(namesIn(ordered([config('b'), config('c'), config('a')]))).toEqual(['a', 'b', 'c']);
});

test('what is referred to comes before what refers to it', () => {
  const copy = claim('a', { dataSource: { kind: 'PersistentVolumeClaim', name: 'b' } });

  expect(namesIn(ordered([inventoryObject(copy), inventoryObject(claim('b'))]))).toEqual(['b', 'a']);
});

test('a reference to a kind of a later rank is left out', () => {
  const account = core('ServiceAccount', 'web', { secrets: [{ name: 'token' }] });

  expect(ordered([inventoryObject(core('Secret', 'token')), inventoryObject(account)])).toMatchObject({
    objects: [{ name: 'web' }, { name: 'token' }],
    findings: [],
  });
});

test('a volume and a claim that name each other are in order', () => {
  const volume: JsonObject = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk' },
    spec: { claimRef: { name: 'data', namespace: 'shop' } },
  };

  expect(ordered([inventoryObject(claim('data', { volumeName: 'disk' })), inventoryObject(volume)])).toMatchObject({
    objects: [{ name: 'disk' }, { name: 'data' }],
    findings: [],
  });
});

test('all of a construct comes after all of another that it is declared to follow', () => {
  const objects = [
    config('a', 'stack/late/a'),
    config('b', 'stack/late/b'),
    config('c', 'stack/early/c'),
    config('d', 'stack/early/d'),
  ];

  expect(namesIn(ordered(objects, [{ dependent: 'stack/late', dependency: 'stack/early' }]))).toEqual([
    'c',
    'd',
    'a',
    'b',
  ]);
});

test('a declared order holds against the ranks of the kinds', () => {
  const objects = [config('config'), inventoryObject(pod('web', {}))];

  expect(namesIn(ordered(objects, [{ dependent: 'stack/config', dependency: 'stack/web' }]))).toEqual([
    'web',
    'config',
  ]);
});

test('what refers to an object that was put off is put off with it', () => {
  const user = pod('a', { volumes: [{ configMap: { name: 'config' } }] });
  const objects = [inventoryObject(user), config('config'), inventoryObject(pod('z', {}))];

  expect(namesIn(ordered(objects, [{ dependent: 'stack/config', dependency: 'stack/z' }]))).toEqual([
    'z',
    'config',
    'a',
  ]);
});

test('a construct that contains what it follows follows it with the rest', () => {
  const objects = [config('a', 'stack/a'), config('b', 'stack/migration')];

  expect(ordered(objects, [{ dependent: 'stack', dependency: 'stack/migration' }])).toMatchObject({
    objects: [{ name: 'b' }, { name: 'a' }],
    findings: [],
  });
});

test('a path is not taken for one that begins alike', () => {
  const objects = [config('a', 'stack/web'), config('b', 'stack/web-2'), config('c', 'stack/early')];

  expect(namesIn(ordered(objects, [{ dependent: 'stack/web', dependency: 'stack/early' }]))).toEqual(['b', 'c', 'a']);
});

test('an object comes after all that it follows, however long some of it waits', () => {
  const follow = (dependent: string, dependency: string): After => ({
    dependent: `stack/${dependent}`,
    dependency: `stack/${dependency}`,
  });
  const accounts = ['s1', 's2', 's3', 's4'].map((name) => inventoryObject(core('ServiceAccount', name)));
  const after = [
    ...[follow('s2', 's1'), follow('s3', 's2'), follow('s4', 's3'), follow('late', 's4')],
    ...[follow('z', 'y'), follow('a', 'z'), follow('a', 'late')],
  ];

  const names = namesIn(ordered([...accounts, ...['a', 'late', 'y', 'z'].map((name) => config(name))], after));
  expect(names).toEqual(['s1', 's2', 's3', 's4', 'late', 'y', 'z', 'a']);
});

test('the empty path stands for the whole app', () => {
  const objects = [config('a', 'one/a'), config('b', 'two/b')];

  expect(namesIn(ordered(objects, [{ dependent: '', dependency: 'two' }]))).toEqual(['b', 'a']);
});

describe('a circle', () => {
  const objects = ['behind', 'a', 'b', 'c', 'apart'].map((name) => config(name));
  const after: readonly After[] = [
    { dependent: 'stack/a', dependency: 'stack/b' },
    { dependent: 'stack/b', dependency: 'stack/c' },
    { dependent: 'stack/c', dependency: 'stack/a' },
    { dependent: 'stack/behind', dependency: 'stack/a' },
  ];

  test('is reported with the objects in it, each after the next', () => {
    const [finding] = ordered(objects, after).findings;
    const [, chain = ''] = /wait for each other: (.*)\.$/.exec(finding?.message ?? '') ?? [];
    const ring = chain.split(' after ').map((title) => title.replace('ConfigMap shop/', ''));

    expect('abcabc').toContain(ring.slice(0, 3).join(''));
    expect(ring).toEqual([...ring.slice(0, 3), ring[0]]);
  });

  test('is reported at the declaration that may be removed', () => {
    expect(ordered(objects, after).findings).toMatchObject([
      { rule: 'order/circle', severity: 'error', path: expect.stringMatching(/^stack\/[abc]$/) as unknown },
    ]);
  });

  test('takes no object out of the order', () => {
    expect([...namesIn(ordered(objects, after))].sort()).toEqual(['a', 'apart', 'b', 'behind', 'c']);
  });

  test('is reported beside others that have nothing to do with it', () => {
    const others = [config('x'), config('y')];
    const { findings } = ordered(
      [...objects, ...others],
      [...after, { dependent: 'stack/x', dependency: 'stack/y' }, { dependent: 'stack/y', dependency: 'stack/x' }],
    );

    expect(findings.map(({ message }) => /shop\/[xy]/.test(message))).toEqual([false, true]);
  });

  test('of references is reported at an object in it', () => {
    const trace = { stack: 'Error: trace' };
    const copies = (name: string, source: string) => ({
      ...inventoryObject(claim(name, { dataSource: { kind: 'PersistentVolumeClaim', name: source } })),
      trace,
    });

    expect(ordered([copies('a', 'b'), copies('b', 'a')]).findings).toMatchObject([
      {
        rule: 'order/circle',
        path: expect.stringMatching(/^stack\/[ab]$/) as unknown,
        trace,
        fix: 'Remove one of the references.',
      },
    ]);
  });
});

// Random trees. Every object has a number; it may name or follow those with lower numbers, so that there are no circles.

const DEFINITION: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: { group: 'example.com', scope: 'Namespaced', names: { kind: 'Widget' } },
};

/** One kind each, which names the given objects where its fields allow it. */
const MAKERS: readonly ((name: string, others: readonly string[]) => JsonObject)[] = [
  (name) => core('ConfigMap', name),
  (name) => core('Secret', name),
  (name) => core('Service', name),
  (name, others) => core('ServiceAccount', name, { secrets: others.map((other) => ({ name: other })) }),
  (name, [other = 'none']) => claim(name, { dataSource: { kind: 'PersistentVolumeClaim', name: other } }),
  (name, others) => ({
    ...core('Deployment', name),
    apiVersion: 'apps/v1',
    spec: {
      template: {
        spec: {
          containers: [
            {
              envFrom: others.flatMap((other): readonly JsonObject[] => [
                { configMapRef: { name: other } },
                { secretRef: { name: other } },
              ]),
            },
          ],
          volumes: others.map((other) => ({ persistentVolumeClaim: { claimName: other } })),
          serviceAccountName: others[0] ?? 'none',
        },
      },
    },
  }),
  (name, [other = 'none']) => ({ ...core('StatefulSet', name), apiVersion: 'apps/v1', spec: { serviceName: other } }),
  (name) => ({ ...core('Role', name), apiVersion: 'rbac.authorization.k8s.io/v1' }),
  (name, others) => ({
    ...core('RoleBinding', name),
    apiVersion: 'rbac.authorization.k8s.io/v1',
    roleRef: { kind: 'Role', name: others[0] ?? 'none' },
    subjects: others.map((other) => ({ kind: 'ServiceAccount', name: other })),
  }),
  (name) => ({ ...core('Widget', name), apiVersion: 'example.com/v1' }),
  (name, [other = 'none']) => ({
    ...core('HorizontalPodAutoscaler', name),
    apiVersion: 'autoscaling/v2',
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: other } },
  }),
];

const tree = fc
  .array(
    fc.record({
      maker: fc.nat(MAKERS.length - 1),
      names: fc.array(fc.nat(), { maxLength: 3 }),
      follows: fc.array(fc.nat(), { maxLength: 1 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((seeds) => {
    const nameOf = (number: number) => `object-${number}`;
    const objects = seeds.map(({ maker, names }, number) =>
      inventoryObject(MAKERS[maker]!(nameOf(number), number === 0 ? [] : names.map((each) => nameOf(each % number)))),
    );
    const after = seeds.flatMap(({ follows }, number): After[] =>
      number === 0
        ? []
        : follows.map((each) => ({
            dependent: `stack/${nameOf(number)}`,
            dependency: `stack/${nameOf(each % number)}`,
          })),
    );
    return { objects: [...objects, inventoryObject(NAMESPACE), inventoryObject(DEFINITION)], after };
  });

function placesOf(order: Order): ReadonlyMap<string, number> {
  return new Map(order.objects.map((object, index) => [titleOf(object), index]));
}

function isKept({ from, to }: Reference, places: ReadonlyMap<string, number>): boolean {
  if (!to || rankOf(to.kind) > rankOf(from.kind)) return true;
  return (places.get(titleOf(to)) ?? Infinity) < (places.get(titleOf(from)) ?? -1);
}

test('every reference points backwards, unless the kind it names has a later rank', () => {
  fc.assert(
    fc.property(tree, ({ objects, after }) => {
      const inventory = new Inventory(objects, { after });
      const { references } = referencesIn(inventory);
      const places = placesOf(orderOf(inventory, references));
      expect(references.filter((reference) => !isKept(reference, places))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('every declared order holds', () => {
  fc.assert(
    fc.property(tree, ({ objects, after }) => {
      const { objects: sorted } = ordered(objects, after);
      const placeOf = (path: string) => sorted.findIndex((object) => object.path === path);
      expect(after.filter(({ dependent, dependency }) => placeOf(dependent) < placeOf(dependency))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('every object is there once, and nothing is reported', () => {
  fc.assert(
    fc.property(tree, ({ objects, after }) => {
      const order = ordered(objects, after);
      expect(new Set(order.objects)).toEqual(new Set(objects));
      expect(order.objects).toHaveLength(objects.length);
      expect(order.findings).toEqual([]);
    }),
  );
});

test('the order is the same however the objects were declared', () => {
  const shuffled = tree.chain(({ objects, after }) =>
    fc.record({
      objects: fc.constant(objects),
      after: fc.constant(after),
      others: fc.shuffledSubarray(objects, { minLength: objects.length }),
      othersAfter: fc.shuffledSubarray([...after], { minLength: after.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ objects, after, others, othersAfter }) => {
      expect(ordered(others, othersAfter).objects.map(titleOf)).toEqual(ordered(objects, after).objects.map(titleOf));
    }),
    { numRuns: 300 },
  );
});
