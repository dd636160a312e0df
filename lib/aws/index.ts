// The declarations that these lead to name no type of @pulumi/aws: its types alone take 130 MB to check a program.
export { ArgumentsError, type ArgumentMistake } from './arguments';
export {
  type AddOnName,
  type AddOnVersions,
  type ControlPlaneArgs,
  type ControlPlaneLog,
  type EksClusterArgs,
  type NodesArgs,
} from './eks-args';
export { EksCluster } from './eks-cluster';
export { Network, type NetworkArgs } from './network';
export { type RdsPostgresArgs } from './postgres-args';
export { RdsPostgres } from './rds-postgres';
export { subnetPlan, type ZoneSubnets } from './subnet-plan';
