import {
  ApiObject,
  Chart,
  Duration,
  JsonPatch,
  Lazy,
  Size,
  Testing,
  type IResolver,
  type ResolutionContext,
} from 'cdk8s';
import { Construct } from 'constructs';
import { Config, KubeObject, override, Stack, synthesize, Worker } from 'stackwright';
import { app, parse, plainApp, rulesIn, stack, synth, the, titles } from '../support/objects';

const resources = { cpu: '100m', memory: '128Mi' } as const;

function addConfigMap(scope: Construct, id: string): KubeObject<'ConfigMap'> {
  return new KubeObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', data: { COLOR: 'red' } });
}

describe('ApiObject of cdk8s', () => {
  test('a kind that nobody knows is rendered as it is, in the namespace of the stack', () => {
    const shop = stack();
    new ApiObject(shop, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget', spec: { z: [1, '1', true], a: {} } });
    expect(the('Widget widget', synth(shop))).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'widget', namespace: 'shop' },
      spec: { z: [1, '1', true], a: {} },
    });
  });

  test('what is added to its metadata is rendered', () => {
    const shop = stack();
    const object = addConfigMap(shop, 'settings');
    object.metadata.addLabel('team', 'checkout');
    object.metadata.addAnnotation('example.com/note', 'yes');
    object.metadata.addFinalizers('example.com/wait');
    expect(the('ConfigMap settings', synth(shop))['metadata']).toEqual({
      name: 'settings',
      namespace: 'shop',
      labels: { team: 'checkout' },
      annotations: { 'example.com/note': 'yes' },
      finalizers: ['example.com/wait'],
    });
  });

  test('addJsonPatch changes it, and an override comes after that', () => {
    const shop = stack();
    const object = addConfigMap(shop, 'settings');
    object.addJsonPatch(JsonPatch.replace('/data/COLOR', 'blue'), JsonPatch.add('/data/SIZE', 'large'));
    override(object, { patch: [{ op: 'test', path: '/data/COLOR', value: 'blue' }] });
    override(object, { merge: { data: { SIZE: 'small' } } });
    expect(the('ConfigMap settings', synth(shop))).toMatchObject({ data: { COLOR: 'blue', SIZE: 'small' } });
  });

  test('addJsonPatch changes what our constructs make', () => {
    const shop = stack();
    const worker = new Worker(shop, 'worker', { image: 'registry.example/worker:1.0.0', resources });
    worker.deployment.addJsonPatch(JsonPatch.replace('/spec/template/spec/enableServiceLinks', true));
    expect(the('Deployment worker', synth(shop))).toMatchObject({
      spec: { template: { spec: { enableServiceLinks: true } } },
    });
  });

  test('fails when a patch of cdk8s finds nothing, with all other mistakes', () => {
    const shop = stack();
    addConfigMap(shop, 'settings').addJsonPatch(JsonPatch.replace('/spec/nowhere', 1));
    override(shop, { kind: 'Job', merge: {} });
    expect(rulesIn(synthesize(shop.node.root))).toEqual([
      'object/not-serializable shop/settings',
      'override/no-target shop',
    ]);
  });
});

describe('dependencies of cdk8s', () => {
  test('addDependency of an object puts it behind the other', () => {
    const shop = stack();
    const first = addConfigMap(shop, 'zzz');
    addConfigMap(shop, 'aaa').addDependency(first);
    expect(titles(synth(shop))).toEqual(['Namespace shop', 'ConfigMap zzz', 'ConfigMap aaa']);
  });

  test('addDependency of a construct puts all that is in it behind all that is in the other', () => {
    const shop = stack();
    const [early, late] = [new Construct(shop, 'z'), new Construct(shop, 'a')];
    for (const scope of [late, early]) for (const id of ['one', 'two']) addConfigMap(scope, id);
    late.node.addDependency(early);
    expect(titles(synth(shop)).slice(1)).toEqual([
      'ConfigMap z-one',
      'ConfigMap z-two',
      'ConfigMap a-one',
      'ConfigMap a-two',
    ]);
  });

  test('addDependency of a chart puts its objects behind those of the other', () => {
    const root = app();
    const [first, second] = ['zzz', 'aaa'].map((id) => new Stack(root, id));
    for (const chart of [first!, second!]) addConfigMap(chart, `in-${chart.node.id}`);
    second!.addDependency(first!);
    expect(titles(parse(root.synthYaml()))).toEqual(['ConfigMap in-zzz', 'ConfigMap in-aaa']);
  });

  test('a dependency lifts what it depends on over the order of kinds', () => {
    const shop = stack();
    const job = new KubeObject(shop, 'job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      spec: {
        template: {
          spec: { restartPolicy: 'Never', containers: [{ name: 'job', image: 'registry.example/job:1.0.0' }] },
        },
      },
    });
    addConfigMap(shop, 'settings').addDependency(job);
    expect(titles(synth(shop))).toEqual(['Namespace shop', 'Job job', 'ConfigMap settings']);
  });

  test('fails when they run in a circle', () => {
    const shop = stack();
    const [a, b] = [addConfigMap(shop, 'a'), addConfigMap(shop, 'b')];
    a.addDependency(b);
    b.addDependency(a);
    expect(() => synth(shop)).toThrow(/order\/circle/);
  });

  test('hold in an app of cdk8s', () => {
    const shop = new Stack(plainApp(), 'shop');
    const first = addConfigMap(shop, 'zzz');
    addConfigMap(shop, 'aaa').addDependency(first);
    expect(titles(synth(shop))).toEqual(['ConfigMap zzz', 'ConfigMap aaa']);
  });
});

