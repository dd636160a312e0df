import { ApiObject, Chart, Cron, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import fc from 'fast-check';
import {
  after,
  Config,
  CronJob,
  DevelopmentSecret,
  httpGet,
  KubeObject,
  Migration,
  override,
  Stack,
  StatefulSet,
  synthesize,
  WebApp,
  Worker,
  type App,
} from 'stackwright';
import { app, rulesIn, stack } from './support/objects';

const resources = { cpu: '100m', memory: '128Mi' } as const;
const titlesOf = (objects: readonly { readonly kind: string; readonly name: string }[]) =>
  objects.map(({ kind, name }) => `${kind} ${name}`);

/** A web app that consumes a Config. */
function addShop(scope: Construct): WebApp {
  const config = new Config(scope, 'settings', { data: { COLOR: 'red' }, onChange: 'nothing' });
  return new WebApp(scope, 'web', {
    image: 'registry.example/shop:1.0.0',
    ports: { http: 8080 },
    environment: [config],
    resources,
  });
}

describe('synthesize', () => {
  test('gives every object once, with the construct, the stack and the line that made it', () => {
    const shop = stack();
    addShop(shop);
    const { inventory } = synthesize(shop.node.root);
    expect(titlesOf(inventory.objects).sort()).toEqual([
      'ConfigMap settings',
      'Deployment.apps web',
      'Namespace shop',
      'PodDisruptionBudget.policy web',
      'Service web',
      'ServiceAccount web',
    ]);
    expect(inventory.find({ kind: 'Deployment.apps', namespace: 'shop', name: 'web', stack: 'shop' })).toMatchObject({
      path: 'shop/web/Deployment',
      stack: 'shop',
      manifest: { apiVersion: 'apps/v1', kind: 'Deployment' },
      trace: expect.objectContaining({ stack: expect.stringContaining(__filename) as unknown }) as unknown,
    });
  });

  test('gives who names whom, and who selects whose pods', () => {
    const shop = stack();
    addShop(shop);
    const { graph, inventory } = synthesize(shop.node.root);
    const deployment = inventory.find({ kind: 'Deployment.apps', namespace: 'shop', name: 'web', stack: 'shop' });
    const references = graph.references.filter(({ from }) => from === deployment);
    expect(references.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'ConfigMap settings',
      'Namespace shop',
      'ServiceAccount web',
    ]);
    expect(graph.selections.filter(({ from }) => from.kind === 'Service')).toEqual([
      expect.objectContaining({ to: [deployment] }),
    ]);
  });

  test('gives the objects in the order in which they are created', () => {
    const shop = stack();
    addShop(shop);
    expect(titlesOf(synthesize(shop.node.root).ordered)).toEqual([
      'Namespace shop',
      'PodDisruptionBudget.policy web',
      'ServiceAccount web',
      'ConfigMap settings',
      'Service web',
      'Deployment.apps web',
    ]);
  });

  test('gives no findings where nothing is wrong', () => {
    const shop = stack();
    addShop(shop);
    expect(synthesize(shop.node.root).findings).toEqual([]);
  });

  test('gives mistakes of constructs, of overrides, of the order and of the checks together, and throws nothing', () => {
    const shop = stack();
    const web = addShop(shop);
    web.route({ port: 'htp' });
    override(web, { kind: 'Job', merge: {} });
    new KubeObject(shop, 'copy', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    const endless: unknown = Lazy.any({
      produce: () => {
        throw new Error('not now');
      },
    });
    new ApiObject(shop, 'endless', { apiVersion: 'v1', kind: 'ConfigMap', data: { endless } });
    const circle = ['a', 'b'].map((id) => new KubeObject(shop, id, { apiVersion: 'v1', kind: 'ConfigMap' }));
    after(circle[0]!, circle[1]!);
    after(circle[1]!, circle[0]!);
    expect(rulesIn(synthesize(shop.node.root))).toEqual([
      'name/duplicate shop/copy',
      'object/not-serializable shop/endless',
      expect.stringMatching(/^order\/circle shop\/[ab]$/),
      'override/no-target shop/web',
      'port/undeclared shop/web/route',
    ]);
  });

  test('renders every object once', () => {
    let rendered = 0;
    const root = app();
    const count: unknown = Lazy.any({ produce: () => String(++rendered) });
    new ApiObject(new Stack(root, 'shop'), 'counted', { apiVersion: 'v1', kind: 'ConfigMap', data: { count } });
    for (const id of ['a', 'b', 'c']) new Chart(root, id);
    synthesize(root);
    expect(rendered).toBe(1);
  });

  test('leaves the tree as it was: a second time gives the same', () => {
    const shop = stack();
    after(addShop(shop), new DevelopmentSecret(shop, 'secret', { literals: { KEY: 'value' } }));
    const manifests = () => synthesize(shop.node.root).ordered.map(({ manifest }) => manifest);
    expect(manifests()).toEqual(manifests());
  });
});

describe('determinism', () => {
  type Part = (scope: Construct) => void;

  const parts: readonly Part[] = [
    (scope) => addShop(new Construct(scope, 'shop')),
    (scope) =>
      new Worker(scope, 'mailer', {
        image: 'registry.example/mailer:1.0.0',
        environment: [new DevelopmentSecret(scope, 'secret', { literals: { KEY: 'value', OTHER: 'value' } })],
        resources,
      }),
    (scope) => {
      const web = new WebApp(scope, 'api', {
        image: 'registry.example/api:1.0.0',
        ports: { http: 8080, metrics: 9090 },
        readiness: httpGet('/', 'http'),
        resources,
        replicas: { min: 2, max: 5 },
      });
      new Migration(scope, 'migrate', { app: web, args: ['migrate'] });
      web.route({ host: `${scope.node.id}.shop.example`, port: 'http' });
    },
    (scope) =>
      new StatefulSet(scope, 'db', {
        image: 'registry.example/db:1.0.0',
        ports: { db: 5432 },
        claims: { data: { size: '1Gi', mountPath: '/data' } },
        resources,
      }),
    (scope) =>
      new CronJob(scope, 'backup', { image: 'registry.example/backup:1.0.0', schedule: Cron.daily(), resources }),
    (scope) => {
      const data = new kplus.ConfigMap(scope, 'plus-data', { data: { a: '1' } });
      const deployment = new kplus.Deployment(scope, 'plus', {
        containers: [
          { image: 'registry.example/plus:1.0.0', envFrom: [kplus.Env.fromConfigMap(data)], portNumber: 80 },
        ],
      });
      deployment.exposeViaService();
    },
    (scope) =>
      new ApiObject(scope, 'plain', {
        apiVersion: 'example.com/v1',
        kind: 'Widget',
        metadata: { name: 'widget' },
        spec: { z: 1, a: [3, 1, 2] },
      }),
    (scope) =>
      new KubeObject(scope, 'reader', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: `${scope.node.id}-reader` },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
      }),
  ];

  /** Two stacks of one namespace each with all the parts; everything is declared in the given order. */
  function program(order: readonly Part[], stacks: readonly string[]): App {
    const root = app();
    for (const id of stacks) {
      const scope = new Stack(root, id, { namespace: id, podSecurity: 'baseline', labels: { team: 'checkout' } });
      for (const part of order) part(scope);
      const [backup, db, mailer] = ['backup', 'db', 'mailer'].map((child) => scope.node.findChild(child));
      after(backup!, db!);
      after(mailer!, backup!);
      override(scope, { kind: 'Deployment', merge: { spec: { revisionHistoryLimit: 3 } } });
    }
    return root;
  }

  const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
  const expected = program(parts, ['one', 'two']).synthYaml();

  test('the order in which siblings are declared does not change a byte', () => {
    fc.assert(
      fc.property(shuffled(parts), shuffled(['one', 'two']), (order, stacks) => {
        expect(program(order, stacks).synthYaml()).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('the order of after declarations does not change a byte', () => {
    fc.assert(
      fc.property(shuffled([0, 1, 2, 3, 4, 5]), (order) => {
        const declare = (edges: readonly number[]) => {
          const shop = stack();
          const pods = [0, 1, 2, 3].map((id) => new KubeObject(shop, `pod-${id}`, { apiVersion: 'v1', kind: 'Pod' }));
          const all = [0, 1, 2, 3].flatMap((to) => [0, 1, 2, 3].filter((from) => from > to).map((from) => [to, from]));
          for (const edge of edges) after(pods[all[edge]![0]!]!, pods[all[edge]![1]!]!);
          return synthesize(shop.node.root).ordered.map(({ name }) => name);
        };
        expect(declare(order)).toEqual(['shop', 'pod-3', 'pod-2', 'pod-1', 'pod-0']);
      }),
      { numRuns: 25 },
    );
  });

  test('stacks without a namespace have nothing to do with each other, whatever their objects are called', () => {
    const build = (ids: readonly string[]) => {
      const root = app();
      for (const id of ids) {
        const shop = new Stack(root, id);
        const config = new Config(shop, 'settings', { data: { STAGE: id } });
        const resources = { cpu: '100m', memory: '128Mi' };
        new Worker(shop, 'web', { image: 'registry.example/web:1.0.0', environment: [config], resources });
      }
      return synthesize(root);
    };
    const alone = build(['dev']).ordered.map(({ name }) => name);

    const { ordered, findings } = build(['dev', 'prod']);

    expect(findings).toEqual([]);
    expect(ordered.filter(({ stack }) => stack === 'dev').map(({ name }) => name)).toEqual(alone);
    expect(alone).toContainEqual(expect.stringMatching(/^settings-[a-z0-9]{10}$/));
  });
});
