import { EksCluster, Network, type EksClusterArgs } from 'stackwright/aws';
import { declaredOutputs } from '../../lib/pulumi/plan/declared/outputs';
import type { Plan } from '../../lib/pulumi/plan/plan';
import { planFunction, type PlanFunctionOptions } from '../../lib/pulumi/plan/program/function';
import { all, depends, one } from './graph';
import { refusalOf } from './refusal';

const ARGS: Omit<EksClusterArgs, 'network'> = {
  version: '1.34',
  administrators: ['arn:aws:iam::111122223333:role/ci/deployer', 'arn:aws:iam::111122223333:user/deployer'],
  nodes: { instanceTypes: ['m7i.large'], minSize: 2, maxSize: 5 },
};
const CLUSTER = 'aws:eks/cluster:Cluster';
const NODES = 'aws:eks/nodeGroup:NodeGroup';
const ADDON = 'aws:eks/addon:Addon';

function planned(args: Partial<EksClusterArgs> = {}, options?: PlanFunctionOptions): Promise<Plan> {
  return planFunction(() => {
    const network = new Network('shop', { zones: ['eu-central-1a', 'eu-central-1b'] });
    const cluster = new EksCluster('shop', { network, ...ARGS, ...args });
    return { kubeconfig: cluster.kubeconfig, securityGroup: cluster.securityGroupId };
  }, options);
}

describe.each([
  ['nothing exists yet', { mode: 'preview' }],
  ['everything exists', { mode: 'known', outputsOf: declaredOutputs }],
] as const)('a cluster, while %s', (_, options) => {
  let plan: Plan;
  beforeAll(async () => (plan = await planned({}, options)));

  it('is there for as long as any of its parts', () => {
    const parts = [NODES, ADDON, 'aws:eks/accessEntry:AccessEntry'].flatMap((type) => all(plan, type));
    expect(parts).toHaveLength(1 + 5 + 2);
    for (const part of parts) expect(depends(plan, part, one(plan, CLUSTER))).toBe(true);
  });

  it('has the rights of its roles until it is gone, and so have its nodes', () => {
    const attachments = all(plan, 'aws:iam/rolePolicyAttachment:RolePolicyAttachment');
    const of = (purpose: string) => attachments.filter(({ name }) => name.startsWith(`shop-${purpose}-`));
    expect([of('cluster'), of('nodes'), of('ebs-csi')].map((found) => found.length)).toEqual([1, 3, 1]);
    for (const attachment of of('cluster')) expect(depends(plan, one(plan, CLUSTER), attachment)).toBe(true);
    for (const attachment of of('nodes')) expect(depends(plan, one(plan, NODES), attachment)).toBe(true);
    const driver = one(plan, ADDON, 'shop-aws-ebs-csi-driver');
    for (const attachment of of('ebs-csi')) expect(depends(plan, driver, attachment)).toBe(true);
  });

  it('finds its log group made, by the very name that it writes to', () => {
    const logs = one(plan, 'aws:cloudwatch/logGroup:LogGroup');
    expect(logs.inputs).toMatchObject({ name: '/aws/eks/shop/cluster', retentionInDays: 90 });
    expect(depends(plan, one(plan, CLUSTER), logs)).toBe(true);
  });

  it('gets its network and identity before its nodes, names and volumes after them', () => {
    const nodes = one(plan, NODES);
    for (const name of ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent']) {
      expect(depends(plan, nodes, one(plan, ADDON, `shop-${name}`))).toBe(true);
    }
    for (const name of ['coredns', 'aws-ebs-csi-driver']) {
      expect(depends(plan, one(plan, ADDON, `shop-${name}`), nodes)).toBe(true);
    }
  });

  it('has a network that does what NetworkPolicies say', () => {
    expect(one(plan, ADDON, 'shop-vpc-cni').inputs).toMatchObject({
      configurationValues: '{"enableNetworkPolicy":"true"}',
    });
  });

  it('leaves its nodes their way out until the last one is gone', () => {
    for (const route of all(plan, 'aws:ec2/route:Route')) expect(depends(plan, one(plan, NODES), route)).toBe(true);
  });

  it('takes nothing on that was done to it because of who made it', () => {
    expect(one(plan, CLUSTER).inputs).toMatchObject({
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
    });
    expect(one(plan, CLUSTER).ignoreChanges).toEqual([
      'accessConfig.bootstrapClusterCreatorAdminPermissions',
      'bootstrapSelfManagedAddons',
    ]);
  });
});

