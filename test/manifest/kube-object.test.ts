import { Construct } from 'constructs';
import { collect } from '../../lib/manifest/collect';
import { App, KubeObject, Stack, type KubeManifest } from 'stackwright';

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
