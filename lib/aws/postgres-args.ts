import { expect, nameMistakes, outside, type ArgumentMistake } from './arguments';
import type { EksCluster } from './eks-cluster';
import type { Network } from './network';

export interface RdsPostgresArgs {
  readonly network: Network;
  /** Whose pods reach it; nothing else does. */
  readonly cluster: EksCluster;
  /** Major version; minor ones come by themselves, in the maintenance window: `17`. @default '17' */
  readonly version?: string;
  /** `db.t4g.medium` */
  readonly instanceClass: string;
  /** GiB to begin with: 20 to 65536. It can be raised, never lowered. @default 20 */
  readonly storage?: number;
  /** GiB up to which it grows by itself. @default - five times as much as to begin with */
  readonly maxStorage?: number;
  /** Name of the database that is made in it. @default - the component's, with underscores */
  readonly databaseName?: string;
  /** Who owns it. @default - the same as the database */
  readonly username?: string;
  /** Whether a second one in another zone takes over when it fails. @default true */
  readonly multiAz?: boolean;
  /** Days for which it can be restored to any second: 0 to 35; 0: no backups. @default 7 */
  readonly backupRetentionDays?: number;
  /**
   * Whether RDS changes the owner's password every seven days. Whoever hands it on, as `readPassword` does, is left
   * behind then, and turns it off.
   * @default true
   */
  readonly rotatePassword?: boolean;
  /** Whether a snapshot is left when it is deleted. @default true */
  readonly finalSnapshot?: boolean;
  /** Whether AWS refuses to delete it. @default true */
  readonly deletionProtection?: boolean;
  /** Whether Pulumi refuses to delete or to replace it. @default true */
  readonly protect?: boolean;
}

const MAX_STORAGE = 65536;
const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;

/** The arguments with what holds where they say nothing. */
export type PostgresSettings = Required<RdsPostgresArgs>;

export function postgresSettings(name: string, args: RdsPostgresArgs): PostgresSettings {
  const { storage = 20, databaseName = name.replaceAll('-', '_') } = args;
  return {
    ...args,
    version: args.version ?? '17',
    storage,
    maxStorage: args.maxStorage ?? Math.min(5 * storage, MAX_STORAGE),
    databaseName,
    username: args.username ?? databaseName,
    multiAz: args.multiAz ?? true,
    backupRetentionDays: args.backupRetentionDays ?? 7,
    rotatePassword: args.rotatePassword ?? true,
    finalSnapshot: args.finalSnapshot ?? true,
    deletionProtection: args.deletionProtection ?? true,
    protect: args.protect ?? true,
  };
}

export function postgresMistakes(name: string, settings: PostgresSettings): readonly ArgumentMistake[] {
  const { version, instanceClass, storage, maxStorage, databaseName, username } = settings;
  const identifiers = Object.entries({ databaseName, username });
  return [
    ...nameMistakes(name),
    ...expect(/^\d{2}$/.test(version), { argument: 'version', got: version, want: "a major version, as in '17'" }),
    ...expect(/^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(instanceClass), {
      argument: 'instanceClass',
      got: instanceClass,
      want: "a class of RDS instances, as in 'db.t4g.medium'",
    }),
    ...outside('storage', storage, { min: 20, max: MAX_STORAGE }),
    ...outside('maxStorage', maxStorage, { min: Math.ceil((11 * storage) / 10), max: MAX_STORAGE }),
    ...outside('backupRetentionDays', settings.backupRetentionDays, { min: 0, max: 35 }),
    ...identifiers
      .filter(([, identifier]) => !IDENTIFIER.test(identifier))
      .map(([argument, got]) => ({
        argument,
        got,
        want: 'at most 63 lower-case letters, digits and underscores, beginning with a letter',
      })),
  ];
}
