import { checkManifests } from '../../../lib/checks/input/check-manifests';
import { duplicates } from '../../../lib/checks/metadata/duplicates';
import { Inventory } from '../../../lib/manifest/inventory';
import type { JsonObject } from '../../../lib/manifest/json';
import { core, inventoryObject, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';

const trace = { stack: 'Error\n    at /app/main.ts:3:1' };

test('fails when two objects have one kind, namespace and name', () => {
  const inventory = new Inventory([
    { ...inventoryObject(core('ConfigMap', 'config'), 'one/config'), stack: 'one', trace },
    { ...inventoryObject(core('ConfigMap', 'config'), 'two/config'), stack: 'two' },
  ]);

  expect(judgedBy(duplicates, inventory)).toMatchObject([
    {
      rule: 'name/duplicate',
      path: 'two/config',
      message: 'ConfigMap shop/config is there already: one/config at /app/main.ts:3 made it.',
      pointer: '/metadata/name',
    },
  ]);
});

test('fails when two versions of one kind have one name', () => {
  const scaler = (version: string): JsonObject => ({
    ...core('HorizontalPodAutoscaler', 'web'),
    apiVersion: `autoscaling/${version}`,
  });

  expect(judged(duplicates, scaler('v1'), scaler('v2'))).toMatchObject([{ rule: 'name/duplicate' }]);
});

test('fails when a kind has one name in the group that it had and in the one that it has', () => {
  const deployment = (apiVersion: string): JsonObject => ({ ...core('Deployment', 'web'), apiVersion });

  expect(judged(duplicates, deployment('extensions/v1beta1'), deployment('apps/v1'))).toHaveLength(1);
});

test('takes objects whose names the API server makes for different ones', () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'migrate-', namespace: 'shop' } };

  expect(checkManifests([job, job]).findings.map(({ rule }) => rule)).not.toContain('name/duplicate');
});

test('fails for each object after the first', () => {
  expect(judged(duplicates, pod('web', {}), pod('web', {}), pod('web', {}))).toHaveLength(2);
});

test.each<[string, JsonObject]>([
  ['name', core('ConfigMap', 'other')],
  ['kind', core('Secret', 'config')],
  ['group', { ...core('ConfigMap', 'config'), apiVersion: 'example.com/v1' }],
  ['namespace', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', namespace: 'other' } }],
])('objects of another %s are no duplicates', (_what, other) => {
  expect(judged(duplicates, core('ConfigMap', 'config'), other)).toEqual([]);
});

test.each(['Namespace', 'ConfigMap'])('of two in files, one is to be left out: %s', (kind) => {
  const object = { apiVersion: 'v1', kind, metadata: { name: 'a' } };

  expect(checkManifests([object, object]).findings).toContainEqual(
    expect.objectContaining({
      rule: 'name/duplicate',
      fix: 'Leave one of the two out, or give it another name or namespace.',
    }),
  );
});
