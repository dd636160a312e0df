import { ApiError } from './support/api-error';
import type { ClusterClient } from './support/client';
import { describeCluster } from './support/describe-cluster';
import { drain, uncordon } from './support/drain';
import { at } from './support/fields';
import type { Manifest } from './support/manifest';
import { createNamespace } from './support/namespace';
import { podsOf } from './support/pods';
import { waitFor, waitUntilReady } from './support/wait';

const restricted = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
};

const container = {
  name: 'web',
  image: 'registry.example/web:1.0.0',
  securityContext: {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

const labels = { app: 'web' };

function deployment(namespace: string, spec: object = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
      ...spec,
    },
  };
}

function job(namespace: string, podLabels: Record<string, string> = {}): Manifest {
  const spec = { restartPolicy: 'Never', containers: [container] };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace },
    spec: { backoffLimit: 0, template: { metadata: { labels: podLabels }, spec } },
  };
}

function statefulSet(namespace: string): Manifest {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'database', namespace },
    spec: {
      replicas: 2,
      serviceName: 'database',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
    },
  };
}

function podDisruptionBudget(namespace: string): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace },
    spec: { minAvailable: 1, selector: { matchLabels: labels } },
  };
}

const configMap = (namespace: string, data: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace },
  data,
});

describeCluster('a client of the API server', (client) => {
  beforeAll(() => createNamespace(client, 'support-client', restricted));

  it('reads back what it created', async () => {
    await client.create(configMap('support-client', { port: '8080' }));
    expect(await client.get(configMap('support-client', {}))).toMatchObject({ data: { port: '8080' } });
    expect(await client.list('v1', 'ConfigMap', 'support-client')).toContainEqual(
      expect.objectContaining({ kind: 'ConfigMap', data: { port: '8080' } }),
    );
  });

  it('applies over the fields of another manager', async () => {
    const applied = await client.apply(configMap('support-client', { port: '9090' }));
    expect(applied).toMatchObject({ data: { port: '9090' } });
  });

  it('deletes', async () => {
    await client.delete(configMap('support-client', {}));
    expect(await client.find(configMap('support-client', {}))).toBeUndefined();
  });

  it.each(['create', 'apply'] as const)('is refused an unknown field by %s', async (verb) => {
    const attempt = client[verb](deployment('support-client', { replicsa: 3 }));
    await expect(attempt).rejects.toThrow(ApiError);
    await expect(attempt).rejects.toThrow(`${verb} apps/v1 Deployment support-client/web`);
    await expect(attempt).rejects.toThrow(
      verb === 'create' ? /400 BadRequest.*unknown field "spec.replicsa"/ : /replicsa/,
    );
  });

  it('says which object is missing, and which kind', async () => {
    await expect(client.get(deployment('support-client'))).rejects.toThrow(/support-client\/web: 404 NotFound/);
    const unknown = { apiVersion: 'example.org/v1', kind: 'Gadget', metadata: { name: 'one' } };
    await expect(client.create(unknown)).rejects.toThrow('The server knows no example.org/v1 Gadget');
  });

  it('keeps the warnings of the API server', async () => {
    const bare = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'registry.example/web:1.0.0' }] } };
    await client.create(deployment('support-client', { template: bare }));
    expect(client.warnings).toEqual([
      {
        about: 'create apps/v1 Deployment support-client/web',
        text: expect.stringMatching(/would violate PodSecurity "restricted:latest".*seccompProfile/),
      },
    ]);
  });
});

