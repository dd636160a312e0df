import { ApiObject, JsonPatch, Lazy, type IResolver } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { App, KubeObject, Stack, type JsonObject, type KubeManifest } from 'stackwright';
import { collect } from '../../lib/manifest/collect';

function rendered(manifest: KubeManifest<'ConfigMap'> | KubeManifest<'Service'> | KubeManifest<'NetworkPolicy'>) {
  const stack = new Stack(new App(), 'shop', { namespace: 'shop', createNamespace: false, labels: { team: 'shop' } });
  new KubeObject(new Construct(stack, 'web'), 'Resource', manifest);
  return collect(stack).inventory.objects[0]?.manifest;
}

test('what is given is rendered, to the last field', () => {
  const ports = [
    { port: 80, targetPort: 'http' },
    { port: 443, targetPort: 8443 },
  ];

  expect(
    rendered({ apiVersion: 'v1', kind: 'Service', spec: { ports, clusterIP: 'None', selector: {} } }),
  ).toMatchObject({
    spec: { ports, clusterIP: 'None', selector: {} },
  });
});

test('empty lists and objects are kept', () => {
  const spec = { podSelector: {}, ingress: [], egress: [{}] };

  expect(rendered({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec })).toMatchObject({ spec });
});

test('a field that is undefined is left out', () => {
  expect(rendered({ apiVersion: 'v1', kind: 'Service', spec: { type: undefined, clusterIP: 'None' } })).toHaveProperty(
    'spec',
    { clusterIP: 'None' },
  );
});

test('the name, the namespace and the labels of the stack are added', () => {
  expect(rendered({ apiVersion: 'v1', kind: 'ConfigMap' })).toMatchObject({
    metadata: { name: 'web', namespace: 'shop', labels: { team: 'shop' } },
  });
});

test('its own name, namespace and labels come before those of the stack', () => {
  const metadata = { name: 'own', namespace: 'other', labels: { team: 'own' } };

  expect(rendered({ apiVersion: 'v1', kind: 'ConfigMap', metadata })).toMatchObject({ metadata });
});

test('finalizers are rendered once', () => {
  expect(rendered({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { finalizers: ['example.com/a'] } })).toMatchObject({
    metadata: { finalizers: ['example.com/a'] },
  });
});

test('owners are rendered once', () => {
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: '1' };

  expect(rendered({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { ownerReferences: [owner] } })).toMatchObject({
    metadata: { ownerReferences: [owner] },
  });
});

test('fields, kinds and versions that the API does not know do not compile', () => {
  const stack = new Stack(new App(), 'shop');

  // @ts-expect-error -- a Deployment is in apps/v1
  new KubeObject(stack, 'a', { apiVersion: 'v1', kind: 'Deployment' });
  // @ts-expect-error -- it is called clusterIP
  new KubeObject(stack, 'b', { apiVersion: 'v1', kind: 'Service', spec: { clusterIp: 'None' } });
  // @ts-expect-error -- ports have numbers
  new KubeObject(stack, 'c', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: '80' }] } });

  expect(stack.node.children).toHaveLength(3);
});

describe('the short way for plain data', () => {
  /** Rendered by `KubeObject`, and by the class of cdk8s that it extends. */
  function both(fields: JsonObject): readonly unknown[] {
    const manifest = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', labels: { b: '1', a: '2' } },
      ...fields,
    };
    const ours = new KubeObject(new Stack(new App(), 'ours'), 'a', {
      ...manifest,
      apiVersion: 'v1',
      kind: 'ConfigMap',
    });
    const theirs = new ApiObject(new Stack(new App(), 'theirs'), 'a', manifest);
    return [ours, theirs].map((object) =>
      JSON.stringify({ ...object.toJson(), apiVersion: '', kind: '', metadata: '' }),
    );
  }

  test('renders what the way of cdk8s renders, key by key', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (data) => {
        // Keys that cdk8s stumbles over.
        fc.pre(!/__proto__|"constructor"/.test(JSON.stringify(data)));
        const [ours, theirs] = both({ spec: JSON.parse(JSON.stringify(data)) });
        expect(ours).toBe(theirs);
      }),
    );
  });

  test('is not taken past a value that has yet to be produced', () => {
    const stack = new Stack(new App(), 'shop');
    const data = { late: Lazy.any({ produce: () => 'produced' }) };
    const object = new KubeObject(stack, 'a', { apiVersion: 'v1', kind: 'ConfigMap', data });

    expect(object.toJson()).toMatchObject({ data: { late: 'produced' } });
  });

  test('is not taken past a JSON patch', () => {
    const object = new KubeObject(new Stack(new App(), 'shop'), 'a', { apiVersion: 'v1', kind: 'ConfigMap' });
    object.addJsonPatch(JsonPatch.add('/data', { patched: 'yes' }));

    expect(object.toJson()).toMatchObject({ data: { patched: 'yes' } });
  });

  test('is not taken past a resolver of the app', () => {
    const loud: IResolver = {
      resolve: (context) => {
        if (context.value === 'quiet') context.replaceValue('loud');
      },
    };
    const stack = new Stack(new App({ resolvers: [loud] }), 'shop');

    expect(
      new KubeObject(stack, 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: { voice: 'quiet' } }).toJson(),
    ).toMatchObject({ data: { voice: 'loud' } });
  });
});
