import { output } from '@pulumi/pulumi';
import { Duration } from 'cdk8s';
import { App, Stack, type Json, type JsonObject } from 'stackwright';
import { deploy, PulumiSecret, token } from 'stackwright/pulumi';
import { destroyFindings, destroySteps, planFunction, SECRET, type Plan } from 'stackwright/pulumi/plan';
import { GoDemo2 } from '../../../apps/go-demo-2';
import { KubeNative } from '../../../apps/kube-native';
import { isObject } from '../../../lib/manifest/json';
import { environmentNamed } from '../../../stacks/environments';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { isManifest, type Manifest } from '../support/manifest';
import { waitFor, waitUntilReady } from '../support/wait';

const SUFFIX = '-deployed';
const NAMESPACES = [`go-demo-2${SUFFIX}`, `kube-native${SUFFIX}`];
const SKIPPED = 'pulumi.com/skipAwait';

/** The systems of production, with a database whose address and password are outputs. */
function program(): void {
  const { platform, goDemo2, kubeNative } = environmentNamed('production');
  // What the pack of the environment finds is acknowledged in the program.
  const app = new App({ platform: { ...platform, pack: 'baseline' } });
  new GoDemo2(new Stack(app, 'go-demo-2', { namespace: NAMESPACES[0] ?? '' }), 'go-demo-2', goDemo2);
  const stack = new Stack(app, 'kube-native', { namespace: NAMESPACES[1] ?? '' });
  const values = {
    DATABASE_URL: output('ecto://app@db.example/app'),
    ERLANG_COOKIE: 'cookie',
    SECRET_KEY_BASE: 'base',
  };
  new KubeNative(stack, 'kube-native', {
    ...kubeNative,
    credentials: new PulumiSecret(stack, 'credentials', { values }),
    database: { host: token(output('db.example')), port: token(output(5432)) },
  });
  deploy(app, { cluster: { name: 'test', kubeconfig: 'apiVersion: v1' } });
}

/** Plain data again: nobody tells a plan what is secret. */
function withSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (!isObject(value)) return value;
  if (value['$value'] === SECRET.$value) return 'a-secret';
  const entries = Object.entries(value).map(([key, child]): [string, Json] => {
    const isHidden = key === 'stringData' && isObject(child) && child['$value'] === SECRET.$value;
    const keys = ['DATABASE_URL', 'ERLANG_COOKIE', 'SECRET_KEY_BASE'];
    return [key, isHidden ? Object.fromEntries(keys.map((name) => [name, 'a-secret'])) : withSecrets(child)];
  });
  return Object.fromEntries(entries);
}

function manifestOf(inputs: JsonObject): Manifest {
  const manifest: unknown = withSecrets(inputs);
  if (!isManifest(manifest)) throw new Error(`This is no object: ${JSON.stringify(inputs)}`);
  return manifest;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Creates what a program registers, as it registers it, and waits as the provider would. */
class Cloud {
  readonly spans = new Map<string, Span>();
  /** The most objects that were created or awaited at the same time. */
  most = 0;
  #now = 0;
  readonly #client: ClusterClient;

  constructor(client: ClusterClient) {
    this.#client = client;
  }

  async create(urn: string, manifest: Manifest): Promise<void> {
    const start = performance.now();
    this.most = Math.max(this.most, ++this.#now);
    await this.#client.create(manifest);
    if (manifest.metadata.annotations?.[SKIPPED] !== 'true') {
      await waitUntilReady(this.#client, [manifest], { timeoutMilliseconds: 90_000 });
    }
    this.#now--;
    this.spans.set(urn, { start, end: performance.now() });
  }
}

describeCluster(
  'what deploy registers',
  (client) => {
    const cloud = new Cloud(client);
    let plan: Plan;
    const objects = () => plan.resources.filter(({ type }) => type.startsWith('kubernetes:'));

    it('is accepted and becomes ready, in the order in which the SDK registers it', async () => {
      plan = await planFunction(program, {
        mode: 'known',
        quiet: Duration.seconds(100),
        outputsOf: async ({ urn, type, inputs }) => {
          if (type.startsWith('kubernetes:')) await cloud.create(urn, manifestOf(inputs));
          return inputs;
        },
      });

      expect(objects().length).toBeGreaterThan(15);
      expect(client.warnings).toEqual([]);
      await waitUntilReady(
        client,
        objects().map(({ inputs }) => manifestOf(inputs)),
      );
    });

    it('begins when all that it depends on is ready, and not later: several at a time', () => {
      for (const { urn, dependencies } of objects()) {
        for (const dependency of dependencies) {
          const before = cloud.spans.get(dependency);
          if (before) expect(before.end).toBeLessThanOrEqual(cloud.spans.get(urn)?.start ?? 0);
        }
      }
      expect(cloud.most).toBeGreaterThan(4);
    });

    it('lets migrations end before the pods of the release begin', () => {
      const span = (type: string, name: RegExp) =>
        cloud.spans.get(objects().find((each) => each.type.endsWith(type) && name.test(each.name))?.urn ?? '');
      const [migrated, seeded, rolledOut] = [
        span(':Job', /migrate/),
        span(':Job', /seed/),
        span(':Deployment', /kube-native$/),
      ];

      expect(migrated?.end).toBeLessThanOrEqual(seeded?.start ?? 0);
      expect(seeded?.end).toBeLessThanOrEqual(rolledOut?.start ?? 0);
    });

    it('leaves nothing behind when it is deleted backwards', async () => {
      expect(destroyFindings(plan)).toEqual([]);
      for (const wave of destroySteps(plan)) {
        const gone = wave.filter(({ action }) => action === 'delete').flatMap(({ urn }) => inputsOf(plan, urn));
        await Promise.all(gone.map((manifest) => client.delete(manifest)));
        for (const manifest of gone) await goesAway(client, manifest);
      }

      const left = await Promise.all(['PersistentVolume', 'Namespace'].map((kind) => client.list('v1', kind)));
      const names = left.flat().map((object) => JSON.stringify([object.kind, object.metadata.name, object['spec']]));
      expect(names.filter((text) => text.includes(SUFFIX))).toEqual([]);
      for (const { inputs } of objects()) expect(await client.find(manifestOf(inputs))).toBeUndefined();
    });
  },
  { simulatedNodes: true },
);

function inputsOf(plan: Plan, urn: string): readonly Manifest[] {
  const found = plan.resources.find((resource) => resource.urn === urn);
  return found?.type.startsWith('kubernetes:') ? [manifestOf(found.inputs)] : [];
}

async function goesAway(client: ClusterClient, manifest: Manifest): Promise<void> {
  const name = `${manifest.kind} ${manifest.metadata.name} to be gone`;
  await waitFor(
    name,
    async () => ((await client.find(manifest)) === undefined ? { value: true } : { waitingFor: 'it is there' }),
    { timeoutMilliseconds: 90_000 },
  );
}
