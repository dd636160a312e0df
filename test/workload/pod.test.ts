import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { exec, ExistingSecret, httpGet, ServiceAccount, Worker, type Stack, type WorkerProps } from 'stackwright';
import {
  at,
  container,
  expectMistake,
  image,
  only,
  podSpec,
  podTemplate,
  rendered,
  renderedPrivileged,
  resources,
} from '../support/rendered';

const worker = (props: Partial<WorkerProps> | ((stack: Stack) => Partial<WorkerProps>) = {}) => {
  const objects = rendered((stack) => {
    new Worker(stack, 'worker', { image, resources, ...(typeof props === 'function' ? props(stack) : props) });
  });
  return only(objects, 'Deployment', 'worker');
};
/** One that shares the network of its node. */
const onHost = (props: Partial<WorkerProps> = {}) => {
  const build = (stack: Stack) => new Worker(stack, 'worker', { image, resources, hostNetwork: true, ...props });
  return only(renderedPrivileged(build, ['pod-security/host-namespaces']), 'Deployment', 'worker');
};
const plain = { image, resources };

describe('a pod', () => {
  it('runs containers before the main one, one after the other, and sidecars first', () => {
    const pod = podSpec(
      worker({ initContainers: { migrate: plain, seed: plain }, sidecars: { proxy: plain, log: plain } }),
    );
    expect(pod['initContainers']).toMatchObject([
      { name: 'proxy', restartPolicy: 'Always' },
      { name: 'log', restartPolicy: 'Always' },
      { name: 'migrate' },
      { name: 'seed' },
    ]);
    expect(pod['containers']).toMatchObject([{ name: 'worker' }]);
  });

  it('lets containers that run before the main one end', () => {
    expect(container(worker({ initContainers: { migrate: plain } }), 'migrate')).not.toHaveProperty('restartPolicy');
  });

  it('probes its sidecars and calls their hooks', () => {
    const proxy = {
      ...plain,
      ports: { admin: 9901 },
      readiness: httpGet('/ready'),
      lifecycle: { preStop: exec('/drain') },
    };
    expect(container(worker({ sidecars: { proxy } }), 'proxy')).toMatchObject({
      readinessProbe: { httpGet: { path: '/ready', port: 'admin' } },
      lifecycle: { preStop: { exec: { command: ['/drain'] } } },
    });
  });

  it('has as much time to end as is given', () => {
    expect(podSpec(worker({ terminationGracePeriod: Duration.minutes(2) }))).toMatchObject({
      terminationGracePeriodSeconds: 120,
    });
  });

  it('shares its processes, resolves names and pulls images as it is told to', () => {
    const pod = podSpec(
      worker({
        shareProcessNamespace: true,
        hostAliases: { '10.0.0.1': ['legacy.example', 'old.example'] },
        dnsPolicy: 'None',
        dnsConfig: { nameservers: ['1.1.1.1'], searches: ['example'], options: [{ name: 'ndots', value: '2' }] },
        imagePullSecrets: [new ExistingSecret('registry'), { name: 'other' }],
      }),
    );
    expect(pod).toMatchObject({
      shareProcessNamespace: true,
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy.example', 'old.example'] }],
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['1.1.1.1'], searches: ['example'], options: [{ name: 'ndots', value: '2' }] },
      imagePullSecrets: [{ name: 'registry' }, { name: 'other' }],
    });
  });

  it('says nothing of what is not given', () => {
    expect(Object.keys(podSpec(worker())).sort()).toEqual([
      'automountServiceAccountToken',
      'containers',
      'enableServiceLinks',
      'securityContext',
      'serviceAccountName',
    ]);
  });

  it('does not get a variable for each Service of its namespace', () => {
    expect(podSpec(worker())).toMatchObject({ enableServiceLinks: false });
  });

  it("finds Services on the node's network, too", () => {
    expect(podSpec(onHost())).toMatchObject({
      hostNetwork: true,
      dnsPolicy: 'ClusterFirstWithHostNet',
    });
  });

  it("resolves names on the node's network as it is told to", () => {
    expect(podSpec(onHost({ dnsPolicy: 'Default' }))).toMatchObject({ hostNetwork: true, dnsPolicy: 'Default' });
  });

  it('has labels and annotations beside those of the workload', () => {
    const { metadata } = podTemplate(worker({ podLabels: { tier: 'back' }, podAnnotations: { 'example.com/a': 'b' } }));
    expect(metadata).toEqual({
      labels: {
        'app.kubernetes.io/managed-by': 'stackwright',
        'app.kubernetes.io/name': 'worker',
        tier: 'back',
      },
      annotations: { 'example.com/a': 'b' },
    });
  });

  it('keeps the labels by which it is found', () => {
    const podLabels = { 'app.kubernetes.io/name': 'other' };
    expect(at(podTemplate(worker({ podLabels })), 'metadata', 'labels')).toMatchObject({
      'app.kubernetes.io/name': 'worker',
    });
  });
});

