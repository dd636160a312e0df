import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Include, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { external, KubeObject, override, Stack, synthesize, type Override } from 'stackwright';
import type { Json, JsonObject } from '../../lib/manifest/json';
import { isTarget, overridden } from '../../lib/manifest/override';
import { locationOf } from '../../lib/manifest/source';
import { temporaryFolder } from '../support/folder';
import { app } from '../support/objects';

const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          {
            name: 'web',
            image: 'web:1',
            args: ['a', 'b'],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
            ports: [{ containerPort: 80, name: 'http' }],
            volumeMounts: [{ name: 'data', mountPath: '/data' }],
          },
          { name: 'proxy', image: 'proxy:1' },
        ],
        volumes: [{ name: 'data', emptyDir: {} }],
        topologySpreadConstraints: [{ topologyKey: 'zone', maxSkew: 1 }],
      },
    },
  },
};

function merged(merge: JsonObject, target: JsonObject = deployment): JsonObject {
  const { manifest, mistake } = overridden(target, { merge });
  if (!manifest) throw new Error(mistake.message);
  return manifest;
}

function mistakeOf(change: Override, target: JsonObject = deployment) {
  return overridden(target, change).mistake;
}

/** A change of the pod. */
function inPod(spec: JsonObject): JsonObject {
  return { spec: { template: { spec } } };
}

/** A change of the container `web`. */
function inWeb(fields: JsonObject): JsonObject {
  return inPod({ containers: [{ name: 'web', ...fields }] });
}

describe('merge', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['sets a field', { spec: { replicas: 3 } }, { spec: { replicas: 3 } }],
    ['adds a field', { spec: { paused: true } }, { spec: { replicas: 2, paused: true } }],
    [
      'adds an object',
      { metadata: { annotations: { a: 'b' } } },
      { metadata: { name: 'web', annotations: { a: 'b' } } },
    ],
    ['puts an object in the place of a value', { spec: { replicas: { a: 1 } } }, { spec: { replicas: { a: 1 } } }],
    [
      'changes a container by its name',
      inWeb({ image: 'web:2' }),
      inPod({ containers: [{ name: 'web', image: 'web:2', args: ['a', 'b'] }, { name: 'proxy' }] }),
    ],
    ['replaces other lists', inWeb({ args: ['c'] }), inPod({ containers: [{ args: ['c'] }, {}] })],
    [
      'changes a variable by its name',
      inWeb({ env: [{ name: 'B', value: '3' }] }),
      inPod({
        containers: [
          {
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '3' },
            ],
          },
          {},
        ],
      }),
    ],
    [
      'adds a variable',
      inWeb({ env: [{ name: 'C', value: '3' }] }),
      inPod({ containers: [{ env: [{ name: 'A' }, { name: 'B' }, { name: 'C', value: '3' }] }, {}] }),
    ],
    [
      'changes a port by its number',
      inWeb({ ports: [{ containerPort: 80, name: 'web' }] }),
      inPod({ containers: [{ ports: [{ containerPort: 80, name: 'web' }] }, {}] }),
    ],
    [
      'changes a mount by its path',
      inWeb({ volumeMounts: [{ mountPath: '/data', readOnly: true }] }),
      inPod({ containers: [{ volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }] }, {}] }),
    ],
    [
      'adds a volume',
      inPod({ volumes: [{ name: 'tmp', emptyDir: {} }] }),
      inPod({ volumes: [{ name: 'data' }, { name: 'tmp', emptyDir: {} }] }),
    ],
    [
      'adds a list that was not there',
      inPod({ imagePullSecrets: [{ name: 'registry' }] }),
      inPod({ imagePullSecrets: [{ name: 'registry' }] }),
    ],
    [
      'changes a spread by its topology',
      inPod({ topologySpreadConstraints: [{ topologyKey: 'zone', minDomains: 2 }] }),
      inPod({ topologySpreadConstraints: [{ topologyKey: 'zone', maxSkew: 1, minDomains: 2 }] }),
    ],
    [
      'adds a container that has an image',
      inPod({ containers: [{ name: 'log', image: 'log:1' }] }),
      inPod({ containers: [{ name: 'web' }, { name: 'proxy' }, { name: 'log', image: 'log:1' }] }),
    ],
  ])('%s', (_title, change, expected) => {
    expect(merged(change)).toMatchObject(expected);
  });

  test("changes a Service's port by its number", () => {
    const service: JsonObject = { kind: 'Service', spec: { ports: [{ port: 80, targetPort: 'http' }, { port: 443 }] } };

    expect(merged({ spec: { ports: [{ port: 80, nodePort: 30080 }] } }, service)).toMatchObject({
      spec: { ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }, { port: 443 }] },
    });
  });

  test('replaces a list of a custom resource that has only the name of one that is merged', () => {
    const entry = { kind: 'ServiceEntry', spec: { ports: [{ number: 80, protocol: 'HTTP' }] } };

    expect(merged({ spec: { ports: [{ number: 443, protocol: 'TLS' }] } }, entry)).toMatchObject({
      spec: { ports: [{ number: 443, protocol: 'TLS' }] },
    });
  });

  test('removes a field by null', () => {
    expect(merged({ spec: { replicas: null } })['spec']).not.toHaveProperty('replicas');
  });

  test('removes a field of a container by null', () => {
    expect(merged(inWeb({ args: null }))).not.toHaveProperty(['spec', 'template', 'spec', 'containers', '0', 'args']);
  });

  test.each<[string, JsonObject, JsonObject]>([
    [
      'a field to remove is missing',
      { spec: { replica: null } },
      { rule: 'override/no-effect', message: "There is no 'replica' to remove.", pointer: '/spec/replica' },
    ],
    [
      'a field to remove is missing in a new object',
      { spec: { strategy: { type: null } } },
      { message: "There is no 'type' to remove.", pointer: '/spec/strategy/type' },
    ],
    [
      'a container of that name is missing',
      inPod({ containers: [{ name: 'wep', tty: true }] }),
      { message: "There is no container 'wep'; there is 'web' or 'proxy'.", pointer: '/spec/template/spec/containers' },
    ],
    [
      'there are no init containers at all',
      inPod({ initContainers: [{ name: 'setup', tty: true }] }),
      { message: "There is no container 'setup'; there is nothing." },
    ],
    [
      'an element does not say which it is',
      inWeb({ env: [{ value: '1' }] }),
      { message: "Each element needs 'name'.", pointer: '/spec/template/spec/containers/0/env' },
    ],
    [
      'a port does not say which it is',
      inWeb({ ports: [{ name: 'a' }] }),
      { message: "Each element needs 'containerPort' or 'port'." },
    ],
  ])('fails when %s', (_title, merge, expected) => {
    expect(mistakeOf({ merge })).toMatchObject(expected);
  });
});

