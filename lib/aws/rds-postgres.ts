import { getSecretVersionOutput } from '@pulumi/aws/secretsmanager/getSecretVersion';
import {
  all,
  ComponentResource,
  secret,
  type ComponentResourceOptions,
  type Output,
  type Resource,
} from '@pulumi/pulumi';
import { refuseMistakes } from './arguments';
import { passwordIn } from './managed-secret';
import { ownerOf } from './owner';
import { postgresMistakes, postgresSettings, type RdsPostgresArgs } from './postgres-args';
import { addAccess, addInstance, addUnchangingPassword } from './postgres-instance';

/**
 * A PostgreSQL instance of RDS in the private subnets of a network, which the pods of one cluster reach. RDS makes the
 * password of its owner, keeps it in Secrets Manager and changes it every seven days unless it is told not to.
 *
 * @example
 * const database = new RdsPostgres('shop', { network, cluster, instanceClass: 'db.t4g.medium' });
 */
export class RdsPostgres extends ComponentResource {
  /** Host name; known once the cluster may connect, so that whatever is made of it waits for that. */
  readonly address: Output<string>;
  readonly port: Output<number>;
  readonly databaseName: Output<string>;
  readonly username: Output<string>;
  /** Of the secret that holds the owner's name and password: `{"username":…,"password":…}`. */
  readonly secretArn: Output<string>;
  /** What has to be there before anything connects, and until nothing does any more. */
  readonly dependsOn: readonly Resource[];

  /** @throws ArgumentsError with all that is wrong with the name and the arguments */
  constructor(name: string, args: RdsPostgresArgs, options?: ComponentResourceOptions) {
    const settings = postgresSettings(name, args);
    refuseMistakes(`RdsPostgres '${name}'`, postgresMistakes(name, settings));
    super('stackwright:aws:RdsPostgres', name, {}, options);
    const owner = ownerOf(name, this, options);
    const access = addAccess(owner, settings);
    const instance = addInstance(owner, settings, access.group);
    // Where the rule is missing, the instance is there and nobody reaches it.
    this.address = all([instance.address, access.rule.id]).apply(([address]) => address);
    this.port = instance.port;
    this.databaseName = instance.dbName;
    this.username = instance.username;
    this.secretArn = instance.masterUserSecrets.apply(arnOf);
    this.dependsOn = [instance, access.rule];
    if (!settings.rotatePassword) addUnchangingPassword(owner, this.secretArn);
    this.registerOutputs({ address: this.address });
  }

  /**
   * The owner's password as it is when the program runs: it is known neither to a preview nor before the instance is
   * there, and no longer right after RDS has changed it. Programs that can should read the secret themselves.
   */
  readPassword(): Output<string> {
    const version = getSecretVersionOutput({ secretId: this.secretArn }, { parent: this });
    // A call with unknown arguments comes from nowhere, and what is made of it would not wait for the instance.
    return all([secret(version.secretString), this.secretArn]).apply(([text]) => passwordIn(text));
  }
}

function arnOf([managed]: readonly { readonly secretArn: string }[]): string {
  if (managed) return managed.secretArn;
  throw new Error('RDS has made no secret for the owner of the instance.');
}
