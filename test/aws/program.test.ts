import { comparisonFindings } from '../../lib/pulumi/plan/comparison/comparison';
import { declaredOutputs } from '../../lib/pulumi/plan/declared/outputs';
import { declaredResult } from '../../lib/pulumi/plan/declared/results';
import { destroyFindings } from '../../lib/pulumi/plan/destroy/destroy';
import type { Plan, PlannedResource } from '../../lib/pulumi/plan/plan';
import { planProgram, type PlanProgramOptions } from '../../lib/pulumi/plan/program/run';
import { PROJECT } from '../support/program';
import { all, depends, one } from './graph';

const KNOWN = { mode: 'known', outputsOf: declaredOutputs, resultOf: declaredResult } as const;
const COOKIE = 'a-cookie-that-is-told-to-nobody';
const INSTANCE = 'aws:rds/instance:Instance';
const CLUSTER = 'aws:eks/cluster:Cluster';

function planned(stack: string, options: Partial<PlanProgramOptions> = {}): Promise<Plan> {
  return planProgram({ folder: PROJECT, stack, secrets: { 'kube-native:erlangCookie': COOKIE }, ...options });
}

/** The object of that kind whose name begins so. */
function object(plan: Plan, type: string, name: string): PlannedResource {
  const found = all(plan, `kubernetes:${type}`).filter((resource) => resource.name.startsWith(`kube-native/${name}`));
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe.each(['dev', 'prod'])('the program on AWS, in its stack %s', (stack) => {
  const plans: { preview?: Plan; known?: Plan } = {};
  beforeAll(async () => {
    [plans.preview, plans.known] = await Promise.all([planned(stack), planned(stack, KNOWN)]);
  }, 60_000);

  it('is the same whether anything exists already or not', () => {
    expect(comparisonFindings(plans.preview!, plans.known!)).toEqual([]);
  });

  it('leaves nothing behind and waits for nothing in vain when it is destroyed', () => {
    expect([plans.preview!, plans.known!].flatMap(destroyFindings)).toEqual([]);
  });

  describe.each(['preview', 'known'] as const)('in its plan "%s"', (mode) => {
    it('migrates a database that is there and can be reached, with what it needs to know of it', () => {
      const plan = plans[mode]!;
      const migration = object(plan, 'batch/v1:Job', 'kube-native-migrate');
      expect(depends(plan, migration, one(plan, INSTANCE))).toBe(true);
      expect(depends(plan, migration, one(plan, 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule'))).toBe(
        true,
      );
      expect(depends(plan, migration, object(plan, 'core/v1:ConfigMap', 'kube-native-env'))).toBe(true);
      expect(depends(plan, migration, object(plan, 'core/v1:Secret', 'kube-native-env-secret'))).toBe(true);
      expect(depends(plan, object(plan, 'apps/v1:Deployment', 'kube-native'), migration)).toBe(true);
    });

    it('lets nobody into the cluster before, and nothing in it after, those who may do so', () => {
      const plan = plans[mode]!;
      for (const provider of all(plan, 'pulumi:providers:kubernetes')) {
        for (const access of all(plan, 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation')) {
          expect(depends(plan, provider, access)).toBe(true);
        }
        expect(depends(plan, provider, one(plan, 'aws:eks/nodeGroup:NodeGroup'))).toBe(true);
      }
    });

    it('tells its secrets to nobody', () => {
      expect(JSON.stringify(plans[mode])).not.toContain(COOKIE);
    });
  });

  it('keeps its credentials secret as a whole', () => {
    const { inputs } = object(plans.known!, 'core/v1:Secret', 'kube-native-env-secret');
    expect(inputs['stringData']).toEqual({ $value: 'secret' });
  });

  it('says where the database is in the configuration, and what exists in its outputs', () => {
    const { outputs } = plans.known!;
    expect(object(plans.known!, 'core/v1:ConfigMap', 'kube-native-env').inputs['data']).toMatchObject({
      DATABASE_HOST: outputs['databaseAddress'],
      DATABASE_PORT: '5432',
      DATABASE_SECRET_ARN: expect.stringMatching(/^arn:aws:secretsmanager:/),
    });
    expect(outputs).toEqual({
      clusterName: `kube-native-${stack}`,
      clusterEndpoint: expect.stringMatching(/^https:/),
      databaseAddress: expect.any(String),
    });
  });

  it(`protects ${stack === 'prod' ? 'its cluster and its database' : 'nothing'}`, () => {
    const plan = plans.preview!;
    const kept = plan.resources.filter(({ protect, inputs }) => protect || inputs['deletionProtection'] === true);
    expect(kept).toEqual(stack === 'prod' ? [one(plan, CLUSTER), one(plan, INSTANCE)] : []);
  });
});

it('says what is wrong with its settings, without a trace of where it found out', async () => {
  const config = { 'kube-native:protect': 'perhaps', 'kube-native:nodes': { minSize: 2 } };
  const refusal = await planned('dev', { config }).then(() => '', String);
  expect(refusal).toContain('kube-native:protect: got "perhaps"; want true or false.');
  expect(refusal).toContain('kube-native:nodes.maxSize: not set');
  expect(refusal).not.toContain('settings.ts');
}, 30_000);