describe('patch', () => {
  test('applies its operations one after the other', () => {
    const change: Override = {
      patch: [
        { op: 'add', path: '/spec/list', value: [] },
        { op: 'add', path: '/spec/list/-', value: 1 },
      ],
    };

    expect(overridden(deployment, change).manifest).toMatchObject({ spec: { list: [1] } });
  });

  test('fails when an operation finds nothing', () => {
    expect(mistakeOf({ patch: [{ op: 'remove', path: '/spec/paused' }] })).toMatchObject({
      rule: 'override/no-effect',
      message: "There is nothing at '/spec/paused': there is replicas, template.",
      pointer: '/spec/paused',
    });
  });

  test('fails when it leaves no object', () => {
    expect(mistakeOf({ patch: [{ op: 'replace', path: '', value: [] }] })).toMatchObject({
      rule: 'override/no-effect',
    });
  });
});

const json = fc.letrec<{ json: Json; list: Json[]; object: JsonObject }>((tie) => ({
  json: fc.oneof({ maxDepth: 4 }, fc.constantFrom(null, 1, 'x', true), tie('list'), tie('object')),
  list: fc.array(tie('json'), { maxLength: 3 }),
  object: fc.dictionary(
    fc.constantFrom('spec', 'a', 'env', 'ports', 'name', 'port', 'containers', 'image'),
    tie('json'),
    { maxKeys: 4 },
  ),
}));

