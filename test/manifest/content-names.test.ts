import * as fc from 'fast-check';
import { namedByContent, type ChangeMode } from '../../lib/manifest/content-names';
import type { InventoryObject } from '../../lib/manifest/inventory';
import { objectAt, text, valueAt, type Json, type JsonObject } from '../../lib/manifest/json';
import { core, inventoryObject, pod } from './inventory-of';

const CHECKSUM = 'stackwright.dev/configuration-checksum';

type Data = Readonly<Record<string, string>>;

function published(objects: readonly InventoryObject[], modes: Readonly<Record<string, ChangeMode>>) {
  return namedByContent(objects, new Map(objects.map((object) => [object, modes[object.name]]))).objects;
}

/** A ConfigMap `config` and its consumers, by the names they got. */
function named(data: Data, consumers: readonly JsonObject[], mode: ChangeMode = 'rename'): readonly JsonObject[] {
  const objects = [core('ConfigMap', 'config', { data }), ...consumers].map((each) => inventoryObject(each));
  return published(objects, { config: mode }).map(({ manifest }) => manifest);
}

function configsIn(manifests: readonly JsonObject[]): readonly JsonObject[] {
  return manifests.filter(({ kind }) => kind === 'ConfigMap');
}

function nameOf(manifest: JsonObject | undefined): string {
  return text(objectAt(manifest, 'metadata')['name']);
}

/** How a pod can take a configuration; some ways take all keys whatever is asked for. */
const WAYS: readonly ((keys: readonly string[]) => JsonObject)[] = [
  (keys) => ({
    containers: [{ env: keys.map((key) => ({ name: key, valueFrom: { configMapKeyRef: { name: 'config', key } } })) }],
  }),
  (keys) => ({ volumes: [{ configMap: { name: 'config', items: keys.map((key) => ({ key, path: key })) } }] }),
  (keys) => ({
    volumes: [
      { projected: { sources: [{ configMap: { name: 'config', items: keys.map((key) => ({ key, path: key })) } }] } },
    ],
  }),
];
const WHOLE: readonly JsonObject[] = [
  { containers: [{ envFrom: [{ configMapRef: { name: 'config' } }] }] },
  { initContainers: [{ envFrom: [{ configMapRef: { name: 'config' } }] }] },
  { volumes: [{ configMap: { name: 'config' } }] },
];
const allOf = WHOLE[0]!;
const envOf = WAYS[0]!;
const filesOf = WAYS[1]!;

test('a consumer names the configuration that has its content in the name', () => {
  const [web, config] = named({ A: '1' }, [pod('web', allOf)]);

  expect(nameOf(config)).toMatch(/^config-[a-z0-9]{10}$/);
  expect(valueAt(web, ['spec', 'containers', 0, 'envFrom', 0, 'configMapRef', 'name'])).toBe(nameOf(config));
});

test('the name is the same for the same content', () => {
  expect(named({ A: '1', B: '2' }, [])).toEqual(named({ B: '2', A: '1' }, []));
});

test.each<[string, JsonObject, JsonObject]>([
  ['text', { data: { A: '1' } }, { data: { A: '2' } }],
  ['a key', { data: { A: '1' } }, { data: { B: '1' } }],
  ['bytes', { binaryData: { A: 'MQ==' } }, { binaryData: { A: 'Mg==' } }],
  ['a secret text', { stringData: { A: '1' } }, { stringData: { A: '2' } }],
  ['the type', { type: 'Opaque' }, { type: 'kubernetes.io/tls' }],
])('%s that changes changes the name', (_title, before, after) => {
  const name = (fields: JsonObject) =>
    published([inventoryObject(core('Secret', 'db', fields))], { db: 'rename' }).map((object) => object.name);

  expect(name(before)).not.toEqual(name(after));
});

test('labels are no content', () => {
  const labelled = {
    ...core('ConfigMap', 'config', { data: { A: '1' } }),
    metadata: { name: 'config', namespace: 'shop', labels: { a: 'b' } },
  };
  const [plain] = named({ A: '1' }, []);

  expect(published([inventoryObject(labelled)], { config: 'rename' })).toMatchObject([{ name: nameOf(plain) }]);
});

test('consumers of the same keys share one object', () => {
  const manifests = named({ A: '1', B: '2' }, [pod('web', envOf(['A'])), pod('api', filesOf(['A']))]);

  expect(configsIn(manifests)).toMatchObject([{ data: { A: '1' } }]);
});

