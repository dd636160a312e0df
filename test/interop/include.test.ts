import { join } from 'node:path';
import { Include } from 'cdk8s';
import { acknowledge, override, Stack, synthesize, type StackProps } from 'stackwright';
import { app, namespaceOf, parse, synth, the, titles } from '../support/objects';

const url = join(__dirname, '..', 'fixtures', 'manifests.yaml');

/** What is in the file, in a namespace that takes such pods. */
function included(props: StackProps = { namespace: 'shop', podSecurity: 'baseline' }) {
  const root = app();
  const stack = new Stack(root, 'stack', props);
  acknowledge(stack, { rule: 'schema/unknown-field', reason: 'Another version of Kubernetes knows it.' });
  return { root, stack, include: new Include(stack, 'include', { url }) };
}

describe('Include of a YAML file', () => {
  test('is ordered: definitions before their resources, identities before pods', () => {
    expect(titles(synth(included().stack))).toEqual([
      'CustomResourceDefinition galaxies.example.com',
      'CustomResourceDefinition widgets.example.com',
      'Namespace elsewhere',
      'Namespace shop',
      'ServiceAccount front',
      'ConfigMap listed-elsewhere',
      'ConfigMap listed',
      'Deployment front',
      'Galaxy andromeda',
      'Widget blue',
    ]);
  });

  test('gets the namespace of the stack where it has none and can have one', () => {
    const namespaces = synth(included().stack).map((object) => [object['kind'], namespaceOf(object)]);
    expect(namespaces.slice(4)).toEqual([
      ['ServiceAccount', 'shop'],
      ['ConfigMap', 'elsewhere'],
      ['ConfigMap', 'shop'],
      ['Deployment', 'shop'],
      ['Galaxy', undefined],
      ['Widget', 'shop'],
    ]);
    expect(namespaces.slice(0, 4).map(([, namespace]) => namespace)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('gets the labels of the stack, the items of a List too', () => {
    const objects = synth(included({ labels: { team: 'checkout' } }).stack);
    for (const object of objects) expect(object).toMatchObject({ metadata: { labels: { team: 'checkout' } } });
    expect(titles(objects)).toContain('ConfigMap listed-elsewhere');
  });

  test('keeps every field, of kinds and versions that nobody knows too', () => {
    const objects = synth(included({}).stack);
    expect(the('Deployment front', objects)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'front', labels: { app: 'front' }, annotations: { 'example.com/note': '12:30' } },
      spec: {
        selector: { matchLabels: { app: 'front' } },
        template: {
          metadata: { labels: { app: 'front' } },
          spec: {
            serviceAccountName: 'front',
            containers: [{ name: 'front', image: 'registry.example/front:1.0.0', futureField: { kept: true } }],
          },
        },
      },
    });
    expect(the('Widget blue', objects)['spec']).toMatchObject({
      size: 3,
      nested: { deep: [1, {}, 'yes', '0444', '1e3', ''] },
    });
    expect(the('Galaxy andromeda', objects)['spec']).toEqual({});
  });

  test('comes back from our YAML as it was', () => {
    const { root, stack } = included();
    expect(parse(root.synthYaml())).toEqual(synth(stack));
  });

  test('a List is its items, none of which is lost', () => {
    const listed = titles(synth(included().stack)).filter((title) => title.includes('listed'));
    expect(listed).toEqual(['ConfigMap listed-elsewhere', 'ConfigMap listed']);
  });

  test('its objects name each other', () => {
    const { graph } = synthesize(included().stack.node.root);
    const references = graph.references.map(({ from, to }) => `${from.name} → ${String(to?.name)}`);
    expect(references).toEqual(
      expect.arrayContaining([
        'front → front',
        'blue → widgets.example.com',
        'andromeda → galaxies.example.com',
        'listed-elsewhere → elsewhere',
      ]),
    );
  });

  test('override changes one object of it', () => {
    const { stack, include } = included();
    override(include, { kind: 'Deployment', name: 'front', merge: { spec: { replicas: 3 } } });
    override(include, { kind: 'ConfigMap', name: 'listed', merge: { data: { COLOR: 'red' } } });
    override(include, { kind: 'Widget', patch: [{ op: 'replace', path: '/spec/size', value: 4 }] });
    const objects = synth(stack);
    expect(the('Deployment front', objects)).toMatchObject({ spec: { replicas: 3 } });
    expect(the('ConfigMap listed', objects)).toMatchObject({ data: { COLOR: 'red' } });
    expect(the('ConfigMap listed-elsewhere', objects)).not.toHaveProperty('data');
    expect(the('Widget blue', objects)).toMatchObject({ spec: { size: 4 } });
  });

  test('fails when an override finds nothing in it, and says what is there', () => {
    const { stack, include } = included();
    override(include, { kind: 'Deployment', name: 'back', merge: { spec: {} } });
    expect(() => synth(stack)).toThrow(/kind 'Deployment' and name 'back' at or below[^]*Deployment front/);
  });

  test('fails when the program makes an object that it has', () => {
    const { stack } = included();
    new Include(stack, 'again', { url });
    expect(() => synth(stack)).toThrow(
      /stack\/again\/front-deployment[^\n]*\n(?: {2}warning[^]*)? {2}error {2}name\/duplicate/,
    );
  });
});