test('no override changes the original', () => {
  fc.assert(
    fc.property(json.object, json.object, (target, merge) => {
      const before = structuredClone(target);
      overridden(target, { merge });
      expect(target).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

test('what was merged once is not changed by merging it again', () => {
  fc.assert(
    fc.property(json.object, json.object, (target, merge) => {
      const { manifest: once } = overridden(target, { merge });
      fc.pre(!JSON.stringify(merge).includes('null'));
      if (once) expect(overridden(once, { merge })).toEqual({ manifest: once });
    }),
    { numRuns: 500 },
  );
});

test('an error that is no miss is not hidden', () => {
  const merge: JsonObject = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new TypeError('broken');
      },
    },
  );

  expect(() => overridden(deployment, { merge })).toThrow(TypeError);
});

test.each([
  [{}, true],
  [{ kind: 'Deployment' }, true],
  [{ kind: 'deployment' }, false],
  [{ apiVersion: 'apps/v1' }, true],
  [{ apiVersion: 'apps/v1beta1' }, false],
  [{ name: 'web' }, true],
  [{ name: 'api' }, false],
  [{ kind: 'Deployment', name: 'api' }, false],
])('that %j is meant is %j', (target, expected) => {
  expect(isTarget(target, deployment)).toBe(expected);
});

describe('in a tree', () => {
  function shop(): Stack {
    const stack = new Stack(app(), 'shop', { namespace: 'shop', createNamespace: false });
    external(stack, { kind: 'Namespace', name: 'shop' });
    return stack;
  }

  function manifestsOf(stack: Stack): readonly JsonObject[] {
    const { ordered, findings } = synthesize(stack.node.root);
    expect(findings).toEqual([]);
    return ordered.map(({ manifest }) => manifest);
  }

  function findingsOf(stack: Stack) {
    return synthesize(stack.node.root).findings;
  }

  function config(scope: Construct, id: string, data: Record<string, string> = { A: '1' }) {
    return new KubeObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', data });
  }

  test('a field that the classes of cdk8s-plus do not know survives', () => {
    const stack = shop();
    const service = new kplus.Service(stack, 'web', { ports: [{ port: 80 }] });

    override(service, { merge: { spec: { trafficDistribution: 'PreferSameZone' } } });

    expect(manifestsOf(stack)).toMatchObject([{ kind: 'Service', spec: { trafficDistribution: 'PreferSameZone' } }]);
  });

  test('a container of a Deployment of cdk8s-plus is changed by its name', () => {
    const stack = shop();
    const web = new kplus.Deployment(stack, 'web', { containers: [{ name: 'web', image: 'web:1', portNumber: 80 }] });

    override(web, { kind: 'Deployment', merge: inWeb({ restartPolicy: 'Always' }) });

    expect(manifestsOf(stack)).toMatchObject([
      inPod({ containers: [{ name: 'web', image: 'web:1', restartPolicy: 'Always' }] }),
    ]);
  });

  test('an object of an included file is changed by its name', () => {
    const stack = shop();
    const url = join(temporaryFolder(), 'nginx.yaml');
    writeFileSync(
      url,
      ['a', 'b']
        .map((name) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}, data: {A: "1"}}`)
        .join('\n---\n'),
    );

    override(new Include(stack, 'nginx', { url }), {
      name: 'b',
      patch: [{ op: 'replace', path: '/data/A', value: '2' }],
    });

    expect(manifestsOf(stack)).toMatchObject([{ data: { A: '1' } }, { data: { A: '2' } }]);
  });

  test('it comes after the JSON patches of cdk8s', () => {
    const stack = shop();
    const object = config(stack, 'config');

    override(object, { merge: { data: { A: 'last' } } });
    object.addJsonPatch(JsonPatch.replace('/data/A', 'first'));

    expect(manifestsOf(stack)).toMatchObject([{ data: { A: 'last' } }]);
  });

  test('that of an outer construct comes after that of an inner one', () => {
    const stack = shop();
    const inner = new Construct(stack, 'inner');
    config(inner, 'config');

    override(stack, { merge: { data: { A: 'outer' } } });
    override(inner, { merge: { data: { A: 'inner' } } });

    expect(manifestsOf(stack)).toMatchObject([{ data: { A: 'outer' } }]);
  });

  test('those of one construct come in their order', () => {
    const stack = shop();
    config(stack, 'config');

    override(stack, { merge: { data: { A: '2' } } });
    override(stack, { merge: { data: { A: '3' } } });

    expect(manifestsOf(stack)).toMatchObject([{ data: { A: '3' } }]);
  });

  test('every object that is meant is changed', () => {
    const stack = shop();
    config(stack, 'a');
    config(stack, 'b');

    override(stack, { kind: 'ConfigMap', merge: { data: { B: '2' } } });

    expect(manifestsOf(stack)).toMatchObject([{ data: { A: '1', B: '2' } }, { data: { A: '1', B: '2' } }]);
  });

  test('objects beside the construct are left alone', () => {
    const stack = shop();
    config(stack, 'b');
    const inner = new Construct(stack, 'a');
    config(inner, 'config');
    config(stack, 'c');

    override(inner, { merge: { data: { A: '2' } } });

    expect(manifestsOf(stack)).toMatchObject([{ data: { A: '2' } }, { data: { A: '1' } }, { data: { A: '1' } }]);
  });

  test('fails when no object is meant', () => {
    const stack = shop();
    config(stack, 'config');

    override(stack, { kind: 'Deployment', name: 'web', merge: {} });

    expect(findingsOf(stack)).toMatchObject([
      {
        rule: 'override/no-target',
        path: 'shop',
        message: "There is no object with kind 'Deployment' and name 'web' at or below the construct of the override.",
        want: 'ConfigMap config',
      },
    ]);
  });

  test('fails when there is no object to change', () => {
    const stack = shop();

    override(stack, { merge: {} });

    expect(findingsOf(stack)).toMatchObject([{ rule: 'override/no-target', want: 'nothing: there are no objects' }]);
  });

  test('fails when one of several objects has not the field to remove', () => {
    const stack = shop();
    config(stack, 'a', { A: '1', B: '2' });
    config(stack, 'b', { A: '1' });

    override(stack, { merge: { data: { B: null } } });

    expect(findingsOf(stack)).toMatchObject([{ rule: 'override/no-effect', path: 'shop', pointer: '/data/B' }]);
  });

  test('a mistake names the line of the override', () => {
    const stack = shop();
    override(stack, { merge: {} });
    const line = Number(/:(\d+):\d+\)?$/.exec(new Error('here').stack?.split('\n')[1] ?? '')?.[1]) - 1;

    expect(findingsOf(stack).map(({ trace }) => locationOf(trace))).toEqual([`${__filename}:${line}`]);
  });

  test('a custom resource is changed as any other', () => {
    const stack = shop();
    const widget = new ApiObject(stack, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget', spec: { size: 1 } });

    override(widget, { apiVersion: 'example.com/v1', merge: { spec: { size: 2 } } });

    expect(manifestsOf(stack)).toMatchObject([{ kind: 'Widget', spec: { size: 2 } }]);
  });
});

describe('of fields that exclude each other, merge keeps the one that it sets', () => {
  const change = (manifest: JsonObject, merge: JsonObject): unknown => overridden(manifest, { merge }).manifest;

  test.each<[string, JsonObject, JsonObject, JsonObject]>([
    [
      'a variable',
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }] },
      { env: [{ name: 'A', value: '1' }] },
      { env: [{ name: 'A', value: '1' }] },
    ],
    [
      'a volume',
      { volumes: [{ name: 'c', configMap: { name: 'c' } }] },
      { volumes: [{ name: 'c', emptyDir: {} }] },
      { volumes: [{ name: 'c', emptyDir: {} }] },
    ],
    [
      'a probe',
      { readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 5 } },
      { readinessProbe: { exec: { command: ['true'] } } },
      { readinessProbe: { periodSeconds: 5, exec: { command: ['true'] } } },
    ],
    [
      'a strategy',
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      { strategy: { type: 'Recreate' } },
      { strategy: { type: 'Recreate' } },
    ],
    [
      'ports of one number',
      { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] },
      { ports: [{ port: 53, protocol: 'UDP', nodePort: 30053 }] },
      { ports: [{ port: 53 }, { port: 53, protocol: 'UDP', nodePort: 30053 }] },
    ],
    [
      'fields of the same one',
      { volumes: [{ name: 'c', configMap: { name: 'c' } }] },
      { volumes: [{ name: 'c', configMap: { optional: true } }] },
      { volumes: [{ name: 'c', configMap: { name: 'c', optional: true } }] },
    ],
  ])('%s', (_, manifest, merge, expected) => {
    expect(change(manifest, merge)).toEqual(expected);
  });

  test.each<[string, Override]>([
    ['nothing to merge', { merge: {} }],
    ['no operation', { patch: [] }],
  ])('fails with %s', (_, empty) => {
    const { mistake } = overridden({}, empty);

    expect(mistake).toMatchObject({ rule: 'override/no-effect' });
  });
});
