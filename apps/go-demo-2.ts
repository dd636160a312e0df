import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { acknowledge, emptyDir, httpGet, StatefulSet, tcpSocket, WebApp, type Replicas } from 'stackwright';

export interface GoDemo2Props {
  /** @default 'vfarcic/go-demo-2:2.0' */
  readonly image?: string;
  /** Pods of the API. @default 3 */
  readonly replicas?: Replicas;
  /** @default - the cluster's default */
  readonly ingressClassName?: string;
  /** StorageClass of the database. @default - the cluster's default */
  readonly storageClassName?: string;
}

/** An API in Go that keeps its people in a Mongo database; `/demo` leads to it from outside. */
export class GoDemo2 extends Construct {
  readonly api: WebApp;
  readonly database: StatefulSet;

  constructor(scope: Construct, id: string, props: GoDemo2Props = {}) {
    super(scope, id);
    this.database = this.#addDatabase(props);
    this.api = new WebApp(this, 'api', {
      containerName: 'api',
      image: props.image ?? 'vfarcic/go-demo-2:2.0',
      replicas: props.replicas ?? 3,
      ports: { http: 8080 },
      environment: [{ DB: this.database.host }],
      security: { runAsUser: 65534, runAsGroup: 65534 },
      readiness: { ...httpGet('/demo/hello', 'http'), period: Duration.seconds(1) },
      liveness: httpGet('/demo/hello', 'http'),
      resources: { cpu: '50m', memory: '64Mi' },
      rollout: {
        minReady: Duration.seconds(1),
        progressDeadline: Duration.seconds(60),
        revisionHistoryLimit: 5,
        maxSurge: 1,
        maxUnavailable: 1,
      },
    });
    this.api.route({
      name: 'go-demo-2',
      path: '/demo',
      ingressClassName: props.ingressClassName,
      // There is no certificate to redirect to.
      annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' },
    });
  }

  #addDatabase({ storageClassName }: GoDemo2Props): StatefulSet {
    const database = new StatefulSet(this, 'db', {
      containerName: 'db',
      // The last series that the driver of the API speaks with: OP_QUERY went in 5.1.
      image: 'mongo:5.0.31',
      ports: { mongo: 27017 },
      claims: { data: { size: '10Gi', mountPath: '/data/db', storageClassName } },
      mounts: { '/tmp': emptyDir({ sizeLimit: Size.mebibytes(64) }) },
      security: { runAsUser: 999, runAsGroup: 999 },
      podSecurity: { fsGroup: 999 },
      // Recovery from the journal may take minutes.
      startup: { ...tcpSocket('mongo'), period: Duration.seconds(5), failureThreshold: 60 },
      readiness: tcpSocket('mongo'),
      liveness: { ...tcpSocket('mongo'), period: Duration.seconds(30), timeout: Duration.seconds(5) },
      resources: { cpu: '250m', memory: '512Mi' },
    });
    acknowledge(database, { rule: 'security/low-user-id', reason: 'The image keeps its files as its user 999.' });
    return database;
  }
}
