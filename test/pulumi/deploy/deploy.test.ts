import { ComponentResource, output, ProviderResource, secret } from '@pulumi/pulumi';
import { ApiObject, Duration, Size } from 'cdk8s';
import {
  after,
  App,
  claim,
  Config,
  exec,
  Job,
  KubeObject,
  Migration,
  parameter,
  Stack,
  StatefulSet,
  WebApp,
  Worker,
} from 'stackwright';
import { deploy, PulumiSecret, resourceOptions, token, type DeployOptions } from 'stackwright/pulumi';
import { destroyFindings } from '../../../lib/pulumi/plan/destroy/destroy';
import { PlanError } from '../../../lib/pulumi/plan/program/run';
import { cluster, Database, dependencies, plan, planOf, resource, web } from './planned';

class KubernetesProvider extends ProviderResource {
  constructor(name: string, pkg = 'kubernetes') {
    super(pkg, name, { kubeconfig: 'apiVersion: v1' });
  }
}

function shop(stack: Stack): WebApp {
  const config = new Config(stack, 'config', { data: { PORT: '8080' } });
  const app = new WebApp(stack, 'web', { ...web, environment: [config] });
  new Migration(stack, 'migrate', { app, args: ['migrate'] });
  app.route({ host: `${stack.namespace ?? ''}.example` });
  return app;
}

/** The message of the error with which a plan fails. */
async function problem(program: Promise<unknown>): Promise<string> {
  return await program.then(
    () => 'nothing failed',
    (error: unknown) => {
      if (error instanceof PlanError) return error.message;
      throw error;
    },
  );
}

