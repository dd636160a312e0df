import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App as PlainApp, Chart, Include, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { App, Config, KubeObject, override, Stack } from 'stackwright';
import { collect } from '../../lib/manifest/collect';
import { report } from '../../lib/manifest/finding';
import { titleOf, type InventoryObject } from '../../lib/manifest/inventory';
import { objectAt, type JsonObject } from '../../lib/manifest/json';
import { locationOf } from '../../lib/manifest/source';
import { temporaryFolder } from '../support/folder';

function shop(props: ConstructorParameters<typeof Stack>[2] = { createNamespace: false }): Stack {
  return new Stack(new App(), 'shop', { namespace: 'shop', ...props });
}

function objectsOf(scope: Construct): readonly InventoryObject[] {
  return collect(scope.node.root).inventory.objects;
}

function titlesOf(scope: Construct): readonly string[] {
  return objectsOf(scope).map(titleOf);
}

function apiObject(scope: Construct, apiVersion: string, kind: string, fields: JsonObject = {}): ApiObject {
  return new ApiObject(scope, kind, { apiVersion, kind, ...fields });
}

/** A file to include, of one document each. */
function fileOf(...documents: readonly JsonObject[]): string {
  const file = join(temporaryFolder(), 'objects.yaml');
  writeFileSync(file, documents.map((document) => JSON.stringify(document)).join('\n---\n'));
  return file;
}

/** The line of the test that calls it. */
function here(): number {
  return Number(/:(\d+):\d+\)?$/.exec(new Error('here').stack?.split('\n')[2] ?? '')?.[1]);
}

test('an object knows the construct, the stack, the kind, the namespace and the name', () => {
  const stack = shop();
  apiObject(new Construct(stack, 'web'), 'apps/v1', 'Deployment');

  expect(objectsOf(stack)).toMatchObject([
    { kind: 'Deployment.apps', namespace: 'shop', name: 'web-deployment', path: 'shop/web/Deployment', stack: 'shop' },
  ]);
});

test('an object belongs to the innermost chart', () => {
  const stack = shop();
  apiObject(new Chart(stack, 'inner'), 'v1', 'Service');

  expect(objectsOf(stack)).toMatchObject([{ stack: 'shop/inner' }]);
});

test('fields are sorted, with what tells the object first', () => {
  const stack = shop();
  apiObject(stack, 'v1', 'ConfigMap', { metadata: { name: 'a' }, data: { c: '3', b: '2' }, binaryData: {} });
  override(stack, { merge: { data: { a: '1' } } });

  expect(JSON.stringify(objectsOf(stack)[0]?.manifest)).toBe(
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"shop"},"binaryData":{},"data":{"a":"1","b":"2","c":"3"}}',
  );
});

test('values that are known late are resolved', () => {
  const stack = shop();
  const late: unknown = Lazy.any({ produce: () => 'late' });
  new ApiObject(stack, 'config', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    data: { A: late },
  });

  expect(objectsOf(stack)).toMatchObject([{ manifest: { data: { A: 'late' } } }]);
});