describeCluster(
  'simulated nodes',
  (client) => {
    it('roll a Deployment out', async () => {
      await createNamespace(client, 'support-rollout', restricted);
      await waitUntilReady(client, [await client.create(deployment('support-rollout'))]);
      const owner = { kind: 'Deployment', name: 'web' };
      const running = expect.objectContaining({ owner, phase: 'Running', ready: true });
      const before = await podsOf(client, 'support-rollout');
      expect(before).toEqual([running, running]);

      const changed = {
        template: { metadata: { labels, annotations: { revision: '2' } }, spec: { containers: [container] } },
      };
      await waitUntilReady(client, [await client.apply(deployment('support-rollout', changed))]);
      const replaced = await podsOf(client, 'support-rollout');
      expect(replaced).toEqual([running, running]);
      expect(before.map(({ uid }) => uid)).not.toEqual(expect.arrayContaining(replaced.map(({ uid }) => uid)));
    });

    it('complete a Job, and tell of one that fails', async () => {
      await createNamespace(client, 'support-job');
      await waitUntilReady(client, [await client.create(job('support-job'))]);
      await createNamespace(client, 'support-failing-job');
      const failing = job('support-failing-job', { 'pod-container-running-failed.stage.kwok.x-k8s.io': 'true' });
      await client.create(failing);
      await expect(waitUntilReady(client, [failing])).rejects.toThrow(/support-failing-job\/migrate failed: .*backoff/);
    });

    it('bind the claims of a StatefulSet', async () => {
      await createNamespace(client, 'support-claims');
      await waitUntilReady(client, [await client.create(statefulSet('support-claims'))]);
      const claims = await client.list('v1', 'PersistentVolumeClaim', 'support-claims');
      expect(claims.map(({ metadata, status }) => [metadata.name, status])).toEqual([
        ['data-database-0', expect.objectContaining({ phase: 'Bound' })],
        ['data-database-1', expect.objectContaining({ phase: 'Bound' })],
      ]);
    });

    it('say what a workload waits for when time is up', async () => {
      await createNamespace(client, 'support-timeout', restricted);
      const nodeSelector = { 'topology.kubernetes.io/zone': 'nowhere' };
      const elsewhere = { metadata: { labels }, spec: { nodeSelector, containers: [container] } };
      const web = await client.create(deployment('support-timeout', { template: elsewhere }));
      const wait = waitUntilReady(client, [web], { timeoutMilliseconds: 500 });
      await expect(wait).rejects.toThrow(/Waited 0.5 s in vain .*support-timeout\/web: wants 2/);
    });

    it('are drained as far as a PodDisruptionBudget allows', async () => {
      await createNamespace(client, 'support-drain', restricted);
      const budget = podDisruptionBudget('support-drain');
      const web = deployment('support-drain');
      await client.create(budget);
      await waitUntilReady(client, [await client.create(web)]);
      await budgetAllows(client, budget, 1);
      const before = await podsOf(client, 'support-drain');
      const nodeName = before[0]?.nodeName ?? '';

      const evicted = await drain(client, nodeName);
      await waitUntilReady(client, [web]);
      const after = await podsOf(client, 'support-drain');
      await uncordon(client, nodeName);
      expect(evicted).toContain(before[0]?.name);
      expect(after).toHaveLength(2);
      expect(after.map((pod) => pod.nodeName)).not.toContain(nodeName);
    });

    it('are not drained when a PodDisruptionBudget allows nothing', async () => {
      await createNamespace(client, 'support-blocked', restricted);
      const budget = podDisruptionBudget('support-blocked');
      const web = deployment('support-blocked', { replicas: 1 });
      await client.create(budget);
      await waitUntilReady(client, [await client.create(web)]);
      const [pod] = await podsOf(client, 'support-blocked');
      const nodeName = pod?.nodeName ?? '';
      const attempt = drain(client, nodeName, { timeoutMilliseconds: 500 });
      await expect(attempt).rejects.toThrow(/429 TooManyRequests.*disruption budget/);
      await uncordon(client, nodeName);
      expect(await podsOf(client, 'support-blocked')).toEqual([pod]);
      // The control plane is shared: nobody could drain this node any more.
      await client.delete(budget);
    });
  },
  { simulatedNodes: true },
);

function budgetAllows(client: ClusterClient, budget: Manifest, disruptions: number): Promise<unknown> {
  return waitFor(`the PodDisruptionBudget to allow ${disruptions}`, async () => {
    const { status } = await client.get(budget);
    const isAllowed = at.number(status, 'disruptionsAllowed') === disruptions;
    return isAllowed ? { value: status } : { waitingFor: JSON.stringify(status) };
  });
}