describe('a resource for each object', () => {
  test('has the type of the typed SDK, a readable name, the component of its stack and the provider', async () => {
    const planned = await planOf(shop);
    const deployment = resource(planned, 'Deployment');
    const component = resource(planned, 'Stack', 'shop');

    expect(deployment).toMatchObject({
      type: 'kubernetes:apps/v1:Deployment',
      name: 'shop/web',
      parent: component.urn,
    });
    expect(deployment.aliases).toContain('kubernetes:extensions/v1beta1:Deployment');
    expect(deployment.provider).toBe(resource(planned, 'kubernetes', 'test').urn);
    expect(component).toMatchObject({ type: 'stackwright:kubernetes:Stack', custom: false });
  });

  test('depends on what it needs, and on nothing else', async () => {
    const planned = await planOf(shop);
    const of = (kind: string) =>
      dependencies(planned, resource(planned, kind)).map((text) => text.replace(/-[a-z0-9]{10}$/, ''));

    expect(of('Namespace')).toEqual([]);
    expect(of('Service')).toEqual(['Namespace shop']);
    expect(of('Job').sort()).toEqual(['ConfigMap shop/config', 'Namespace shop', 'ServiceAccount shop/web']);
    expect(of('Deployment').sort()).toEqual([
      'ConfigMap shop/config',
      'Job shop/migrate',
      'Namespace shop',
      'ServiceAccount shop/web',
    ]);
    expect(of('Ingress').sort()).toEqual(['Namespace shop', 'Service shop/web']);
  });

  test('is deleted before it is replaced, where something cannot change', async () => {
    const planned = await planOf((stack) => new StatefulSet(stack, 'db', { ...web, replicas: 1 }));

    expect(resource(planned, 'StatefulSet')).toMatchObject({ deleteBeforeReplace: true });
    expect(resource(planned, 'Service', 'shop/db').replaceOnChanges).toContain('spec.clusterIPs[0]');
  });

  test('dies with its Namespace, and that with the cluster, unless something happens outside', async () => {
    const program = (build: (stack: Stack) => unknown) =>
      plan(() => {
        const eks = new Database('eks');
        const app = new App({ platform: { pack: 'baseline' } });
        build(new Stack(app, 'shop', { namespace: 'shop' }));
        deploy(app, { cluster: { ...cluster, resource: eks } });
      });
    const inside = await program((stack) => new Worker(stack, 'work', { image: web.image, resources: web.resources }));
    const outside = await program(shop);

    expect(resource(inside, 'Deployment').deletedWith).toBe(resource(inside, 'Namespace').urn);
    expect(resource(inside, 'Namespace').deletedWith).toBe(resource(inside, 'Database').urn);
    expect(resource(outside, 'Deployment').deletedWith).toBe(resource(outside, 'Namespace').urn);
    expect(resource(outside, 'Ingress').deletedWith).toBeUndefined();
    expect(resource(outside, 'Namespace').deletedWith).toBeUndefined();
  });

  test('of a claim goes with the pods that use it, where their Namespace goes', async () => {
    const program = (namespace?: string) =>
      plan(() => {
        const eks = new Database('eks');
        const app = new App({ platform: { pack: 'baseline' } });
        const stack = new Stack(app, 'shop', { ...(namespace === undefined ? {} : { namespace }) });
        new KubeObject(stack, 'data', {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        });
        new Worker(stack, 'work', { image: web.image, resources: web.resources, mounts: { '/data': claim('data') } });
        deploy(app, { cluster: { ...cluster, resource: eks } });
      });
    const [own, foreign] = [await program('shop'), await program('default')];

    for (const kind of ['PersistentVolumeClaim', 'Deployment']) {
      expect(resource(own, kind).deletedWith).toBe(resource(own, 'Namespace').urn);
      expect(resource(foreign, kind).deletedWith).toBeUndefined();
    }
    expect(destroyFindings(own)).toEqual([]);
    expect(destroyFindings(foreign)).toEqual([]);
  });

  test.each([
    ['that is not theirs, but the cluster has', 'default', {}],
    ['that stays', 'shop', { retainOnDelete: true }],
    ['of which only fields are changed', 'shop', { patch: true }],
  ])('is deleted by itself in a Namespace %s', async (_, name, options) => {
    const planned = await plan(() => {
      const app = new App({ platform: { pack: 'baseline' } });
      const stack = new Stack(app, 'shop', { namespace: name, createNamespace: false });
      const metadata = { name, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } };
      resourceOptions(new KubeObject(stack, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata }), options);
      new WebApp(stack, 'web', { ...web, environment: [new Config(stack, 'config', { data: { A: 'b' } })] });
      deploy(app, { cluster });
    });

    for (const kind of ['Deployment', 'ConfigMap', 'Service', 'ServiceAccount']) {
      const { deletedWith, retainOnDelete } = resource(planned, kind);
      expect({ deletedWith, retainOnDelete }).toEqual({ deletedWith: undefined, retainOnDelete: false });
    }
  });

  test('knows the Namespace and the claims of stacks that are deployed by themselves', async () => {
    const planned = await plan(() => {
      const eks = new Database('eks');
      const app = new App({ platform: { pack: 'baseline' } });
      const one = new Stack(app, 'one', { namespace: 'shop' });
      const two = new Stack(app, 'two', { namespace: 'shop', createNamespace: false });
      new StatefulSet(two, 'db', {
        ...web,
        replicas: 1,
        claims: { data: { size: Size.gibibytes(1), mountPath: '/data' } },
      });
      for (const stack of [one, two]) deploy(stack, { cluster: { ...cluster, resource: eks } });
    });

    expect(resource(planned, 'Namespace').deletedWith).toBeUndefined();
    expect(resource(planned, 'ServiceAccount').deletedWith).toBe(resource(planned, 'Namespace').urn);
    expect(destroyFindings(planned)).toEqual([]);
  });

  test('that the API server asks about others is gone before those who answer', async () => {
    const service = { name: 'hook', namespace: 'shop', port: 8080 };
    const planned = await plan(() => {
      const eks = new Database('eks');
      const app = new App({ platform: { pack: 'baseline' } });
      const stack = new Stack(app, 'shop', { namespace: 'shop' });
      new WebApp(stack, 'hook', web).route({ host: 'hook.example' });
      new ApiObject(stack, 'api', {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: 'v1.example.org' },
        spec: { group: 'example.org', version: 'v1', groupPriorityMinimum: 1, versionPriority: 1, service },
      });
      new KubeObject(stack, 'webhook', {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'hook' },
        webhooks: [
          {
            name: 'hook.example.org',
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            clientConfig: { service },
            rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['DELETE'], resources: ['configmaps'] }],
          },
        ],
      });
      deploy(app, { cluster: { ...cluster, resource: eks } });
    });

    expect(resource(planned, 'APIService').deletedWith).toBeUndefined();
    expect(destroyFindings(planned)).toEqual([]);
  });

  test('of a definition comes before those of its kind, which wait until it is established', async () => {
    const planned = await planOf((stack) => {
      new ApiObject(stack, 'backup', {
        apiVersion: 'example.org/v1',
        kind: 'Backup',
        metadata: { name: 'nightly' },
        spec: {},
      });
      new KubeObject(stack, 'definition', {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'backups.example.org' },
        spec: {
          group: 'example.org',
          names: { kind: 'Backup', plural: 'backups' },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
            },
          ],
        },
      });
    });

    expect(dependencies(planned, resource(planned, 'Backup'))).toContain(
      'CustomResourceDefinition backups.example.org',
    );
    expect(resource(planned, 'CustomResourceDefinition').inputs).toMatchObject({
      metadata: { annotations: { 'pulumi.com/waitFor': 'condition=Established' } },
    });
  });
});

