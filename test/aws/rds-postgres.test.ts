import { CustomResource } from '@pulumi/pulumi';
import { EksCluster, Network, RdsPostgres, type RdsPostgresArgs } from 'stackwright/aws';
import { declaredOutputs } from '../../lib/pulumi/plan/declared/outputs';
import { declaredResult } from '../../lib/pulumi/plan/declared/results';
import type { Plan } from '../../lib/pulumi/plan/plan';
import { planFunction, type PlanFunctionOptions } from '../../lib/pulumi/plan/program/function';
import { depends, one } from './graph';
import { refusalOf } from './refusal';

class Manifest extends CustomResource {}

const INSTANCE = 'aws:rds/instance:Instance';
const RULE = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const KNOWN = { mode: 'known', outputsOf: declaredOutputs, resultOf: declaredResult } as const;

function clusterIn(network: Network): EksCluster {
  return new EksCluster('shop', {
    network,
    version: '1.34',
    administrators: ['arn:aws:iam::111122223333:role/deployer'],
    nodes: { instanceTypes: ['m7i.large'], minSize: 2, maxSize: 5 },
  });
}

function planned(args: Partial<RdsPostgresArgs> = {}, options?: PlanFunctionOptions): Promise<Plan> {
  return planFunction(() => {
    const network = new Network('shop', { zones: ['eu-central-1a', 'eu-central-1b'] });
    const cluster = clusterIn(network);
    const database = new RdsPostgres('shop', { network, cluster, instanceClass: 'db.t4g.micro', ...args });
    new Manifest('kubernetes:core/v1:ConfigMap', 'location', { data: { host: database.address } });
    new Manifest('kubernetes:core/v1:Secret', 'login', { data: { password: database.readPassword() } });
    return { arn: database.secretArn, port: database.port, name: database.databaseName };
  }, options);
}

const plans: { preview?: Plan; known?: Plan } = {};
beforeAll(async () => {
  plans.preview = await planned();
  plans.known = await planned({}, KNOWN);
});

describe.each([
  ['nothing exists yet', 'preview'],
  ['everything exists', 'known'],
] as const)('an instance, while %s', (_, mode) => {
  let plan: Plan;
  beforeAll(() => (plan = plans[mode]!));

  it('is reached by what knows its address, for as long as that is there', () => {
    const location = one(plan, 'kubernetes:core/v1:ConfigMap');
    expect(depends(plan, location, one(plan, INSTANCE))).toBe(true);
    expect(depends(plan, location, one(plan, RULE))).toBe(true);
  });

  it('is open to the security group of the cluster, which lasts for as long as that is so', () => {
    const rule = one(plan, RULE);
    expect(rule.inputs).toMatchObject({ ipProtocol: 'tcp', fromPort: 5432, toPort: 5432 });
    expect(rule.inputs).not.toHaveProperty('cidrIpv4');
    expect(depends(plan, rule, one(plan, 'aws:eks/cluster:Cluster'))).toBe(true);
  });

  it('leaves a final snapshot by a name that the next instance does not use', () => {
    const instance = one(plan, INSTANCE);
    const parameters = one(plan, 'aws:rds/parameterGroup:ParameterGroup');
    expect(instance.inputs['skipFinalSnapshot']).toBe(false);
    expect(instance.propertyDependencies['finalSnapshotIdentifier']).toEqual([parameters.urn]);
    expect(parameters.inputs).not.toHaveProperty('name');
  });

  it('has a password that only AWS knows', () => {
    const { inputs } = one(plan, INSTANCE);
    expect(inputs['manageMasterUserPassword']).toBe(true);
    expect(inputs).not.toHaveProperty('password');
  });
});

it('gives its password as a secret', () => {
  expect(one(plans.known!, 'kubernetes:core/v1:Secret').inputs['data']).toEqual({ password: { $value: 'secret' } });
});

it('says where its secret and its database are', () => {
  expect(plans.known!.outputs).toEqual({
    arn: expect.stringMatching(/^arn:aws:secretsmanager:/),
    port: 5432,
    name: 'shop',
  });
});

it('makes another parameter group, of another name, where it makes another instance', async () => {
  const after = await planned({ databaseName: 'till' });
  const description = (plan: Plan) => one(plan, 'aws:rds/parameterGroup:ParameterGroup').inputs['description'];
  expect(description(after)).not.toBe(description(plans.preview!));
});

it('is kept, encrypted, in two zones and with backups unless that is said otherwise', async () => {
  const kept = one(plans.preview!, INSTANCE);
  expect(kept.protect).toBe(true);
  expect(kept.inputs).toMatchObject({
    deletionProtection: true,
    storageEncrypted: true,
    multiAz: true,
    backupRetentionPeriod: 7,
    publiclyAccessible: false,
  });
  const choice = { protect: false, deletionProtection: false, multiAz: false, finalSnapshot: false };
  const loose = one(await planned(choice), INSTANCE);
  expect(loose.protect).toBe(false);
  expect(loose.inputs).toMatchObject({ deletionProtection: false, multiAz: false, skipFinalSnapshot: true });
  expect(loose.inputs).not.toHaveProperty('finalSnapshotIdentifier');
});

it('refuses all that is wrong with its arguments at once', async () => {
  const args = {
    version: '17.2',
    instanceClass: 't4g.micro',
    storage: 100,
    maxStorage: 109,
    backupRetentionDays: 36,
    databaseName: '1shop',
    username: 'shop-user',
  };
  const { mistakes } = await refusalOf(
    (network) => new RdsPostgres('shop', { network, cluster: clusterIn(network), ...args }),
  );
  expect(mistakes.map(({ argument }) => argument)).toEqual([
    'version',
    'instanceClass',
    'maxStorage',
    'backupRetentionDays',
    'databaseName',
    'username',
  ]);
});

it('keeps its password where it is handed on, and has it changed by RDS else', async () => {
  const type = 'aws:secretsmanager/secretRotation:SecretRotation';
  const kept = await planned({ rotatePassword: false }, KNOWN);

  expect(one(kept, type).inputs).toMatchObject({ rotationEnabled: false, secretId: expect.stringContaining('arn:') });
  expect(depends(kept, one(kept, type), one(kept, INSTANCE))).toBe(true);
  expect(plans.known?.resources.filter((resource) => resource.type === type)).toEqual([]);
});
