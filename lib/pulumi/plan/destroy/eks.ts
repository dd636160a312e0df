import { isList, text, type JsonObject } from '../../../manifest/json';
import type { PlanFinding, PlannedResource } from '../plan';
import { ADDON, CLUSTER, NODES } from './clusters';
import { policiesOf, rolesIn } from './credentials';
import { nameOf, type DestroyRule } from './destruction';

/** Who uses a role to take itself apart, and what happens when the role may do nothing any more. */
const ROLE_USERS: readonly (readonly [type: string, input: string, severity: PlanFinding['severity']])[] = [
  [CLUSTER, 'roleArn', 'error'],
  [NODES[0], 'nodeRoleArn', 'error'],
  [NODES[1], 'podExecutionRoleArn', 'error'],
];

/** Clusters and node groups whose role loses its policies before they are gone. */
export const rolePolicies: DestroyRule = (destruction) =>
  ROLE_USERS.flatMap(([type, input, severity]) =>
    destruction.of(type).flatMap((user) =>
      policiesOf(destruction, rolesIn(destruction, user, input))
        .filter((policy) => destruction.endOf(user) && !destruction.isBefore(user, policy))
        .map((policy) => ({
          rule: 'destroy/role-policy',
          severity,
          urn: user.urn,
          message: `${nameOf(policy)} may be deleted before ${nameOf(user)}, which then cannot give back its network interfaces: its deletion hangs, or leaves them behind.`,
          fix: `Give ${nameOf(user)} \`dependsOn\` ${nameOf(policy)}.`,
        })),
    ),
  );

/** Add-ons that go too early, or not at all. */
export const addons: DestroyRule = (destruction) =>
  destruction.of(ADDON).flatMap((addon) => {
    const cluster = destruction.clusterOfPart(addon);
    const name = text(addon.inputs['addonName']);
    if (addon.inputs['preserve'] === true) return cluster && destruction.endOf(cluster) ? [] : [preserved(addon)];
    if (!cluster || name !== 'vpc-cni') return [];
    return destruction
      .partsOf(cluster)
      .filter((group) => destruction.endOf(group) && !destruction.isBefore(group, addon))
      .map((group) => networkGone(addon, group));
  });

function preserved(addon: PlannedResource): PlanFinding {
  return {
    rule: 'destroy/preserved-addon',
    severity: 'warning',
    urn: addon.urn,
    message: `${nameOf(addon)} has \`preserve: true\`: its software stays in the cluster, which stays too.`,
    fix: 'Leave `preserve` out, unless something else takes the software over.',
  };
}

function networkGone(addon: PlannedResource, group: PlannedResource): PlanFinding {
  return {
    rule: 'destroy/network-addon',
    severity: 'warning',
    urn: group.urn,
    message: `${nameOf(addon)}, the network of the pods, may be deleted before ${nameOf(group)}: network interfaces are left behind, and security groups and subnets cannot be deleted.`,
    fix: `Give ${nameOf(group)} \`dependsOn\` ${nameOf(addon)}.`,
  };
}

/** Who writes which log groups, and makes them again when they are gone. */
interface Writer {
  readonly type: string;
  /** The input that says what is logged. @default - something is, whatever the inputs say */
  readonly logs?: string;
  /** Its name. */
  readonly name: string;
  readonly groups: (name: string, logs: readonly string[]) => readonly string[];
}

const WRITERS: readonly Writer[] = [
  { type: CLUSTER, logs: 'enabledClusterLogTypes', name: 'name', groups: (name) => [`/aws/eks/${name}/cluster`] },
  {
    type: 'aws:rds/instance:Instance',
    logs: 'enabledCloudwatchLogsExports',
    name: 'identifier',
    groups: (name, logs) => logs.map((log) => `/aws/rds/instance/${name}/${log}`),
  },
  {
    type: 'aws:rds/cluster:Cluster',
    logs: 'enabledCloudwatchLogsExports',
    name: 'clusterIdentifier',
    groups: (name, logs) => logs.map((log) => `/aws/rds/cluster/${name}/${log}`),
  },
  { type: 'aws:lambda/function:Function', name: 'name', groups: (name) => [`/aws/lambda/${name}`] },
];

const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';

/** Log groups that whoever writes them makes again after they are deleted, or that are no part of the program. */
export const logGroups: DestroyRule = (destruction) => {
  const groups = new Map(destruction.of(LOG_GROUP).map((group) => [text(group.inputs['name']), group]));
  return WRITERS.flatMap((writer) =>
    destruction.of(writer.type).flatMap((resource) => {
      if (!destruction.endOf(resource)) return [];
      const names = groupNames(writer, resource.inputs);
      const named = [...groups.values()].filter(
        (group) => names.includes(text(group.inputs['name'])) || isBuiltFrom(group, resource),
      );
      const missing = writer.logs === undefined || named.length > 0 ? [] : names.filter((name) => !groups.has(name));
      return [
        ...named.filter((group) => !destruction.isBefore(resource, group)).map((group) => madeAgain(resource, group)),
        ...missing.map((name) => unowned(resource, name)),
      ];
    }),
  );
};

function isBuiltFrom(group: PlannedResource, resource: PlannedResource): boolean {
  return group.propertyDependencies['name']?.includes(resource.urn) === true;
}

function groupNames({ logs, name, groups }: Writer, inputs: JsonObject): readonly string[] {
  const listed = logs === undefined ? undefined : inputs[logs];
  const types = isList(listed) ? listed.map((type) => text(type)) : [];
  const own = text(inputs[name]);
  return own === '' || (logs !== undefined && types.length === 0) ? [] : groups(own, types);
}

function madeAgain(resource: PlannedResource, group: PlannedResource): PlanFinding {
  return {
    rule: 'destroy/log-group',
    severity: 'error',
    urn: group.urn,
    message: `${nameOf(group)} may be deleted while ${nameOf(resource)} still writes to it and makes it again: it stays behind, and is in the way of the next deployment.`,
    fix: `Name it by plain text, and give ${nameOf(resource)} \`dependsOn\` ${nameOf(group)}.`,
  };
}

function unowned(resource: PlannedResource, name: string): PlanFinding {
  return {
    rule: 'destroy/log-group',
    severity: 'warning',
    urn: resource.urn,
    message: `${nameOf(resource)} makes the log group '${name}', which is no part of the program: it stays behind, and keeps everything for ever.`,
    fix: `Add a LogGroup of this name, with \`retentionInDays\`, and give ${nameOf(resource)} \`dependsOn\` it.`,
  };
}