describe('the namespace of the stack', () => {
  test.each([
    ['v1', 'ConfigMap', 'shop'],
    ['example.com/v1', 'Widget', 'shop'],
    ['v1', 'Namespace', undefined],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', undefined],
    ['cert-manager.io/v1', 'ClusterIssuer', undefined],
  ])('of a %s %s is %j', (apiVersion, kind, namespace) => {
    const stack = shop();
    apiObject(stack, apiVersion, kind);

    const [object] = objectsOf(stack);
    expect([object?.namespace, object?.manifest['metadata']]).toMatchObject([
      namespace,
      namespace === undefined ? expect.not.objectContaining({ namespace: 'shop' }) : { namespace },
    ]);
  });

  test.each([
    ['Cluster', undefined],
    ['Namespaced', 'shop'],
  ])('follows a definition in the tree with the scope %s', (scope, namespace) => {
    const app = new App();
    const stack = new Stack(app, 'shop', { namespace: 'shop', createNamespace: false });
    const definitions = new Stack(app, 'definitions');
    apiObject(stack, 'example.com/v1', 'Widget');
    apiObject(definitions, 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      spec: { group: 'example.com', scope, names: { kind: 'Widget' } },
    });

    expect(objectsOf(stack).find(({ kind }) => kind === 'Widget.example.com')?.namespace).toBe(namespace);
  });

  test('is left off a cluster-scoped object of cdk8s-plus', () => {
    const stack = shop();
    new kplus.ClusterRole(stack, 'reader');

    expect(titlesOf(stack)).toEqual(['ClusterRole reader']);
  });

  test('is put on a namespaced object of cdk8s-plus', () => {
    const stack = shop();
    new kplus.Role(stack, 'reader');

    expect(titlesOf(stack)).toEqual(['Role shop/reader']);
  });

  test('yields to that of the object', () => {
    const stack = shop();
    apiObject(stack, 'v1', 'ConfigMap', { metadata: { name: 'a', namespace: 'other' } });

    expect(titlesOf(stack)).toEqual(['ConfigMap other/a']);
  });

  test('is not made up where the stack has none', () => {
    const stack = new Stack(new App(), 'shop');
    apiObject(stack, 'v1', 'ConfigMap', { metadata: { name: 'a' } });

    expect(titlesOf(stack)).toEqual(['ConfigMap a']);
  });
});

describe('a List', () => {
  const item = (name: string, fields: JsonObject = {}): JsonObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...fields },
  });
  const list = (...items: readonly JsonObject[]): JsonObject => ({ apiVersion: 'v1', kind: 'List', items });

  test('is the objects in it', () => {
    const stack = shop();
    new Include(stack, 'file', { url: fileOf(list(item('a'), list(item('b')))) });

    expect(titlesOf(stack)).toEqual(['ConfigMap shop/a', 'ConfigMap shop/b']);
  });

  test('gives the labels of the stack to the objects in it', () => {
    const stack = shop({ createNamespace: false, labels: { team: 'shop', tier: 'front' } });
    new Include(stack, 'file', { url: fileOf(list(item('a', { labels: { tier: 'back' } }))) });

    expect(objectsOf(stack)).toMatchObject([{ manifest: { metadata: { labels: { team: 'shop', tier: 'back' } } } }]);
  });

  test('leaves the namespace that an object in it has', () => {
    const stack = shop();
    new Include(stack, 'file', { url: fileOf(list(item('a', { namespace: 'other' }))) });

    expect(titlesOf(stack)).toEqual(['ConfigMap other/a']);
  });

  test.each(['Widget', 'List'])('is none without items: a %s', (kind) => {
    const stack = shop();
    apiObject(stack, 'example.com/v1', kind, { metadata: { name: 'it' }, items: 'none' });

    expect(titlesOf(stack)).toEqual([`${kind} shop/it`]);
  });

  test('of another kind is none, though it has items', () => {
    const stack = shop();
    apiObject(stack, 'example.com/v1', 'Menu', { metadata: { name: 'it' }, items: [item('a')] });

    expect(titlesOf(stack)).toEqual(['Menu shop/it']);
  });
});

describe('the Namespace of a stack', () => {
  test('is there for each of several stacks, so that none loses it to another', () => {
    const app = new App();
    new Stack(app, 'one', { namespace: 'shop' });
    new Stack(app, 'two', { namespace: 'shop' });

    expect(objectsOf(app)).toMatchObject([{ stack: 'one' }, { stack: 'two' }]);
  });

  test('yields to one that is declared, wherever it is', () => {
    const app = new App();
    new Stack(app, 'one', { namespace: 'shop' });
    apiObject(new Stack(app, 'two'), 'v1', 'Namespace', { metadata: { name: 'shop' } });

    expect(objectsOf(app)).toMatchObject([{ kind: 'Namespace', name: 'shop', stack: 'two' }]);
  });

  test('leaves two that are declared to be reported', () => {
    const app = new App();
    new Stack(app, 'zero', { namespace: 'shop' });
    for (const id of ['one', 'two']) apiObject(new Stack(app, id), 'v1', 'Namespace', { metadata: { name: 'shop' } });

    expect(objectsOf(app)).toHaveLength(2);
  });
});