describe('tokens', () => {
  const build = (stack: Stack) => {
    const database = new Database('database');
    new Config(stack, 'config', {
      name: 'plain',
      data: { URL: `ecto://${token(database.address)}:${token(database.port)}/shop`, A: 'b' },
    });
    new WebApp(stack, 'web', {
      ...web,
      ports: { http: token.number(database.port) },
      args: ['--zones', ...token.list(database.zones)],
    });
  };

  test('leave everything readable that is known, and depend on what they are made of', async () => {
    const planned = await planOf(build);
    const config = resource(planned, 'ConfigMap');

    expect(config.inputs['data']).toEqual({ A: 'b', URL: { $value: 'unknown' } });
    expect(config.propertyDependencies['data']).toEqual([resource(planned, 'Database').urn]);
    expect(config.propertyDependencies['metadata'] ?? []).toEqual([]);
    expect(resource(planned, 'Deployment').inputs).toMatchObject({
      spec: { template: { spec: { containers: [{ args: { $value: 'unknown' }, image: web.image }] } } },
    });
  });

  test('become the values, each of the type that its field has', async () => {
    const planned = await planOf(build, { mode: 'known' });

    expect(resource(planned, 'ConfigMap').inputs['data']).toEqual({ A: 'b', URL: 'ecto://db.example:5432/shop' });
    expect(resource(planned, 'Deployment').inputs).toMatchObject({
      spec: { template: { spec: { containers: [{ args: ['--zones', 'a', 'b'], ports: [{ containerPort: 5432 }] }] } } },
    });
    expect(resource(planned, 'Service').inputs).toMatchObject({
      spec: { ports: [{ port: 5432, targetPort: 'http' }] },
    });
  });

  test('in configuration roll the pods that use it by a checksum of the values', async () => {
    const checksum = async (address: string) => {
      const planned = await planOf(
        (stack) => {
          const config = new Config(stack, 'config', {
            data: { HOST: token(new Database('database', { address }).address) },
          });
          new WebApp(stack, 'web', { ...web, environment: [config] });
        },
        { mode: 'known' },
      );
      const { inputs } = resource(planned, 'Deployment');
      return [
        resource(planned, 'ConfigMap').name,
        JSON.stringify(inputs).match(/configuration-checksum":"([a-z0-9]{10})"/)?.[1],
      ];
    };
    const [[name, one], [same, other]] = [await checksum('a'), await checksum('b')];

    expect(one).toBeDefined();
    expect(one).not.toBe(other);
    expect(name).toBe(same);
  });

  test('are the same for the same Output, and are named after its resource and property', async () => {
    const texts: string[] = [];
    await plan(() => {
      const database = new Database('database');
      texts.push(token(database.address), token(database.address), token(output('a')), token(output('b')));
      texts.push(token(database.port, { name: 'port' }));
    });

    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toContain('database.address');
    expect(new Set(texts.slice(1)).size).toBe(4);
    expect(texts[4]).toContain('port');
  });

  test('of plain values are these values', () => {
    expect(token('a')).toBe('a');
    expect(token(1)).toBe('1');
    expect(token.number(1)).toBe(1);
    expect(token.list(['a'])).toEqual(['a']);
  });

  test('of something else are refused at once', async () => {
    const nothing: unknown = undefined;

    expect(() => token(nothing as string)).toThrow(/undefined/);
    expect(await problem(plan(() => token(output('a'), { name: 'not a name' })))).toMatch(
      /'not a name' cannot name a token/,
    );
    const twice = () => [token(output('a'), { name: 'same' }), token(output('b'), { name: 'same' })];
    expect(await problem(plan(twice))).toMatch(/Two Outputs cannot both be the token 'same'/);
  });

  test('of the wrong type fail with construct and field, without the value', async () => {
    const wrong = planOf(
      (stack) => {
        const database = new Database('database', { port: 'not-a-number', address: { a: 'hidden' } });
        new Config(stack, 'config', { data: { ADDRESS: token(database.address) } });
        new WebApp(stack, 'web', { ...web, ports: { http: token.number(database.port) } });
      },
      { mode: 'known' },
    );
    const message = await problem(wrong);

    expect(message).toMatch(/shop\/config\/Resource.*\/data\/ADDRESS.*The value of 'database.address' is an object/s);
    expect(message).toMatch(/The value of 'database.port' is a text/);
    expect(message).not.toMatch(/hidden|not-a-number/);
  });

  test.each([
    ['a number that was reckoned with', () => String(token.number(output(5432), { name: 'port' }) + 1)],
    ['a number with a digit before it', () => `1${token.number(output(5432), { name: 'port' })}`],
    ['the start of a text', () => token(output('db.example'), { name: 'address' }).slice(0, 12)],
  ])('that were changed are found: %s', async (_, text) => {
    const changed = planOf((stack) => new Config(stack, 'config', { data: { A: text() } }));

    expect(await problem(changed)).toMatch(/token\/changed.*\/data\/A/s);
  });

  test('of numbers that were reckoned with are found where a number belongs', async () => {
    const changed = planOf((stack) => {
      new WebApp(stack, 'web', { ...web, ports: { http: token.number(output(5432)) + 1 } });
    });

    expect(await problem(changed)).toMatch(/token\/changed.*ports\/0\/containerPort.*output\.apply/s);
  });

  test('of lists are items of lists, and never text', async () => {
    const joined = planOf((stack) => {
      new Config(stack, 'config', {
        data: { A: JSON.stringify(token.list(output(['a', 'b']), { name: 'database.zones' })) },
      });
    });

    expect(await problem(joined)).toMatch(/token\/wrong-type.*\/data\/A.*'database.zones' stands in a text/s);
  });

  test('stay whole where a text is split into words', async () => {
    const planned = await planOf(
      (stack) => {
        const { address, port } = new Database('database');
        new WebApp(stack, 'web', { ...web, args: `--host ${token(address)} --port ${token.number(port)}`.split(' ') });
      },
      { mode: 'known' },
    );

    expect(resource(planned, 'Deployment').inputs).toMatchObject({
      spec: { template: { spec: { containers: [{ args: ['--host', 'db.example', '--port', '5432'] }] } } },
    });
  });

  test('that were concatenated as Outputs are found', async () => {
    const leak = planOf((stack) => {
      const database = new Database('database');
      // eslint-disable-next-line @typescript-eslint/no-base-to-string, @typescript-eslint/restrict-template-expressions -- it is the mistake
      new Config(stack, 'config', { data: { URL: `ecto://${database.address}` } });
    });

    expect(await problem(leak)).toMatch(/token\/no-text.*The text was made of an Output of Pulumi.*token\(output\)/s);
  });

  test('of another run are not known', async () => {
    let left = '';
    await plan(() => void (left = token(output('a'), { name: 'left' })));

    expect(await problem(planOf((stack) => new Config(stack, 'config', { data: { A: left } })))).toMatch(
      /token\/unbound.*'left'/s,
    );
  });
});

describe('parameters', () => {
  const build = (stack: Stack) => new Config(stack, 'config', { data: { HOST: parameter('database.host') } });

  test('take the values that deploy is given', async () => {
    const planned = await planOf(build, { values: { 'database.host': 'db.example' } });

    expect(resource(planned, 'ConfigMap').inputs['data']).toEqual({ HOST: 'db.example' });
  });

  test('without a value are an error with path and field', async () => {
    expect(await problem(planOf(build))).toMatch(
      /shop\/config\/Resource.*token\/unbound.*\/data\/HOST.*database\.host/s,
    );
  });
});

describe('secrets', () => {
  test('stay secret, and roll the pods that use them', async () => {
    const planned = await planOf(
      (stack) => {
        const database = new Database('database', { password: secret('the-password') });
        const credentials = new PulumiSecret(stack, 'credentials', {
          values: { PASSWORD: database.password, COOKIE: 'the-cookie' },
        });
        new WebApp(stack, 'web', { ...web, environment: [credentials] });
      },
      { mode: 'known' },
    );
    const { inputs, additionalSecretOutputs } = resource(planned, 'Secret');

    expect(inputs['stringData']).toEqual({ $value: 'secret' });
    expect(additionalSecretOutputs).toEqual(['data', 'stringData']);
    expect(JSON.stringify(planned)).not.toMatch(/the-password|the-cookie/);
    expect(resource(planned, 'Deployment').inputs).toMatchObject({
      spec: {
        template: { metadata: { annotations: { 'stackwright.dev/configuration-checksum': { $value: 'secret' } } } },
      },
    });
  });

  test('that would be readable are errors, each with construct and field', async () => {
    const message = await problem(
      planOf(
        (stack) => {
          const { password } = new Database('database', { password: secret('the-password') });
          new Config(stack, 'config', { data: { URL: `ecto://app:${token(password)}@db`, AGAIN: token(password) } });
          new WebApp(stack, 'web', { ...web, args: [token(password)], podAnnotations: { note: token(password) } });
        },
        { mode: 'known' },
      ),
    );

    for (const field of [
      '/data/URL',
      '/data/AGAIN',
      '/spec/template/spec/containers/0/args/0',
      '/spec/template/metadata/annotations/note',
    ])
      expect(message).toContain(field);
    expect(message).toMatch(/token\/readable-secret/);
    expect(message).not.toContain('the-password');
  });
});

describe('waiting', () => {
  const SKIPPED = { metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } } };

  test('is not for an address that never comes', async () => {
    const [without, given] = [await planOf(shop), await planOf(shop, { addresses: true })];

    expect(resource(without, 'Ingress').inputs).toMatchObject(SKIPPED);
    expect(resource(given, 'Ingress').inputs).not.toMatchObject(SKIPPED);
    expect(resource(without, 'Deployment').inputs).not.toMatchObject(SKIPPED);
  });

  test('is as long as a Job may take, and as the author says', async () => {
    const planned = await planOf((stack) => {
      const options = { image: web.image, resources: web.resources };
      new Job(stack, 'long', { ...options, activeDeadline: Duration.hours(2) });
      resourceOptions(stack, { timeout: Duration.minutes(20) });
      const never = new Worker(stack, 'never', { ...options, liveness: exec('true') });
      resourceOptions(never, {
        wait: false,
        timeout: Duration.minutes(1),
        protect: true,
        ignoreChanges: ['spec.replicas'],
      });
    });
    const [job] = planned.resources.filter(({ type }) => type.endsWith(':Job'));
    const worker = resource(planned, 'Deployment');

    expect(job?.customTimeouts).toMatchObject({ create: '20m0s' });
    expect(worker).toMatchObject({
      customTimeouts: { create: '1m0s' },
      protect: true,
      ignoreChanges: ['spec.replicas'],
    });
    expect(worker.inputs).toMatchObject(SKIPPED);
  });

  test('takes as few steps in a row as the objects need', async () => {
    const planned = await planOf((stack) => {
      for (const id of ['a', 'b', 'c']) shop(new Stack(stack, id, { namespace: `shop-${id}` }));
    });
    const awaited = /:(?:Deployment|Job|Service|StatefulSet|PersistentVolumeClaim)$/;
    const depth = new Map<string, number>();
    for (const { urn, type, dependencies } of planned.resources) {
      const before = Math.max(0, ...dependencies.map((dependency) => depth.get(dependency) ?? 0));
      depth.set(urn, before + (awaited.test(type) ? 1 : 0));
    }

    // The Job, then the Deployment that it migrates for.
    expect(Math.max(...depth.values())).toBe(2);
  });
});

