import { AccessEntry } from '@pulumi/aws/eks/accessEntry';
import { AccessPolicyAssociation } from '@pulumi/aws/eks/accessPolicyAssociation';
import type { Cluster } from '@pulumi/aws/eks/cluster';
import { expect, repetitions, type ArgumentMistake } from './arguments';
import type { Owner } from './owner';

const PRINCIPAL = /^arn:(aws[a-z-]*):iam::(\d{12}):((?:role|user)\/[\w+=,.@/-]+)$/;

/**
 * Makes a principal an administrator of the whole cluster.
 *
 * @returns what has to be there for as long as the principal does anything with the cluster
 */
export function addAdministrator(owner: Owner, cluster: Cluster, principalArn: string): AccessPolicyAssociation {
  const [, partition = '', account = '', principal = ''] = PRINCIPAL.exec(principalArn) ?? [];
  const name = `${owner.name}-admin-${account}-${principal.replaceAll('/', '-')}`;
  const entry = new AccessEntry(name, { clusterName: cluster.name, principalArn }, owner.child());
  return new AccessPolicyAssociation(
    name,
    {
      clusterName: cluster.name,
      principalArn,
      policyArn: `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: 'cluster' },
    },
    owner.child({ dependsOn: [entry] }),
  );
}

export function administratorMistakes(got: readonly string[]): readonly ArgumentMistake[] {
  const argument = 'administrators';
  return [
    ...expect(got.length > 0, {
      argument,
      got,
      want: 'the ARN of at least one IAM role or user',
      fix: 'Without one nobody, and no program, has access to the cluster; give the role that runs Pulumi.',
    }),
    ...got
      .filter((arn) => !PRINCIPAL.test(arn))
      .map((arn) => ({
        argument,
        got: arn,
        want: "the ARN of an IAM role or user, as in 'arn:aws:iam::123456789012:role/deployer'",
        ...(arn.includes(':assumed-role/') && { fix: 'This is a session of a role: give the role itself.' }),
      })),
    ...repetitions(argument, got),
  ];
}
