import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  acknowledge,
  Config,
  emptyDir,
  exec,
  field,
  httpGet,
  Migration,
  WebApp,
  type Replicas,
  type SecretSource,
  type ServiceOptions,
} from 'stackwright';

/** Where a database is, and who knows its password. */
export interface DatabaseLocation {
  readonly host: string;
  readonly port: string;
  /** Of a secret in AWS Secrets Manager: `arn:aws:secretsmanager:…` @default - none */
  readonly secretArn?: string;
}

export interface KubeNativeProps {
  readonly image: string;
  /** DATABASE_URL, ERLANG_COOKIE and SECRET_KEY_BASE. */
  readonly credentials: SecretSource;
  /** Where its database is, beside DATABASE_URL. @default - only DATABASE_URL says it */
  readonly database?: DatabaseLocation;
  /** @default 2 */
  readonly replicas?: Replicas;
  /** `Never` where the image is built on the node. @default 'IfNotPresent' */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** @default - within the cluster */
  readonly service?: ServiceOptions;
  /** Host name for requests from outside. @default - none */
  readonly host?: string;
}

/** A Phoenix umbrella application, released with Distillery: the web app, and the steps that its database needs. */
export class KubeNative extends Construct {
  readonly web: WebApp;

  constructor(scope: Construct, id: string, props: KubeNativeProps) {
    super(scope, id);
    acknowledge(this, { rule: 'security/low-user-id', reason: 'The release in the image belongs to its user 1000.' });
    const config = new Config(this, 'env', {
      data: { HOSTNAME: 'localhost', PORT: '4000', REPLACE_OS_VARS: 'true', ...databaseData(props.database) },
    });
    this.web = new WebApp(this, 'Default', {
      image: props.image,
      imagePullPolicy: props.imagePullPolicy,
      replicas: props.replicas,
      ports: { http: { containerPort: 4000, port: 80 } },
      environment: [config, props.credentials, { POD_IP: field('status.podIP') }],
      // A release writes its final configuration beside itself when it starts.
      mounts: {
        '/app/var': emptyDir({ sizeLimit: Size.mebibytes(64) }),
        '/tmp': emptyDir({ sizeLimit: Size.mebibytes(64) }),
      },
      security: { runAsUser: 1000 },
      liveness: {
        ...exec('/app/bin/kube_native_umbrella', 'ping'),
        initialDelay: Duration.seconds(5),
        period: Duration.seconds(30),
        timeout: Duration.seconds(5),
      },
      readiness: { ...httpGet('/', 'http'), initialDelay: Duration.seconds(5) },
      resources: {
        cpu: { request: '250m', limit: '1000m' },
        memory: { request: '128Mi', limit: '256Mi' },
      },
      rollout: { maxSurge: '10%', maxUnavailable: 0, revisionHistoryLimit: 10 },
      service: props.service,
    });
    const migration = new Migration(this, 'migrate', { app: this.web, args: ['migrate'] });
    new Migration(this, 'seed', { app: this.web, args: ['seed'], following: [migration] });
    if (props.host !== undefined) this.web.route({ host: props.host });
  }
}

function databaseData(database: DatabaseLocation | undefined): Record<string, string> {
  if (!database) return {};
  const { host, port, secretArn } = database;
  return {
    DATABASE_HOST: host,
    DATABASE_PORT: port,
    ...(secretArn !== undefined && { DATABASE_SECRET_ARN: secretArn }),
  };
}