describe('findings', () => {
  test('reported on constructs are collected', () => {
    const stack = shop();
    report(new Construct(stack, 'web'), { rule: 'a/b', message: 'It is wrong.', fix: 'Correct it.' });

    expect(collect(stack).findings).toMatchObject([{ rule: 'a/b', path: 'shop/web' }]);
  });

  test('tell what a construct says about itself', () => {
    const stack = shop();
    new Construct(stack, 'web').node.addValidation({ validate: () => ['One is wrong.', 'Two is wrong.'] });

    expect(collect(stack).findings).toMatchObject([
      { rule: 'construct/invalid', severity: 'error', path: 'shop/web', message: 'One is wrong.' },
      { rule: 'construct/invalid', path: 'shop/web', message: 'Two is wrong.' },
    ]);
  });

  test('tell which object cannot be rendered, and the others are there', () => {
    const stack = shop();
    new ApiObject(stack, 'bad', { apiVersion: 'v1', kind: 'ConfigMap', data: { A: new Map() } });
    new ApiObject(stack, 'good', { apiVersion: 'v1', kind: 'ConfigMap' });

    const { findings, inventory } = collect(stack);
    expect(findings).toMatchObject([
      {
        rule: 'object/not-serializable',
        severity: 'error',
        path: 'shop/bad',
        message: expect.stringContaining("'Map'") as unknown,
      },
    ]);
    expect(inventory.objects.map(({ name }) => name)).toEqual(['good']);
  });
});

describe('the line of the program', () => {
  const locations = (scope: Construct) => objectsOf(scope).map(({ trace }) => locationOf(trace));

  test.each<[string, (stack: Stack) => number]>([
    [
      'an object of ours',
      (stack) => {
        new KubeObject(stack, 'web', { apiVersion: 'v1', kind: 'Service' });
        return here() - 1;
      },
    ],
    [
      'a construct of ours',
      (stack) => {
        new Config(stack, 'config', { data: { A: '1' } });
        return here() - 1;
      },
    ],
    [
      'an object of cdk8s',
      (stack) => {
        new ApiObject(stack, 'web', { apiVersion: 'v1', kind: 'Service' });
        return here() - 1;
      },
    ],
    [
      'a construct of cdk8s-plus',
      (stack) => {
        new kplus.ConfigMap(stack, 'web');
        return here() - 1;
      },
    ],
    [
      'a construct of cdk8s-plus with a name',
      (stack) => {
        new kplus.ConfigMap(stack, 'web', { metadata: { name: 'web', labels: { a: 'b' } } });
        return here() - 1;
      },
    ],
    [
      'an included file',
      (stack) => {
        new Include(stack, 'file', { url: fileOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }) });
        return here() - 1;
      },
    ],
    [
      'an included List',
      (stack) => {
        const item = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
        new Include(stack, 'file', { url: fileOf({ apiVersion: 'v1', kind: 'List', items: [item] }) });
        return here() - 1;
      },
    ],
  ])('of %s is known', (_title, make) => {
    const stack = shop();
    const line = make(stack);

    expect(locations(stack)).toEqual([`${__filename}:${line}`]);
  });

  test('of the Namespace of a stack is that of the stack', () => {
    const stack = new Stack(new App(), 'shop', { namespace: 'shop' });
    const line = here() - 1;

    expect(locations(stack)).toEqual([`${__filename}:${line}`]);
  });

  test('is not known in a chart that is no stack', () => {
    const chart = new Chart(new PlainApp(), 'chart');
    apiObject(chart, 'v1', 'Service');

    expect(locations(chart)).toEqual(['']);
  });

  test('does not show in the object', () => {
    const stack = shop();
    apiObject(stack, 'v1', 'Service', { metadata: { name: 'web', labels: { a: 'b' } } });

    expect(Reflect.ownKeys(objectAt(objectsOf(stack)[0]?.manifest, 'metadata'))).toEqual([
      'labels',
      'name',
      'namespace',
    ]);
  });
});
