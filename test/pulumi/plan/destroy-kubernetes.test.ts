import { destroyFindings } from '../../../lib/pulumi/plan/destroy/destroy';
import type { PlannedResource } from '../../../lib/pulumi/plan/plan';
import { CLUSTER, eks, found, NAMESPACE, namespace, object, plan, pods, PROVIDER, resource } from './destroy-plans';

const balancer = (options: Partial<PlannedResource> = {}) =>
  object('Service', { spec: { type: 'LoadBalancer' } }, { dependencies: [NAMESPACE], ...options });
const claim = (options: Partial<PlannedResource> = {}) =>
  object('PersistentVolumeClaim', {}, { name: 'data', dependencies: [NAMESPACE], ...options });
const CLAIM = 'kubernetes:core/v1:PersistentVolumeClaim::data';
const mounting = pods('web', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
const stateful = (spec = {}, options: Partial<PlannedResource> = {}) =>
  object(
    'StatefulSet',
    { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }], ...spec } },
    { dependencies: [NAMESPACE], deletedWith: NAMESPACE, ...options },
  );

describe('a destroy of a cluster with what runs in it', () => {
  it('has nothing against objects that go with their Namespace, and load balancers that go before it', () => {
    const resources = [
      ...eks(),
      namespace(),
      object('ConfigMap', {}, { dependencies: [NAMESPACE], deletedWith: NAMESPACE }),
      claim({ deletedWith: NAMESPACE }),
      object('Deployment', mounting, { dependencies: [NAMESPACE, CLAIM], deletedWith: NAMESPACE }),
      stateful(),
      balancer(),
      object('Ingress', {}, { dependencies: [NAMESPACE] }),
    ];
    expect(destroyFindings(plan(...resources))).toEqual([]);
  });

  describe('destroy/left-running', () => {
    it.each([
      ['is kept', { retainOnDelete: true }],
      ['is only read', { read: true }],
      ['is only patched', { type: 'kubernetes:core/v1:NamespacePatch' }],
    ])('finds what was to die with something that %s', (_, options) => {
      const left = object('ConfigMap', {}, { dependencies: [NAMESPACE], deletedWith: NAMESPACE });
      const resources = [
        ...eks(),
        { ...namespace(), ...options },
        left,
        { ...left, urn: `${left.urn}-2`, name: 'other' },
      ];

      expect(destroyFindings(plan(...resources)).filter(({ rule }) => rule === 'destroy/left-running')).toMatchObject([
        { severity: 'error', urn: left.urn, message: expect.stringContaining('and 1 more would be left behind') },
      ]);
    });
  });

  describe('destroy/orphan', () => {
    it('finds what vanishes with the cluster, and would leave something outside', () => {
      for (const each of [
        balancer({ deletedWith: CLUSTER }),
        object('Ingress', {}, { deletedWith: CLUSTER }),
        claim({ deletedWith: CLUSTER }),
        object('NodePool', {}, { deletedWith: CLUSTER }),
        object('Bucket', {}, { deletedWith: CLUSTER }),
      ]) {
        expect(found('destroy/orphan', [...eks(), each])).toEqual([
          expect.stringMatching(/^error: .*`deletedWith` Cluster 'shop'/),
        ]);
      }
    });

    it('warns of custom resources that nobody knows', () => {
      const widget = object('Widget', {}, { deletedWith: CLUSTER });
      expect(found('destroy/orphan', [...eks(), widget])).toEqual([expect.stringMatching(/^warning: Widget/)]);
    });

    it('finds what goes with a Namespace that vanishes with the cluster itself', () => {
      const gone = namespace({ deletedWith: CLUSTER });
      expect(found('destroy/orphan', [...eks(), gone, balancer({ deletedWith: NAMESPACE })])).toHaveLength(1);
      expect(found('destroy/orphan', [...eks(), namespace(), balancer({ deletedWith: NAMESPACE })])).toEqual([]);
    });

    it('finds what is retained in a cluster that goes, and not in one that stays', () => {
      const [cluster, ...rest] = eks();
      const kept = { ...cluster!, retainOnDelete: true };
      const retained = balancer({ retainOnDelete: true });
      expect(found('destroy/orphan', [...eks(), retained])).toEqual([expect.stringContaining('`retainOnDelete`')]);
      expect(found('destroy/orphan', [kept, ...rest, retained])).toEqual([]);
    });

    it('knows that a Namespace takes along whatever is in it', () => {
      expect(found('destroy/orphan', [...eks(), namespace(), balancer({ deletedWith: CLUSTER })])).toEqual([]);
      expect(found('destroy/orphan', [...eks(), namespace(), claim({ retainOnDelete: true })])).toEqual([]);
    });

    it('finds claims of StatefulSets that no Namespace takes along', () => {
      const left = [expect.stringMatching(/^error: StatefulSet shop\/web: its claims/)];
      expect(found('destroy/orphan', [...eks(), stateful({}, { deletedWith: undefined })])).toEqual(left);
      expect(found('destroy/orphan', [...eks(), namespace({ retainOnDelete: true }), stateful()])).toEqual(left);
      expect(found('destroy/orphan', [...eks(), namespace({ deletedWith: CLUSTER }), stateful()])).toEqual(left);
      const owner = stateful(
        { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } },
        { deletedWith: undefined },
      );
      expect(found('destroy/orphan', [...eks(), owner])).toEqual([]);
    });

    it('tells many objects with the same fault in one finding', () => {
      const many = Array.from({ length: 9 }, (_, index) => balancer({ name: `web-${index}`, deletedWith: CLUSTER }));
      expect(found('destroy/orphan', [...eks(), ...many])).toEqual([
        expect.stringContaining('Service shop/web-0, Service shop/web-1, Service shop/web-2 and 6 more'),
      ]);
    });
  });

  describe('destroy/provider', () => {
    it('finds a provider that names its cluster by plain text', () => {
      const [cluster, nodes, provider] = eks();
      const loose = { ...provider!, dependencies: [], propertyDependencies: {} };
      expect(found('destroy/provider', [cluster!, nodes!, loose, namespace()])).toEqual([
        expect.stringContaining("The provider 'shop' reaches Cluster 'shop'"),
      ]);
      expect(found('destroy/provider', [...eks(), namespace()])).toEqual([]);
    });
  });

  describe('destroy/access', () => {
    const ENTRY = 'aws:eks/accessEntry:AccessEntry::admin';
    const POLICY = 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation::admin';
    const principal = { clusterName: 'shop', principalArn: 'arn:aws:iam::111122223333:role/deploy' };
    const on = { clusterName: [CLUSTER] };
    const entry = resource({
      type: 'aws:eks/accessEntry:AccessEntry',
      name: 'admin',
      inputs: principal,
      propertyDependencies: on,
    });
    const policy = resource({
      type: 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation',
      name: 'admin',
      inputs: principal,
      propertyDependencies: on,
      dependencies: [ENTRY],
    });
    const withAccess = (dependencies: readonly string[], creator = false) => {
      const accessConfig = { bootstrapClusterCreatorAdminPermissions: creator };
      const [cluster, nodes, provider] = eks({ accessConfig });
      const reaching = { ...provider!, dependencies: [...provider!.dependencies, ...dependencies] };
      return [cluster!, nodes!, entry, policy, reaching, namespace()];
    };

    it('finds objects that may outlive the access of whoever deletes them', () => {
      expect(found('destroy/access', withAccess([]))).toEqual([expect.stringMatching(/^error: Namespace shop: /)]);
      expect(found('destroy/access', withAccess([ENTRY]))).toHaveLength(1);
      expect(found('destroy/access', withAccess([POLICY]))).toEqual([]);
    });

    it('cannot know who deletes them where the creator of the cluster has access too', () => {
      expect(found('destroy/access', withAccess([], true))).toEqual([]);
    });
  });

  describe('destroy/nodes', () => {
    const nodeless = (inputs = {}) => {
      const [cluster, nodes, provider] = eks(inputs);
      return [cluster!, nodes!, { ...provider!, dependencies: [CLUSTER] }, namespace()];
    };

    it('finds what controllers on nodes clean up, where the nodes may be gone', () => {
      for (const each of [claim(), claim({ deletedWith: NAMESPACE }), object('Ingress'), stateful()]) {
        expect(found('destroy/nodes', [...nodeless(), each])).toEqual([expect.stringMatching(/^error: /)]);
      }
    });

    it('warns of workloads, and leaves the load balancers of the control plane alone', () => {
      expect(found('destroy/nodes', [...nodeless(), object('Deployment', pods('web'))])).toEqual([
        expect.stringMatching(/^warning: Deployment shop\/web/),
      ]);
      expect(found('destroy/nodes', [...nodeless(), balancer()])).toEqual([]);
      expect(found('destroy/nodes', [...nodeless({ computeConfig: { enabled: true } }), claim()])).toEqual([]);
    });
  });

  describe('destroy/controller', () => {
    const IMAGES = 'public.ecr.aws/eks/aws-load-balancer-controller:v2.13.0';
    const CONTROLLER = 'kubernetes:apps/v1:Deployment::controller';
    const controller = (options: Partial<PlannedResource> = {}) =>
      object(
        'Deployment',
        { metadata: { namespace: 'kube-system' }, ...pods(IMAGES, { serviceAccountName: 'controller' }) },
        { name: 'controller', ...options },
      );
    const late = [expect.stringMatching(/^error: .* \(Deployment kube-system\/controller\) may be gone/)];

    it('finds objects that may outlive the controller which has to let go of them', () => {
      for (const each of [object('Ingress'), balancer()]) {
        expect(found('destroy/controller', [...eks(), namespace(), controller(), each])).toEqual(late);
        const after = { ...each, dependencies: [...each.dependencies, CONTROLLER] };
        expect(found('destroy/controller', [...eks(), namespace(), controller(), after])).toEqual([]);
      }
    });

    it('looks at the Namespace of what goes with it', () => {
      const ingress = object('Ingress', {}, { dependencies: [NAMESPACE], deletedWith: NAMESPACE });
      expect(found('destroy/controller', [...eks(), controller(), namespace(), ingress])).toEqual(late);
      const after = namespace({ dependencies: [CONTROLLER] });
      expect(found('destroy/controller', [...eks(), controller(), after, ingress])).toEqual([]);
    });

    it('finds a controller that goes with the very Namespace of its objects', () => {
      const own = object('Deployment', pods(IMAGES), { deletedWith: NAMESPACE });
      const ingress = object('Ingress', {}, { deletedWith: NAMESPACE });
      expect(found('destroy/controller', [...eks(), namespace(), own, ingress])).toHaveLength(1);
    });

    it('leaves objects of another class, of another cluster, and of no controller alone', () => {
      const nginx = object('Ingress', { spec: { ingressClassName: 'nginx' } });
      expect(found('destroy/controller', [...eks(), namespace(), controller(), nginx])).toEqual([]);
      const elsewhere = controller({ provider: undefined });
      expect(found('destroy/controller', [...eks(), namespace(), elsewhere, object('Ingress')])).toEqual([]);
    });

    it('knows charts and add-ons, and that preserved add-ons go on', () => {
      const release = resource({
        type: 'kubernetes:helm.sh/v3:Release',
        provider: PROVIDER,
        inputs: { chart: 'oci://example.com/charts/karpenter' },
      });
      expect(found('destroy/controller', [...eks(), release, object('NodePool')])).toHaveLength(1);
      const addon = (inputs = {}) =>
        resource({
          type: 'aws:eks/addon:Addon',
          name: 'ebs',
          inputs: { addonName: 'aws-ebs-csi-driver', clusterName: 'shop', ...inputs },
          propertyDependencies: { clusterName: [CLUSTER] },
        });
      expect(found('destroy/controller', [...eks(), addon(), namespace(), claim()])).toHaveLength(1);
      expect(found('destroy/controller', [...eks(), addon({ preserve: true }), namespace(), claim()])).toEqual([]);
      const after = claim({ dependencies: ['aws:eks/addon:Addon::ebs'] });
      expect(found('destroy/controller', [...eks(), addon(), namespace(), after])).toEqual([]);
    });

    it('only warns where nothing hangs', () => {
      const dns = object('Deployment', pods('registry.k8s.io/external-dns/external-dns:v0.19.0'), { name: 'dns' });
      const metadata = { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'shop.example.com' } };
      expect(found('destroy/controller', [...eks(), dns, object('Service', { metadata })])).toEqual([
        expect.stringMatching(/^warning: /),
      ]);
    });

    it('finds permissions that the controller loses before it has cleaned up', () => {
      const BINDING = 'kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding::controller';
      const subjects = [{ kind: 'ServiceAccount', name: 'controller', namespace: 'kube-system' }];
      const binding = object('ClusterRoleBinding', { subjects }, { name: 'controller' });
      const role = resource({ type: 'aws:iam/role:Role', name: 'controller' });
      const attachment = resource({
        type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
        name: 'controller',
        propertyDependencies: { role: [role.urn] },
      });
      const identity = resource({
        type: 'aws:eks/podIdentityAssociation:PodIdentityAssociation',
        name: 'controller',
        inputs: { clusterName: 'shop', namespace: 'kube-system', serviceAccount: 'controller' },
        propertyDependencies: { clusterName: [CLUSTER], roleArn: [role.urn] },
      });
      const ingress = object('Ingress', {}, { dependencies: [CONTROLLER] });
      const needed = [binding, role, attachment, identity];
      expect(found('destroy/controller-access', [...eks(), ...needed, controller(), ingress])).toEqual([
        expect.stringContaining("PodIdentityAssociation 'controller'"),
        expect.stringContaining("ClusterRoleBinding 'controller'"),
        expect.stringContaining("RolePolicyAttachment 'controller'"),
      ]);
      const whole = controller({ dependencies: [BINDING, attachment.urn, identity.urn] });
      expect(found('destroy/controller-access', [...eks(), ...needed, whole, ingress])).toEqual([]);
    });
  });

  describe('destroy/claim-in-use', () => {
    it('finds a claim that is deleted while pods use it', () => {
      const hang = (workload: PlannedResource, of = claim()) =>
        found('destroy/claim-in-use', [...eks(), namespace(), of, workload]);
      const workload = (options: Partial<PlannedResource>) => object('Deployment', mounting, options);
      expect(hang(workload({ deletedWith: NAMESPACE, dependencies: [CLAIM] }))).toEqual([
        expect.stringMatching(/^error: PersistentVolumeClaim shop\/data: .* only stopped with Namespace 'shop'/),
      ]);
      expect(hang(workload({}))).toEqual([expect.stringContaining('may be stopped only after it')]);
      const kept = workload({ retainOnDelete: true });
      expect(found('destroy/claim-in-use', [...eks(), claim(), kept])).toEqual([expect.stringContaining(' stay, ')]);
      expect(hang(workload({ dependencies: [CLAIM] }))).toEqual([]);
      expect(hang(workload({ deletedWith: NAMESPACE }), claim({ deletedWith: NAMESPACE }))).toEqual([]);
    });
  });

  it('knows the objects of several providers of one cluster', () => {
    const second = resource({
      type: 'pulumi:providers:kubernetes',
      name: 'second',
      dependencies: ['aws:eks/nodeGroup:NodeGroup::shop'],
      propertyDependencies: { kubeconfig: [CLUSTER] },
    });
    const workload = object('Deployment', mounting, { provider: second.urn });
    expect(found('destroy/claim-in-use', [...eks(), second, namespace(), claim(), workload])).toHaveLength(1);
    const elsewhere = { ...second, inputs: { clusterIdentifier: 'other' }, propertyDependencies: {}, dependencies: [] };
    expect(found('destroy/claim-in-use', [...eks(), elsewhere, namespace(), claim(), workload])).toEqual([]);
  });

  describe('destroy/bound-volume', () => {
    it('finds a volume that is deleted before the claim which is bound to it', () => {
      const volume = object('PersistentVolume', { spec: { claimRef: { name: 'data', namespace: 'shop' } } });
      expect(found('destroy/bound-volume', [...eks(), namespace(), volume, claim()])).toHaveLength(1);
      const after = claim({ dependencies: [volume.urn] });
      expect(found('destroy/bound-volume', [...eks(), namespace(), volume, after])).toEqual([]);
      const named = object('PersistentVolumeClaim', { spec: { volumeName: 'web' } }, { name: 'named' });
      const free = object('PersistentVolume', {});
      expect(found('destroy/bound-volume', [...eks(), free, named])).toHaveLength(1);
      expect(found('destroy/bound-volume', [...eks(), free, claim()])).toEqual([]);
    });
  });

  describe('destroy/storage-class', () => {
    it('warns of a class that goes before the volumes of its claims', () => {
      const storageClass = object('StorageClass', { provisioner: 'ebs.csi.aws.com' }, { name: 'gp3' });
      const of = (dependencies: readonly string[]) =>
        object('PersistentVolumeClaim', { spec: { storageClassName: 'gp3' } }, { dependencies });
      expect(found('destroy/storage-class', [...eks(), storageClass, of([])])).toEqual([
        expect.stringMatching(/^warning: .*StorageClass gp3 may be deleted first/),
      ]);
      expect(found('destroy/storage-class', [...eks(), storageClass, of([storageClass.urn])])).toEqual([]);
    });
  });

  describe('destroy/webhook and destroy/api-service', () => {
    const service = object('Service', { spec: { selector: { app: 'web' } } });
    const backend = object('Deployment', pods('web'), { dependencies: [service.urn] });
    const hook = (options: Partial<PlannedResource>, webhook = {}) =>
      object(
        'ValidatingWebhookConfiguration',
        {
          webhooks: [
            {
              name: 'check.example.com',
              clientConfig: { service: { name: 'web', namespace: 'shop' } },
              rules: [{ operations: ['*'] }],
              ...webhook,
            },
          ],
        },
        options,
      );
    const hooks = (each: PlannedResource) => found('destroy/webhook', [...eks(), service, backend, each]);

    it('finds webhooks that are asked when nobody answers any more', () => {
      expect(hooks(hook({}))).toEqual([expect.stringMatching(/^error: .*Service shop\/web may be gone/)]);
      expect(hooks(hook({ dependencies: [service.urn] }))).toEqual([
        expect.stringContaining('Deployment shop/web may be gone'),
      ]);
      expect(hooks(hook({ dependencies: [backend.urn] }))).toEqual([]);
      expect(hooks(hook({ dependencies: [backend.urn], deletedWith: CLUSTER }))).toHaveLength(1);
    });

    it('warns where only finalizers are concerned, and leaves those alone that may be silent', () => {
      expect(hooks(hook({}, { rules: [{ operations: ['UPDATE'] }] }))).toEqual([expect.stringMatching(/^warning/)]);
      expect(hooks(hook({}, { rules: [{ operations: ['CREATE'] }] }))).toEqual([]);
      expect(hooks(hook({}, { failurePolicy: 'Ignore' }))).toEqual([]);
    });

    it('has nothing against both vanishing with the cluster', () => {
      const dying = [service, backend, hook({})].map((each) => ({ ...each, deletedWith: CLUSTER }));
      expect(found('destroy/webhook', [...eks(), ...dying])).toEqual([]);
    });

    it('finds parts of the API that nobody serves any more', () => {
      const spec = { service: { name: 'web', namespace: 'shop' } };
      const api = (options: Partial<PlannedResource>) => object('APIService', { spec }, options);
      expect(found('destroy/api-service', [...eks(), service, backend, api({})])).toHaveLength(1);
      const after = api({ dependencies: [backend.urn] });
      expect(found('destroy/api-service', [...eks(), service, backend, after])).toEqual([]);
    });
  });

  describe('namespaces and definitions', () => {
    it('destroy/permanent-namespace finds Namespaces that cannot be deleted', () => {
      const system = (options = {}) => object('Namespace', {}, { name: 'kube-system', ...options });
      expect(found('destroy/permanent-namespace', [...eks(), system()])).toHaveLength(1);
      expect(found('destroy/permanent-namespace', [...eks(), system({ retainOnDelete: true })])).toEqual([]);
      expect(found('destroy/permanent-namespace', [...eks(), namespace()])).toEqual([]);
    });

    it('destroy/not-awaited finds Namespaces whose end nobody waits for', () => {
      const annotations = { 'pulumi.com/skipAwait': 'true' };
      const hasty = object('Namespace', { metadata: { annotations } }, { name: 'shop' });
      expect(found('destroy/not-awaited', [...eks(), hasty, stateful()])).toHaveLength(1);
      expect(found('destroy/not-awaited', [...eks(), namespace(), stateful()])).toEqual([]);
      expect(found('destroy/not-awaited', [...eks(), hasty, object('ConfigMap')])).toEqual([]);
    });

    it('destroy/definition finds custom resources that go with their definition, in no order', () => {
      const definition = (group: string, kind: string) =>
        object('CustomResourceDefinition', { spec: { group, names: { kind }, scope: 'Namespaced' } }, { name: kind });
      const widgets = definition('example.com', 'Widget');
      expect(found('destroy/definition', [...eks(), widgets, object('Widget')])).toEqual([
        expect.stringMatching(/^warning: Widget/),
      ]);
      const after = object('Widget', {}, { dependencies: [widgets.urn] });
      expect(found('destroy/definition', [...eks(), widgets, after])).toEqual([]);
      const along = object('Widget', {}, { deletedWith: widgets.urn });
      expect(found('destroy/definition', [...eks(), widgets, along])).toEqual([]);
      const scaled = definition('keda.sh', 'ScaledObject');
      expect(found('destroy/definition', [...eks(), scaled, object('ScaledObject')])).toEqual([
        expect.stringMatching(/^error: /),
      ]);
    });
  });
});
