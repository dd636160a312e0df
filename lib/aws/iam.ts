import { Role } from '@pulumi/aws/iam/role';
import { RolePolicyAttachment } from '@pulumi/aws/iam/rolePolicyAttachment';
import type { Input } from '@pulumi/pulumi';
import type { Owner } from './owner';

export interface ServiceRoleArgs {
  /** What tells it from the other roles of its owner: `nodes`. */
  readonly purpose: string;
  /** Who takes it on: `ec2.amazonaws.com`. */
  readonly service: string;
  /** What that service does with it. @default ['sts:AssumeRole'] */
  readonly actions?: readonly string[];
  /** AWS' own policies, by what follows `policy/` in their ARNs. */
  readonly policies: readonly string[];
  readonly partition: string;
}

/** A role that a service of AWS takes on. */
export interface ServiceRole {
  readonly arn: Input<string>;
  /** What lets the role do its work: whoever has the role depends on these, or loses its rights before its end. */
  readonly policies: readonly RolePolicyAttachment[];
}

export function addServiceRole({ name, child }: Owner, args: ServiceRoleArgs): ServiceRole {
  const roleName = `${name}-${args.purpose}`;
  const statement = {
    Effect: 'Allow',
    Principal: { Service: args.service },
    Action: args.actions ?? ['sts:AssumeRole'],
  };
  const assumeRolePolicy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const role = new Role(roleName, { assumeRolePolicy }, child());
  const policies = args.policies.map((policy) => {
    const policyName = policy.slice(policy.lastIndexOf('/') + 1);
    const policyArn = `arn:${args.partition}:iam::aws:policy/${policy}`;
    return new RolePolicyAttachment(`${roleName}-${policyName}`, { role: role.name, policyArn }, child());
  });
  return { arn: role.arn, policies };
}
