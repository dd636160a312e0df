import { DevelopmentSecret, ExistingSecret, type JsonObject } from 'stackwright';
import { KubeNative, type KubeNativeProps } from '../../apps/kube-native';
import { stack, synth, the, titled, titles } from '../support/objects';

const credentials = new ExistingSecret('credentials', ['DATABASE_URL', 'ERLANG_COOKIE', 'SECRET_KEY_BASE']);
const image = 'registry.example/kube-native:1.0.0';

function objects(props: Partial<KubeNativeProps> = {}): readonly JsonObject[] {
  const shop = stack();
  new KubeNative(shop, 'kube-native', { image, credentials, ...props });
  return synth(shop);
}

/** The one object of a kind whose name starts so and ends in a hash. */
function hashed(kind: string, name: string, all: readonly JsonObject[]): JsonObject {
  const pattern = new RegExp(`^${kind} ${name}-[a-z0-9]{10}$`);
  return the(titles(all).find((title) => pattern.test(title)) ?? `${kind} ${name}-…`, all);
}

describe('KubeNative', () => {
  test('is a web app with its configuration, and the steps that its database needs', () => {
    expect(titles(objects())).toEqual([
      'Namespace shop',
      'PodDisruptionBudget kube-native',
      'ServiceAccount kube-native',
      expect.stringMatching(/^ConfigMap kube-native-env-[a-z0-9]{10}$/),
      'Service kube-native',
      expect.stringMatching(/^Job kube-native-migrate-[a-z0-9]{10}$/),
      expect.stringMatching(/^Job kube-native-seed-[a-z0-9]{10}$/),
      'Deployment kube-native',
    ]);
  });

  test('the web app and both steps run one image with one environment', () => {
    const all = objects();
    const containers = [
      the('Deployment kube-native', all),
      hashed('Job', 'kube-native-migrate', all),
      hashed('Job', 'kube-native-seed', all),
    ];
    const config = { configMapRef: { name: expect.stringMatching(/^kube-native-env-[a-z0-9]{10}$/) as unknown } };
    for (const workload of containers) {
      expect(workload).toMatchObject({
        spec: {
          template: {
            spec: {
              serviceAccountName: 'kube-native',
              containers: [
                {
                  image,
                  env: [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
                  envFrom: [config, { secretRef: { name: 'credentials' } }],
                },
              ],
            },
          },
        },
      });
    }
  });

  test.each(['migrate', 'seed'])('%s is the argument of its step, which has no ports and no probes', (step) => {
    const job = hashed('Job', `kube-native-${step}`, objects());
    expect(job).toMatchObject({
      spec: { template: { spec: { restartPolicy: 'OnFailure', containers: [{ args: [step] }] } } },
    });
    expect(JSON.stringify(job)).not.toMatch(/"ports"|Probe"/);
  });

  test('the Service does not select the pods of the steps', () => {
    const all = objects();
    expect(the('Service kube-native', all)).toMatchObject({
      spec: { selector: { 'app.kubernetes.io/name': 'kube-native' } },
    });
    expect(hashed('Job', 'kube-native-migrate', all)).toMatchObject({
      spec: { template: { metadata: { labels: { 'app.kubernetes.io/name': 'kube-native-migrate' } } } },
    });
  });

  test('another image makes other steps, because the template of a Job cannot change', () => {
    const stepsOf = (all: readonly JsonObject[]) => titles(all).filter((title) => title.startsWith('Job '));
    const other = stepsOf(objects({ image: 'registry.example/kube-native:1.0.1' }));
    for (const step of stepsOf(objects())) expect(other).not.toContain(step);
  });

  test('its configuration is text for the API, whatever YAML would take it for', () => {
    expect(hashed('ConfigMap', 'kube-native-env', objects())).toMatchObject({
      data: { HOSTNAME: 'localhost', PORT: '4000', REPLACE_OS_VARS: 'true' },
    });
  });

  test('requests on port 80 of the Service come to port 4000 of the pods', () => {
    const all = objects({ service: { type: 'NodePort' } });
    expect(the('Service kube-native', all)).toMatchObject({
      spec: { type: 'NodePort', ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }] },
    });
    expect(the('Deployment kube-native', all)).toMatchObject({
      spec: { template: { spec: { containers: [{ ports: [{ name: 'http', containerPort: 4000 }] }] } } },
    });
  });

  test('a release adds a tenth of the pods and takes none away', () => {
    expect(the('Deployment kube-native', objects())).toMatchObject({
      spec: { revisionHistoryLimit: 10, strategy: { rollingUpdate: { maxSurge: '10%', maxUnavailable: 0 } } },
    });
  });

  test('a host leads requests from outside to it', () => {
    expect(the('Ingress kube-native-app-example', objects({ host: 'app.example' }))).toMatchObject({
      spec: { rules: [{ host: 'app.example', http: { paths: [{ path: '/' }] } }] },
    });
  });

  test('credentials for development are rendered, and every consumer uses them by their content', () => {
    const shop = stack();
    const secret = new DevelopmentSecret(shop, 'credentials', { literals: { DATABASE_URL: 'ecto://localhost' } });
    new KubeNative(shop, 'kube-native', { image, credentials: secret });
    const all = synth(shop);
    const rendered = hashed('Secret', 'credentials', all);
    expect(rendered).toMatchObject({ stringData: { DATABASE_URL: 'ecto://localhost' } });
    const consumers = JSON.stringify(all).split(`"secretRef":{"name":"${titled(rendered).replace('Secret ', '')}"}`);
    expect(consumers).toHaveLength(4);
  });
});
