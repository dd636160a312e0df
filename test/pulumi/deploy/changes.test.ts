import { ApiObject } from 'cdk8s';
import { Config, Migration, WebApp, type Stack } from 'stackwright';
import { PulumiSecret, token } from 'stackwright/pulumi';
import { diffOf, type Change } from '../../../lib/pulumi/plan/diff/diff';
import type { Plan } from '../../../lib/pulumi/plan/plan';
import { Database, planOf, web } from './planned';

/** What a release differs in. */
interface Release {
  readonly image?: string;
  readonly level?: string;
  readonly address?: string;
  readonly password?: string;
  /** Whether something that has nothing to do with the rest is part of it. */
  readonly more?: boolean;
}

function release({ image = web.image, level = 'info', address = 'a', password = 'p', more = false }: Release = {}) {
  return (stack: Stack): void => {
    const database = new Database('database', { address, password });
    if (more) new Config(stack, 'another', { data: { PORT: token(new Database('another').port) } });
    const plain = new Config(stack, 'plain', { data: { LEVEL: level } });
    const config = new Config(stack, 'config', { data: { URL: `ecto://app@${token(database.address)}/shop` } });
    const credentials = new PulumiSecret(stack, 'credentials', { values: { PASSWORD: database.password } });
    const app = new WebApp(stack, 'web', { ...web, image, environment: [plain, config, credentials] });
    new Migration(stack, 'migrate', { app, args: ['migrate'] });
    app.route({ host: 'shop.example' });
    // Without a secret, so that a plan can tell one checksum from another.
    new WebApp(stack, 'other', { ...web, environment: [config] });
  };
}

const planned = (release: (stack: Stack) => void): Promise<Plan> => planOf(release, { mode: 'known' });

/** What changes in Kubernetes, as `kind Kind namespace/name` without hashes, sorted. */
function changed(before: Plan, after: Plan): readonly string[] {
  const real = diffOf(before, after).filter(
    ({ kind, resource }) => kind !== 'same' && resource.type.startsWith('kubernetes:'),
  );
  return real.map((change) => `${change.kind} ${titleOf(change)}`).sort();
}

function titleOf({ resource }: Change): string {
  return `${resource.type.split(':').at(-1)} ${resource.name.replace(/-[a-z0-9]{10}$/, '')}`;
}

describe('from one update to the next', () => {
  let first: Plan;
  beforeAll(async () => {
    first = await planned(release());
  });

  test('a program that did not change registers the same, word for word, in both modes', async () => {
    const [again, preview, once] = [await planned(release()), await planOf(release()), await planOf(release())];
    const sorted = ({ resources }: Plan) => [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));

    expect(sorted(again)).toEqual(sorted(first));
    expect(sorted(once)).toEqual(sorted(preview));
  });

  test('another image changes the pods, and lets the migration run again before them', async () => {
    const next = await planned(release({ image: 'registry.example/web:1.1.0' }));

    expect(changed(first, next)).toEqual([
      'create Job shop/migrate',
      'delete Job shop/migrate',
      'update Deployment shop/web',
    ]);
  });

  test('a plain value of configuration makes a new ConfigMap and keeps the one before', async () => {
    const next = await planned(release({ level: 'debug' }));
    const changes = diffOf(first, next);
    const old = changes.find(({ kind, resource }) => kind === 'delete' && resource.type.endsWith(':ConfigMap'));

    expect(changed(first, next)).toEqual([
      'create ConfigMap shop/plain',
      'create Job shop/migrate',
      'delete ConfigMap shop/plain',
      'delete Job shop/migrate',
      'update Deployment shop/web',
    ]);
    expect(old?.fate).toEqual({ kind: 'retained' });
  });

  test('another value of a token changes the ConfigMap where it is, rolls its pods and does the work of its Jobs again', async () => {
    const next = await planned(release({ address: 'b' }));
    const deployment = diffOf(first, next).find(
      ({ resource }) => resource.name === 'shop/other' && resource.type.endsWith(':Deployment'),
    );

    expect(changed(first, next)).toEqual([
      'replace Job shop/migrate',
      'update ConfigMap shop/config',
      'update Deployment shop/other',
    ]);
    expect(deployment?.inputs.map(({ path }) => path)).toEqual([
      ['spec', 'template', 'metadata', 'annotations', 'stackwright.dev/configuration-checksum'],
    ]);
  });

  test('what is added beside the rest changes nothing of it', async () => {
    expect(changed(first, await planned(release({ more: true })))).toEqual(['create ConfigMap shop/another']);
  });

  test('a new version of an API is the same resource', async () => {
    const autoscaler = (version: string) => (stack: Stack) => {
      const app = new WebApp(stack, 'web', { ...web, replicas: 2 });
      new ApiObject(stack, 'autoscaler', {
        apiVersion: `autoscaling/${version}`,
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: app.name } },
      });
    };
    const changes = changed(await planned(autoscaler('v1')), await planned(autoscaler('v2')));

    expect(changes).toEqual(['update HorizontalPodAutoscaler shop/web']);
  });
});
