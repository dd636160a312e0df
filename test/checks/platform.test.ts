import { App, KubeObject, Stack, synthesize, type Finding } from 'stackwright';

/** What is said of a program that no compiler has seen. */
function said(platform: object, stack: object = {}): readonly Finding[] {
  const app = new App({ platform });
  new KubeObject(new Stack(app, 'shop', stack), 'config', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'Illegal_Name' },
  });
  return synthesize(app).findings;
}

function told({ rule, path, message, fix }: Finding) {
  return [rule, path, message, fix];
}

test('a pack that does not exist is a mistake, and the default holds in its place', () => {
  const findings = said({ pack: 'prodution' }, { pack: 'strict' });
  expect(findings.map(told)).toEqual(
    expect.arrayContaining([
      ['pack/unknown', '', "There is no pack 'prodution'.", "Did you mean 'production'?"],
      ['pack/unknown', 'shop', "There is no pack 'strict'.", 'Name one of them.'],
    ]),
  );
  expect(findings.map(({ rule }) => rule)).toContain('name/illegal');
});

test.each(['1.99', 'v1.30', '1.30.2'])(
  'the version %s is a mistake, and objects are judged by the newest',
  (version) => {
    const findings = said({ kubernetesVersion: version });
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['name/illegal', 'platform/unknown-version']);
  },
);

test.each<[string, unknown]>([
  ['externals', ['Secret/db']],
  ['externals', { kind: 'Secret', name: 'db' }],
  ['definitions', ['widgets.yaml']],
  ['zones', ['a', 'b']],
  ['zones', 0],
  ['nodes', 3],
  ['nodes', [{ count: 3, cpu: 4, memory: '16 GB' }]],
  ['registries', 'registry.example'],
])('the field %s of another form, %j, is a mistake, and the rest is judged', (field, value) => {
  const findings = said({ [field]: value, pack: 'baseline' });

  expect(findings).toMatchObject([
    { rule: 'platform/illegal', path: '', message: expect.stringContaining(`\`${field}\``) },
    { rule: 'name/illegal' },
  ]);
});

test('a platform that says all that can be said is right', () => {
  const platform = {
    kubernetesVersion: '1.33',
    pack: 'baseline',
    externals: [{ kind: 'Secret', name: 'db' }],
    definitions: [],
    zones: 3,
    nodes: [{ count: 3, cpu: '4', memory: '16Gi' }],
    registries: ['registry.example'],
  };

  expect(said(platform).map(({ rule }) => rule)).toEqual(['name/illegal']);
});
