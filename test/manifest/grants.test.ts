import { App, Config, KubeObject, Stack, Worker } from 'stackwright';
import { reachedBy } from '../../lib/manifest/field-pattern';
import { isList, text } from '../../lib/manifest/json';
import { synthesize } from '../../lib/synthesis';

const image = 'registry.example/app:1.0.0';
const resources = { cpu: '100m', memory: '128Mi' };

function rulesAndMaps(rule: { resources: string[]; resourceNames: string[] }) {
  const app = new App();
  const stack = new Stack(app, 'shop', { namespace: 'shop' });
  const config = new Config(stack, 'config', { data: { a: '1', b: '2' } });
  new Worker(stack, 'uses-a', { image, resources, environment: [{ A: config.key('a') }] });
  new Worker(stack, 'uses-all', { image, resources, environment: [config] });
  new KubeObject(stack, 'reader', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    rules: [{ apiGroups: [''], verbs: ['get'], ...rule }],
  });
  const { ordered } = synthesize(app);
  const maps = ordered.filter(({ kind }) => kind === 'ConfigMap').map(({ name }) => name);
  const role = ordered.find(({ kind }) => kind.startsWith('Role'));
  const rules = reachedBy('rules[].resourceNames', role?.manifest ?? {}).map(([names]) => ({
    resourceNames: isList(names) ? names.map((name) => text(name)) : [],
  }));
  return { maps, rules };
}

test('a role that speaks of a map by name speaks of every part that it became, and no longer of the map', () => {
  const { maps, rules } = rulesAndMaps({ resources: ['configmaps'], resourceNames: ['other', 'config'] });

  const names = rules.flatMap(({ resourceNames }) => resourceNames);
  expect(maps).toHaveLength(2);
  expect([...names].sort()).toEqual(['other', ...maps].sort());
});

test('a role that speaks of other resources of that name is left as it is', () => {
  const { rules } = rulesAndMaps({ resources: ['secrets'], resourceNames: ['config'] });

  expect(rules).toEqual([{ resourceNames: ['config'] }]);
});