describe('what is there already', () => {
  test('is only patched: what every cluster has, and what the cluster says', async () => {
    const planned = await planOf(
      (stack) => {
        new KubeObject(stack, 'default', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'default', labels: { a: 'b' } },
        });
        new KubeObject(stack, 'gp2', {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'StorageClass',
          metadata: { name: 'gp2', annotations: { 'storageclass.kubernetes.io/is-default-class': 'false' } },
          provisioner: 'kubernetes.io/aws-ebs',
        });
      },
      { cluster: { ...cluster, existingObjects: [{ kind: 'StorageClass.storage.k8s.io', name: 'gp2' }] } },
    );

    for (const type of ['kubernetes:core/v1:NamespacePatch', 'kubernetes:storage.k8s.io/v1:StorageClassPatch']) {
      const patch = planned.resources.find((each) => each.type === type);
      expect(patch).toMatchObject({
        retainOnDelete: true,
        inputs: { metadata: { annotations: { 'pulumi.com/patchForce': 'true' } } },
      });
      expect(patch?.deletedWith).toBeUndefined();
    }
  });

  test('is taken over where that is asked for', async () => {
    const upserts = async (adopt: boolean) =>
      resource(await planOf(shop, { adopt }), 'kubernetes', 'test').inputs['upsertExistingObjects'];

    expect(await upserts(true)).toBe('true');
    expect(await upserts(false)).toBe('false');
  });

  test('of an earlier release is kept for it to come back, and dies with the Namespace', async () => {
    const planned = await planOf(shop);
    const config = resource(planned, 'ConfigMap');

    expect(config).toMatchObject({ retainOnDelete: true, deletedWith: resource(planned, 'Namespace').urn });
    expect(config.provider).toBe(resource(planned, 'kubernetes', 'test-configuration').urn);
    expect(resource(planned, 'kubernetes', 'test-configuration').inputs['upsertExistingObjects']).toBe('true');
    expect(resource(planned, 'Deployment').retainOnDelete).toBe(false);
  });
});

