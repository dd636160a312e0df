import { GoDemo2, type GoDemo2Props } from '../../apps/go-demo-2';
import { stack, synth, the, titles } from '../support/objects';

function objects(props?: GoDemo2Props) {
  const shop = stack();
  new GoDemo2(shop, 'go-demo-2', props);
  return synth(shop);
}

describe('GoDemo2', () => {
  test('is an API with its database, and a path from outside to the API', () => {
    expect(titles(objects())).toEqual([
      'Namespace shop',
      'PodDisruptionBudget go-demo-2-api',
      'ServiceAccount go-demo-2-api',
      'ServiceAccount go-demo-2-db',
      'Service go-demo-2-api',
      'Service go-demo-2-db',
      'Deployment go-demo-2-api',
      'StatefulSet go-demo-2-db',
      'Ingress go-demo-2',
    ]);
  });

  test('the API finds its database by the name of the Service in front of it', () => {
    const all = objects();
    expect(the('Deployment go-demo-2-api', all)).toMatchObject({
      spec: { template: { spec: { containers: [{ env: [{ name: 'DB', value: 'go-demo-2-db' }] }] } } },
    });
    expect(the('Service go-demo-2-db', all)).toMatchObject({
      spec: { ports: [{ port: 27017, targetPort: 'mongo' }] },
    });
  });

  test('the database is reached from within the cluster only', () => {
    expect(the('Ingress go-demo-2', objects())).toMatchObject({
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'go-demo-2-api' } } }] } }] },
    });
    expect(the('Service go-demo-2-db', objects())).toMatchObject({ spec: { type: 'ClusterIP' } });
  });

  test('a release replaces one of three pods at a time, and has failed after a minute without progress', () => {
    expect(the('Deployment go-demo-2-api', objects())).toMatchObject({
      spec: {
        replicas: 3,
        minReadySeconds: 1,
        progressDeadlineSeconds: 60,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
      },
    });
  });

  test('/demo leads to the API on any host, without a redirect to TLS', () => {
    expect(the('Ingress go-demo-2', objects({ ingressClassName: 'nginx' }))).toMatchObject({
      metadata: { annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' } },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            http: {
              paths: [
                {
                  path: '/demo',
                  pathType: 'Prefix',
                  backend: { service: { name: 'go-demo-2-api', port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
  });

  test('the database keeps its people on a volume of its own, of the class that is asked for', () => {
    expect(the('StatefulSet go-demo-2-db', objects({ storageClassName: 'gp3' }))).toMatchObject({
      spec: {
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { storageClassName: 'gp3', resources: { requests: { storage: '10Gi' } } },
          },
        ],
        template: { spec: { containers: [{ volumeMounts: [{ name: 'data', mountPath: '/data/db' }, {}] }] } },
      },
    });
  });

  test('image is what the API runs, and replicas how often', () => {
    expect(the('Deployment go-demo-2-api', objects({ image: 'vfarcic/go-demo-2:3.0', replicas: 5 }))).toMatchObject({
      spec: { replicas: 5, template: { spec: { containers: [{ image: 'vfarcic/go-demo-2:3.0' }] } } },
    });
  });
});