describe('the identity of a pod', () => {
  it('is a ServiceAccount of its own, whose token it does not get', () => {
    const objects = rendered((stack) => new Worker(stack, 'worker', plain));
    expect(only(objects, 'ServiceAccount')).toMatchObject({
      metadata: { name: 'worker', labels: { 'app.kubernetes.io/name': 'worker' } },
      automountServiceAccountToken: false,
    });
    expect(podSpec(only(objects, 'Deployment'))).toMatchObject({
      serviceAccountName: 'worker',
      automountServiceAccountToken: false,
    });
  });

  it('is the ServiceAccount of ours that is given, which says whether it gives its token away', () => {
    const pod = podSpec(
      worker((stack) => ({ serviceAccount: new ServiceAccount(stack, 'deployer', { automountToken: true }) })),
    );
    expect(pod).toMatchObject({ serviceAccountName: 'deployer' });
    expect(pod).not.toHaveProperty('automountServiceAccountToken');
  });

  it('is the ServiceAccount of cdk8s-plus that is given', () => {
    const pod = podSpec(
      worker((stack) => ({
        serviceAccount: new kplus.ServiceAccount(stack, 'theirs', { metadata: { name: 'theirs' } }),
      })),
    );
    expect(pod).toMatchObject({ serviceAccountName: 'theirs', automountServiceAccountToken: false });
  });

  it('is one that exists, without a token unless it is asked for', () => {
    const serviceAccount = { name: 'existing' };
    expect(podSpec(worker({ serviceAccount }))).toMatchObject({ automountServiceAccountToken: false });
    expect(podSpec(worker({ serviceAccount, automountServiceAccountToken: true }))).toMatchObject({
      serviceAccountName: 'existing',
      automountServiceAccountToken: true,
    });
  });
});

describe('the containers of a pod', () => {
  const names = {
    rule: 'container/illegal-name',
    path: 'shop/worker',
    want: "at most 63 lower-case letters, digits and '-', with a letter or digit at both ends, once in a pod",
    fix: 'Choose another name.',
    line: "new Worker(stack, 'worker'",
  };

  it('fails when two have one name', () => {
    expectMistake((stack) => new Worker(stack, 'worker', { ...plain, sidecars: { worker: plain } }), {
      ...names,
      message: "Two containers are called 'worker'.",
    });
  });

  it.each(['Proxy', 'my_proxy', '', 'a'.repeat(64)])("fails when one is called '%s'", (name) => {
    expectMistake((stack) => new Worker(stack, 'worker', { ...plain, initContainers: { [name]: plain } }), {
      ...names,
      message: `'${name}' cannot name a container.`,
    });
  });

  const guaranteed = { ...plain, resources: { ...resources, qos: 'Guaranteed' } } as const;

  it('are all Guaranteed where one shall be', () => {
    const deployment = worker({ ...guaranteed, sidecars: { proxy: guaranteed } });
    expect(at(container(deployment, 'proxy'), 'resources', 'limits', 'cpu')).toBe('100m');
  });

  it.each([
    ['a sidecar', 'proxy', { ...guaranteed, sidecars: { proxy: plain } }],
    ['a container before the main one', 'init', { ...guaranteed, initContainers: { init: plain } }],
    ['the main container', 'worker', { ...plain, sidecars: { proxy: guaranteed } }],
  ])('fails when another shall be Guaranteed and %s is not', (_, name, props) => {
    expectMistake((stack) => new Worker(stack, 'worker', props), {
      rule: 'resources/not-guaranteed',
      path: 'shop/worker',
      message: `The pod cannot be Guaranteed: its container '${name}' is not.`,
      want: 'Guaranteed containers only',
      fix: `Give '${name}' \`qos: 'Guaranteed'\` too.`,
      line: "new Worker(stack, 'worker'",
    });
  });
});