describe('by default', () => {
  let plan: Plan;
  beforeAll(async () => (plan = await planned()));

  it('a cluster is reached from its network only, and nobody deletes it by a slip', () => {
    const cluster = one(plan, CLUSTER);
    expect(cluster.inputs['vpcConfig']).toMatchObject({ endpointPrivateAccess: true, endpointPublicAccess: false });
    expect(cluster.inputs).toMatchObject({ deletionProtection: true, upgradePolicy: { supportType: 'STANDARD' } });
    expect(plan.resources.filter(({ protect }) => protect)).toEqual([cluster]);
  });

  it('nodes keep their credentials from pods, and their disks encrypted', () => {
    expect(one(plan, 'aws:ec2/launchTemplate:LaunchTemplate').inputs).toMatchObject({
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ ebs: { volumeType: 'gp3', encrypted: 'true' } }],
    });
  });

  it('an autoscaler decides how many nodes there are', () => {
    expect(one(plan, NODES).inputs['scalingConfig']).toEqual({ minSize: 2, maxSize: 5, desiredSize: 2 });
    expect(one(plan, NODES).ignoreChanges).toEqual(['scalingConfig.desiredSize']);
  });

  it('an administrator is one of the whole cluster, by an entry of their own', () => {
    const associations = all(plan, 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation');
    expect(associations.map(({ inputs }) => inputs['principalArn'])).toEqual(ARGS.administrators);
    for (const association of associations) {
      const entry = one(plan, 'aws:eks/accessEntry:AccessEntry', association.name);
      expect(entry.inputs['principalArn']).toBe(association.inputs['principalArn']);
      expect(depends(plan, association, entry)).toBe(true);
      expect(association.inputs['accessScope']).toEqual({ type: 'cluster' });
    }
  });
});

it('is reached from where it is said', async () => {
  const plan = await planned({ publicAccessCidrs: ['203.0.113.0/24'], protect: false, deletionProtection: false });
  const { inputs, protect } = one(plan, CLUSTER);
  expect(inputs['vpcConfig']).toMatchObject({ endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] });
  expect([inputs['deletionProtection'], protect]).toEqual([false, false]);
});

it('gives a kubeconfig that holds no credentials, but how to get them', async () => {
  const { outputs } = await planned({}, { mode: 'known', outputsOf: declaredOutputs });
  const { kubeconfig } = outputs;
  expect(JSON.parse(typeof kubeconfig === 'string' ? kubeconfig : '')).toMatchObject({
    'current-context': 'shop',
    clusters: [{ cluster: { server: expect.stringMatching(/^https:/) } }],
    users: [
      {
        user: {
          exec: {
            command: 'aws',
            args: ['eks', 'get-token', '--cluster-name', 'shop', '--region', 'eu-central-1', '--output', 'json'],
          },
        },
      },
    ],
  });
});

it('says which ARN is right where that of a session is given', async () => {
  const administrators = ['arn:aws:sts::111122223333:assumed-role/deployer/session'];
  const { message } = await refusalOf((network) => new EksCluster('shop', { network, ...ARGS, administrators }));
  expect(message).toContain(
    "want the ARN of an IAM role or user, as in 'arn:aws:iam::123456789012:role/deployer'. " +
      'This is a session of a role: give the role itself.',
  );
});

it('refuses all that is wrong with its arguments at once', async () => {
  const args = {
    version: '1.34.2',
    administrators: [],
    nodes: { instanceTypes: [], minSize: 5, maxSize: 2, diskSize: 1 },
    publicAccessCidrs: ['203.0.113.1/24'],
    logRetentionDays: 8,
  };
  const { mistakes } = await refusalOf((network) => new EksCluster('shop', { network, ...args }));
  expect(mistakes.map(({ argument }) => argument)).toEqual([
    'version',
    'administrators',
    'nodes.instanceTypes',
    'nodes.minSize',
    'nodes.diskSize',
    'publicAccessCidrs',
    'logRetentionDays',
  ]);
});