test('consumers of different keys get an object each, with their keys alone', () => {
  const manifests = named({ A: '1', B: '2' }, [pod('web', envOf(['A'])), pod('api', envOf(['B']))]);

  expect(configsIn(manifests).map(({ data }) => data)).toEqual([{ A: '1' }, { B: '2' }]);
});

test('a consumer that takes keys in several ways gets one object with all of them', () => {
  const manifests = named({ A: '1', B: '2', C: '3' }, [pod('web', { ...envOf(['A']), ...filesOf(['B']) })]);

  expect(configsIn(manifests)).toMatchObject([{ data: { A: '1', B: '2' } }]);
});

test('a consumer that takes some keys and the whole gets the whole', () => {
  const manifests = named({ A: '1', B: '2' }, [
    pod('web', { ...envOf(['A']), volumes: [{ configMap: { name: 'config' } }] }),
  ]);

  expect(configsIn(manifests).map(({ data }) => data)).toEqual([{ A: '1', B: '2' }]);
});

test('a volume with an empty list of items takes the whole', () => {
  expect(configsIn(named({ A: '1' }, [pod('web', filesOf([]))]))).toMatchObject([{ data: { A: '1' } }]);
});

test('a configuration that nobody uses is published with its content in the name', () => {
  expect(named({ A: '1' }, [])).toMatchObject([
    {
      kind: 'ConfigMap',
      metadata: { name: expect.stringMatching(/^config-[a-z0-9]{10}$/) as unknown },
      data: { A: '1' },
    },
  ]);
});

test('a field that holds none of the keys is left out', () => {
  const both = inventoryObject(core('ConfigMap', 'config', { data: { A: '1' }, binaryData: { B: 'MQ==' } }));
  const objects = published([both, inventoryObject(pod('web', envOf(['A'])))], { config: 'rename' });

  expect(objects.at(-1)?.manifest).not.toHaveProperty('binaryData');
});

test('a configuration of another namespace is not taken for it', () => {
  const web: JsonObject = { ...pod('web', allOf), metadata: { name: 'web', namespace: 'other' } };

  expect(named({ A: '1' }, [web])[0]).toEqual(web);
});

test('a configuration without a mode keeps its name', () => {
  const objects = [
    inventoryObject(core('ConfigMap', 'config', { data: { A: '1' } })),
    inventoryObject(pod('web', allOf)),
  ];

  expect(published(objects, {})).toEqual(objects);
});

test('two of one name stay as they are, with their consumers', () => {
  const objects = [
    core('ConfigMap', 'config', { data: { A: '1' } }),
    core('ConfigMap', 'config'),
    pod('web', allOf),
  ].map((each) => inventoryObject(each));

  expect(published(objects, { config: 'rename' })).toEqual(objects);
});

describe('restart', () => {
  test('keeps the name', () => {
    expect(configsIn(named({ A: '1' }, [pod('web', allOf)], 'restart')).map(nameOf)).toEqual(['config']);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['Pod', pod('web', allOf), ['metadata', 'annotations', CHECKSUM]],
    [
      'Deployment',
      { ...core('Deployment', 'web', { spec: { template: { spec: allOf } } }), apiVersion: 'apps/v1' },
      ['spec', 'template', 'metadata', 'annotations', CHECKSUM],
    ],
    [
      'CronJob',
      {
        ...core('CronJob', 'web', { spec: { jobTemplate: { spec: { template: { spec: allOf } } } } }),
        apiVersion: 'batch/v1',
      },
      ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'annotations', CHECKSUM],
    ],
  ])('marks the pods of a %s', (_kind, consumer, at) => {
    const [marked] = named({ A: '1' }, [consumer], 'restart');

    expect(valueAt(marked, at)).toMatch(/^[a-z0-9]{10}$/);
  });

  test('leaves those that do not consume it as they are', () => {
    const other = pod('other', {});

    expect(named({ A: '1' }, [other, pod('web', allOf)], 'restart')).toContainEqual(other);
  });

  test('keeps the annotations that are there', () => {
    const consumer: JsonObject = {
      ...pod('web', allOf),
      metadata: { name: 'web', namespace: 'shop', annotations: { a: 'b' } },
    };

    expect(named({ A: '1' }, [consumer], 'restart')[0]).toMatchObject({ metadata: { annotations: { a: 'b' } } });
  });
});

