import { getStack, interpolate } from '@pulumi/pulumi';
import { acknowledge, App, Stack } from 'stackwright';
import { EksCluster, Network, RdsPostgres } from 'stackwright/aws';
import { deploy, PulumiSecret, token } from 'stackwright/pulumi';
import { KubeNative } from '../apps/kube-native';
import { readAwsSettings } from './aws-settings';
import { environments } from './environments';

const { settings, secrets } = readAwsSettings();
const { platform, kubeNative } = environments.production;
const name = `kube-native-${getStack()}`;
const { protect } = settings;

const network = new Network(name, settings.network);
const cluster = new EksCluster(name, {
  ...settings.cluster,
  network,
  version: platform.kubernetesVersion,
  nodes: settings.nodes,
  protect,
  deletionProtection: protect,
});
const database = new RdsPostgres(name, {
  ...settings.database,
  network,
  cluster,
  protect,
  deletionProtection: protect,
  // DATABASE_URL holds the password, and only the next update would tell it of another.
  rotatePassword: false,
});

const app = new App({ platform });
acknowledge(app, { rule: 'image/no-digest', reason: 'Each tag of these images is published once.' });
acknowledge(app, { rule: 'network/uncovered-pod', reason: 'Who speaks with whom is not declared yet.' });

const stack = new Stack(app, 'kube-native', { namespace: 'kube-native' });
const password = database.readPassword().apply(encodeURIComponent);
const credentials = new PulumiSecret(stack, 'kube-native-env-secret', {
  values: {
    DATABASE_URL: interpolate`ecto://${database.username}:${password}@${database.address}:${database.port}/${database.databaseName}?ssl=true`,
    ERLANG_COOKIE: secrets('erlangCookie'),
    SECRET_KEY_BASE: secrets('secretKeyBase'),
  },
});
new KubeNative(stack, 'kube-native', {
  ...kubeNative,
  credentials,
  database: {
    host: token(database.address, { name: 'database.host' }),
    port: token(database.port, { name: 'database.port' }),
    secretArn: token(database.secretArn, { name: 'database.secret-arn' }),
  },
});
deploy(app, { cluster });

export const clusterName = cluster.name;
export const clusterEndpoint = cluster.endpoint;
export const databaseAddress = database.address;
