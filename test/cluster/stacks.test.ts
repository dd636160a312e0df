import { App, override, Stack } from 'stackwright';
import { GoDemo2 } from '../../apps/go-demo-2';
import { KubeNative } from '../../apps/kube-native';
import { environmentNamed } from '../../stacks/environments';
import type { ClusterClient } from './support/client';
import { describeCluster } from './support/describe-cluster';
import { drain, uncordon } from './support/drain';
import { at } from './support/fields';
import type { Manifest } from './support/manifest';
import { podsOf } from './support/pods';
import { manifestsOf, manifestsOfProgram } from './support/programs';
import { waitFor, waitUntilReady } from './support/wait';

/** The systems of one environment, in namespaces of their own. */
function systems(name: string, suffix: string) {
  const { platform, goDemo2, kubeNative } = environmentNamed(name);
  // What the pack of the environment finds is acknowledged in the program.
  const app = new App({ platform: { ...platform, pack: 'baseline' } });
  const stack = new Stack(app, 'kube-native', { namespace: `kube-native${suffix}` });
  new GoDemo2(new Stack(app, 'go-demo-2', { namespace: `go-demo-2${suffix}` }), 'go-demo-2', goDemo2);
  new KubeNative(stack, 'kube-native', { ...kubeNative, credentials: kubeNative.credentials(stack) });
  return { app, stack };
}

async function createAll(client: ClusterClient, manifests: readonly Manifest[]): Promise<void> {
  for (const manifest of manifests) await client.create(manifest);
}

async function uidsByOwner(client: ClusterClient, namespace: string): Promise<Record<string, string[]>> {
  const owners: Record<string, string[]> = {};
  for (const { owner, uid } of await podsOf(client, namespace)) {
    const key = `${owner?.kind} ${owner?.name}`;
    owners[key] = [...(owners[key] ?? []), uid].sort();
  }
  return owners;
}

/** The pods behind the Service of a namespace that has one, with their port, once there are as many as expected. */
function endpointsOf(client: ClusterClient, namespace: string, count: number): Promise<string[]> {
  return waitFor<string[]>(`${count} endpoints in ${namespace}`, async () => {
    const slices = await client.list('discovery.k8s.io/v1', 'EndpointSlice', namespace);
    const value = slices.flatMap((slice) => {
      const [port] = at.list(slice, 'ports');
      return at
        .list(slice, 'endpoints')
        .map((endpoint) => `${at.string(endpoint, 'targetRef', 'name') ?? ''}:${at.number(port, 'port') ?? 0}`);
    });
    return value.length === count ? { value } : { waitingFor: `there is ${value.join(', ') || 'none'}` };
  });
}

describeCluster('every stack of stacks/kubernetes.ts', (client) => {
  it('is accepted object by object in its order, without an error or a warning', async () => {
    const manifests = manifestsOfProgram('stacks/kubernetes.ts');

    await createAll(client, manifests);

    expect(manifests.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['StatefulSet', 'Deployment', 'Job']));
    expect(client.warnings).toEqual([]);
  });

  it('is accepted with the settings of minikube too', async () => {
    await createAll(client, manifestsOf(systems('minikube', '-minikube').app));

    expect(client.warnings).toEqual([]);
  });
});

describeCluster(
  'the systems on a cluster with nodes',
  (client) => {
    const suffix = '-live';
    const namespaces = [`go-demo-2${suffix}`, `kube-native${suffix}`] as const;
    const [goDemo2, kubeNative] = namespaces;
    let first: Manifest[];

    beforeAll(async () => {
      first = manifestsOf(systems('production', suffix).app);
      await createAll(client, first);
    });

    it('become available, their Jobs complete and their claims are bound', async () => {
      await waitUntilReady(client, first);

      const claims = await client.list('v1', 'PersistentVolumeClaim', goDemo2);
      expect(claims).toMatchObject([{ metadata: { name: 'data-go-demo-2-db-0' }, status: { phase: 'Bound' } }]);
      // Only what serves is behind the Service, not the pods of Jobs.
      const serving = (await podsOf(client, kubeNative)).filter(({ owner }) => owner?.kind === 'Deployment');
      const behind = await endpointsOf(client, kubeNative, serving.length);
      expect(behind.sort()).toEqual(serving.map(({ name }) => `${name}:4000`).sort());
    });

    it('replaces exactly the pods that consume a setting when it changes', async () => {
      const before = { goDemo2: await uidsByOwner(client, goDemo2), kubeNative: await uidsByOwner(client, kubeNative) };
      const { app, stack } = systems('production', suffix);
      override(stack, { kind: 'ConfigMap', merge: { data: { HOSTNAME: 'kube-native.example' } } });
      const second = manifestsOf(app);

      for (const manifest of second) await client.apply(manifest);
      await waitUntilReady(client, second);

      const now = { goDemo2: await uidsByOwner(client, goDemo2), kubeNative: await uidsByOwner(client, kubeNative) };
      const web = 'Deployment kube-native';
      expect(now.goDemo2).toEqual(before.goDemo2);
      expect(now.kubeNative[web]).toHaveLength(3);
      expect(now.kubeNative[web]?.filter((uid) => before.kubeNative[web]?.includes(uid))).toEqual([]);
      expect(client.warnings).toEqual([]);
    });

    it('replaces nothing when the same version is applied again', async () => {
      const before = await uidsByOwner(client, goDemo2);
      const same = manifestsOf(systems('production', suffix).app).filter(
        ({ metadata }) => metadata.namespace === goDemo2,
      );

      for (const manifest of same) await client.apply(manifest);
      await waitUntilReady(client, same);

      expect(await uidsByOwner(client, goDemo2)).toEqual(before);
    });

    it('lets each node in turn be drained', async () => {
      const workloads = first.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');

      for (const node of await client.list('v1', 'Node')) {
        await drain(client, node.metadata.name);
        await waitUntilReady(client, workloads);
        const nodes = await Promise.all(namespaces.map((namespace) => podsOf(client, namespace)));
        expect(nodes.flat().filter(({ nodeName, ready }) => ready && nodeName === node.metadata.name)).toEqual([]);
        await uncordon(client, node.metadata.name);
      }
    });
  },
  { simulatedNodes: true },
);