describe('a Job', () => {
  const job = (image: string): JsonObject => ({
    ...core('Job', 'migrate', { spec: { template: { spec: { containers: [{ image }], ...filesOf(['A']) } } } }),
    apiVersion: 'batch/v1',
  });
  const nameAfter = (image: string, data: Data) => {
    const objects = [inventoryObject(job(image)), inventoryObject(core('ConfigMap', 'config', { data }))];
    return published(objects, { migrate: 'rename', config: 'rename' })[0]?.name;
  };

  test('has its template in the name', () => {
    expect(nameAfter('app:1', { A: '1' })).toMatch(/^migrate-[a-z0-9]{10}$/);
  });

  test('has the same name for the same template', () => {
    expect(nameAfter('app:1', { A: '1', B: '1' })).toBe(nameAfter('app:1', { A: '1', B: '2' }));
  });

  test('has another name with another image', () => {
    expect(nameAfter('app:1', { A: '1' })).not.toBe(nameAfter('app:2', { A: '1' }));
  });

  test('has another name with another configuration', () => {
    expect(nameAfter('app:1', { A: '1' })).not.toBe(nameAfter('app:1', { A: '2' }));
  });

  test('is called in its manifest as in the inventory', () => {
    const [object] = published([inventoryObject(job('app:1'))], { migrate: 'rename' });

    expect(nameOf(object?.manifest)).toBe(object?.name);
  });

  test('keeps its name without a mode', () => {
    expect(published([inventoryObject(job('app:1'))], {})).toMatchObject([{ name: 'migrate' }]);
  });
});

const KEYS = ['A', 'B', 'C', 'D'] as const;

/** Pods that use some keys in some ways, and the keys they use. */
const consumers = fc.array(
  fc.oneof(
    fc
      .record({ ways: fc.subarray([...WAYS], { minLength: 1 }), keys: fc.subarray([...KEYS], { minLength: 1 }) })
      .map(({ ways, keys }) => ({ keys, specs: ways.map((way) => way(keys)) })),
    fc.subarray([...WHOLE], { minLength: 1 }).map((specs) => ({ keys: [...KEYS], specs })),
    fc.constant({ keys: [], specs: [{}] }),
  ),
  { maxLength: 6 },
);

function merged(specs: readonly JsonObject[]): JsonObject {
  const lists = ['containers', 'initContainers', 'volumes'].map((field): [string, Json] => [
    field,
    specs.flatMap((spec) => valueAt(spec, [field]) ?? []),
  ]);
  return Object.fromEntries(lists);
}

const values = fc.tuple(...KEYS.map(() => fc.string()));

test.each<ChangeMode>(['rename', 'restart'])(
  'with %s, exactly the consumers of a key change when it changes',
  (mode) => {
    fc.assert(
      fc.property(consumers, values, fc.constantFrom(...KEYS), fc.string(), (pods, texts, changed, value) => {
        const before: Data = Object.fromEntries(KEYS.map((key, index) => [key, texts[index] ?? '']));
        fc.pre(before[changed] !== value);
        const manifests = pods.map(({ specs }, index) => pod(`pod-${index}`, merged(specs)));
        const podsIn = (data: Data) =>
          named(data, manifests, mode)
            .slice(0, pods.length)
            .map((each) => JSON.stringify(each));
        const [old, now] = [podsIn(before), podsIn({ ...before, [changed]: value })];
        const rolled = pods.map((_, index) => old[index] !== now[index]);
        expect(rolled).toEqual(pods.map(({ keys }) => keys.some((key) => key === changed)));
      }),
      { numRuns: 300 },
    );
  },
);

test('what a consumer names is there, with the keys that it uses', () => {
  fc.assert(
    fc.property(consumers, (pods) => {
      const data = Object.fromEntries(KEYS.map((key) => [key, key]));
      const manifests = named(
        data,
        pods.map(({ specs }, index) => pod(`pod-${index}`, merged(specs))),
      );
      const byName = new Map(configsIn(manifests).map((config) => [nameOf(config), config]));
      for (const [index, { keys }] of pods.entries()) {
        const names = new Set(JSON.stringify(manifests[index]).match(/config-[a-z0-9]{10}/g));
        const found = [...names].flatMap((name) => Object.keys(objectAt(byName.get(name), 'data')));
        expect(found.sort()).toEqual([...keys].sort());
      }
    }),
    { numRuns: 300 },
  );
});

test('the objects that were given are left as they are', () => {
  fc.assert(
    fc.property(consumers, (pods) => {
      const objects = [
        core('ConfigMap', 'config', { data: { A: '1' } }),
        ...pods.map(({ specs }, index) => pod(`${index}`, merged(specs))),
      ];
      const before = structuredClone(objects);
      published(
        objects.map((each) => inventoryObject(each)),
        { config: 'rename' },
      );
      expect(objects).toEqual(before);
    }),
  );
});