describe('mistakes', () => {
  function twoStacks(act: (stacks: { app: App; one: Stack; two: Stack }) => unknown) {
    return plan(() => {
      const app = new App({ platform: { pack: 'baseline' } });
      const [one, two] = [new Stack(app, 'one', { namespace: 'one' }), new Stack(app, 'two', { namespace: 'two' })];
      after(shop(two), shop(one));
      return act({ app, one, two });
    });
  }

  test('in the tree are told all at once, before anything is registered', async () => {
    const message = await problem(
      planOf((stack) => {
        new WebApp(stack, 'a', { ...web, image: '' });
        new WebApp(stack, 'b', { ...web, replicas: -1 });
      }),
    );

    expect(message).toMatch(/shop\/a.*shop\/b.*replicas\/illegal/s);
  });

  test('are stacks of one name, and objects deployed twice', async () => {
    expect(await problem(twoStacks(({ app }) => [deploy(app, { cluster }), deploy(app, { cluster })]))).toMatch(
      /deploy\/same-name.*'one' is deployed by this program already.*'two'/s,
    );
    const named = await twoStacks(({ app }) => {
      deploy(app, { cluster });
      deploy(app, { cluster: { ...cluster, name: 'other' }, name: 'other' });
    });
    expect(
      named.resources
        .filter(({ type }) => type.endsWith(':Deployment'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['one/web', 'other-one/web', 'other-two/web', 'two/web']);
  });

  test('are stacks before what they depend on, or in another cluster', async () => {
    expect(await problem(twoStacks(({ two }) => deploy(two, { cluster })))).toMatch(
      /deploy\/order.*Deploy the app as a whole, or 'one' first/s,
    );
    const apart = ({ one, two }: { one: Stack; two: Stack }) => [
      deploy(one, { cluster }),
      deploy(two, { cluster: { ...cluster, name: 'other' } }),
    ];
    expect(await problem(twoStacks(apart))).toMatch(/deploy\/other-cluster.*deployed to another cluster/s);
    const planned = await twoStacks(({ one, two }) => [deploy(one, { cluster }), deploy(two, { cluster })]);
    expect(dependencies(planned, resource(planned, 'ServiceAccount', 'two/web'))).toContain('Deployment one/web');
  });

  test('are two clusters of one name, and one cluster with and without adoption', async () => {
    const other = { ...cluster, kubeconfig: 'another' };
    expect(
      await problem(twoStacks(({ one, two }) => [deploy(one, { cluster }), deploy(two, { cluster: other })])),
    ).toMatch(/deploy\/same-cluster-name.*two clusters of the name 'test'/s);
    expect(
      await problem(twoStacks(({ one, two }) => [deploy(one, { cluster }), deploy(two, { cluster, adopt: true })])),
    ).toMatch(/deploy\/adopt.*`adopt: false`, and now with `adopt: true`/s);
    const copies = await twoStacks(({ one, two }) =>
      [one, two].map((each) => deploy(each, { cluster: { ...cluster } })),
    );
    expect(copies.resources.filter(({ type }) => type === 'pulumi:providers:kubernetes')).toHaveLength(2);
  });

  test.each<[object, RegExp]>([
    [{}, /deploy\/target.*neither a cluster nor a provider/s],
    [{ cluster: { kubeconfig: 'x' } }, /The cluster has no name/],
    [{ cluster: { name: 'a', kubeconfig: ' ' } }, /The cluster has no kubeconfig/],
    [{ cluster: { name: 'a', kubeconfig: output('') } }, /The kubeconfig of the cluster 'a' is empty/],
  ])('are targets that lead nowhere: %j', async (options, expected) => {
    const program = () => {
      const app = new App({ platform: { pack: 'baseline' } });
      shop(new Stack(app, 'shop', { namespace: 'shop' }));
      deploy(app, options as DeployOptions);
    };

    expect(await problem(plan(program))).toMatch(expected);
  });

  test('are providers of something else', async () => {
    const message = await problem(
      plan(() => {
        const app = new App({ platform: { pack: 'baseline' } });
        shop(new Stack(app, 'shop', { namespace: 'shop' }));
        deploy(app, { provider: new KubernetesProvider('cloud', 'aws') });
      }),
    );

    expect(message).toMatch(/deploy\/provider.*pulumi:providers:aws/s);
  });
});

test('what comes first comes before each deployment, also before what depends on an earlier one', async () => {
  const planned = await plan(() => {
    const database = new Database('database');
    const app = new App({ platform: { pack: 'baseline' } });
    const one = new Stack(app, 'one', { namespace: 'shop' });
    const two = new Stack(app, 'two', { namespace: 'shop', createNamespace: false });
    new Config(two, 'config', { data: { A: 'b' } });
    deploy(one, { cluster });
    deploy(two, { cluster, dependsOn: [database] });
  });

  expect(dependencies(planned, resource(planned, 'Namespace'))).toEqual([]);
  expect([...dependencies(planned, resource(planned, 'ConfigMap'))].sort()).toEqual([
    'Database database',
    'Namespace shop',
  ]);
});

test('what is protected as a whole protects its objects', async () => {
  const planned = await plan(() => {
    const team = new ComponentResource('test:index:Team', 'team', {}, { protect: true });
    const app = new App({ platform: { pack: 'baseline' } });
    const stack = new Stack(app, 'shop', { namespace: 'shop' });
    resourceOptions(new Config(stack, 'config', { data: { A: 'b' } }), { protect: false });
    deploy(app, { cluster, parent: team });
  });

  expect(resource(planned, 'Namespace').protect).toBe(true);
  expect(resource(planned, 'ConfigMap').protect).toBe(false);
});

test('with a provider of somebody else, nothing is kept, and the options are those of the program', async () => {
  let component: ComponentResource | undefined;
  const planned = await plan(() => {
    const database = new Database('database');
    const app = new App({ platform: { pack: 'baseline' } });
    const stack = new Stack(app, 'shop', { namespace: 'shop' });
    const built = shop(stack);
    const deployment = deploy(app, {
      provider: new KubernetesProvider('own'),
      dependsOn: [database],
      deletedWith: database,
      protect: true,
    });
    component = deployment.components.get('shop');
    return { rolledOut: deployment.resourcesOf(built).map(({ urn }) => urn) };
  });

  expect(component).toBeDefined();
  expect(resource(planned, 'ConfigMap')).toMatchObject({ retainOnDelete: false, protect: true });
  expect(dependencies(planned, resource(planned, 'Namespace'))).toEqual(['Database database']);
  expect(planned.outputs['rolledOut']).toContain(resource(planned, 'Deployment').urn);
});