describe('values of cdk8s', () => {
  test('Lazy values are produced when the tree is done', () => {
    const shop = stack();
    let replicas = 1;
    const late: unknown = Lazy.any({ produce: () => ({ replicas }) });
    new ApiObject(shop, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget', spec: { late } });
    replicas = 5;
    expect(the('Widget widget', synth(shop))).toMatchObject({ spec: { late: { replicas: 5 } } });
  });

  test('Duration and Size are what the API calls them', () => {
    const shop = stack();
    new Worker(shop, 'worker', {
      image: 'registry.example/worker:1.0.0',
      resources: { cpu: '100m', memory: Size.mebibytes(128) },
      terminationGracePeriod: Duration.minutes(2),
    });
    expect(the('Deployment worker', synth(shop))).toMatchObject({
      spec: {
        template: {
          spec: {
            terminationGracePeriodSeconds: 120,
            containers: [{ resources: { requests: { memory: '128Mi' } } }],
          },
        },
      },
    });
  });
});

/** Takes the place of one text, and remembers where it was. */
class Replacing implements IResolver {
  readonly places: string[] = [];

  resolve(context: ResolutionContext): void {
    if (context.value !== '<<region>>') return;
    this.places.push([context.obj.name, ...context.key].join('/'));
    context.replaceValue('eu-west-1');
  }
}

describe('custom resolvers of cdk8s', () => {
  test('see the values of our objects and of theirs, once each, with their place', () => {
    const resolver = new Replacing();
    const shop = new Stack(app({ resolvers: [resolver] }), 'shop');
    new Worker(shop, 'worker', {
      image: 'registry.example/worker:1.0.0',
      resources,
      environment: [{ REGION: '<<region>>' }],
    });
    new ApiObject(shop, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget', spec: { region: '<<region>>' } });
    const objects = synth(shop);
    expect(the('Deployment worker', objects)).toMatchObject({
      spec: { template: { spec: { containers: [{ env: [{ name: 'REGION', value: 'eu-west-1' }] }] } } },
    });
    expect(the('Widget widget', objects)).toMatchObject({ spec: { region: 'eu-west-1' } });
    expect(resolver.places.sort()).toEqual([
      'widget/spec/region',
      'worker/spec/template/spec/containers/0/env/0/value',
    ]);
  });

  test('come before names by content, which tell what is rendered', () => {
    const nameWith = (region: string) => {
      const shop = new Stack(app({ resolvers: [new Replacing()] }), 'shop');
      new Config(shop, 'settings', { data: { REGION: region } });
      return titles(synth(shop));
    };
    expect(nameWith('<<region>>')).toEqual(nameWith('eu-west-1'));
  });

  test('work in an app of cdk8s', () => {
    const shop = new Stack(plainApp({ resolvers: [new Replacing()] }), 'shop');
    new ApiObject(shop, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget', spec: { region: '<<region>>' } });
    expect(the('Widget widget', synth(shop))).toMatchObject({ spec: { region: 'eu-west-1' } });
  });
});

describe('a chart of cdk8s that holds our constructs', () => {
  test('Testing.synth gives them under the names that the chart gives', () => {
    const chart = new Chart(plainApp(), 'plain', { namespace: 'shop', disableResourceNameHashes: true });
    addConfigMap(chart, 'settings');
    const objects: unknown = Testing.synth(chart);
    expect(objects).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'plain-settings', namespace: 'shop' },
        data: { COLOR: 'red' },
      },
    ]);
  });
});
