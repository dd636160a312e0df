import { Size } from 'cdk8s';
import { StatefulSet, type StatefulSetProps } from 'stackwright';
import { at, container, count, expectMistake, image, only, rendered, resources } from '../support/rendered';

const database = (props: Partial<StatefulSetProps> = {}) =>
  rendered((stack) => new StatefulSet(stack, 'db', { image, resources, ports: { mongo: 27017 }, ...props }));
const spec = (props: Partial<StatefulSetProps> = {}) => only(database(props), 'StatefulSet')['spec'];

describe('a stateful set', () => {
  it('runs one pod unless it is told otherwise', () => {
    expect(spec()).toMatchObject({ replicas: 1 });
  });

  it('has labels beside those of the workload', () => {
    expect(at(only(database({ labels: { team: 'data' } }), 'StatefulSet'), 'metadata', 'labels')).toMatchObject({
      team: 'data',
      'app.kubernetes.io/name': 'db',
    });
  });

  it('is behind a Service without an address, which selects its pods', () => {
    const objects = database();
    expect(only(objects, 'Service')).toMatchObject({
      metadata: { name: 'db' },
      spec: {
        clusterIP: 'None',
        selector: { 'app.kubernetes.io/name': 'db' },
        ports: [{ name: 'mongo', port: 27017 }],
      },
    });
    expect(at(only(objects, 'StatefulSet'), 'spec')).toMatchObject({
      serviceName: 'db',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'db' } },
    });
  });

  it('fails when its Service would have to translate a port', () => {
    expectMistake(
      (stack) =>
        new StatefulSet(stack, 'db', { image, resources, ports: { mongo: { containerPort: 27017, port: 80 } } }),
      {
        rule: 'port/headless',
        line: 'new StatefulSet(stack',
        message: "The port 'mongo' is 80 in the Service and 27017 in the pods it stands for.",
        want: 'the same number: a headless Service translates nothing',
        fix: 'Leave `port` out.',
        path: 'shop/db',
      },
    );
  });

  it('is reached by the name of its Service', () => {
    rendered((stack) => {
      expect(new StatefulSet(stack, 'db', { image, resources, ports: { mongo: 27017 } }).host).toBe('db');
    });
  });

  it('is ready once its first port answers unless more is said', () => {
    expect(container(only(database(), 'StatefulSet'))).toMatchObject({
      readinessProbe: { tcpSocket: { port: 'mongo' } },
    });
  });

  it('claims storage for each pod, and mounts it', () => {
    const claims = { data: { size: Size.gibibytes(10), mountPath: '/data/db' } };
    const set = only(database({ claims }), 'StatefulSet');
    expect(at(set, 'spec', 'volumeClaimTemplates')).toMatchObject([
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    ]);
    expect(container(set)['volumeMounts']).toEqual([{ name: 'data', mountPath: '/data/db' }]);
    expect(at(set, 'spec', 'volumeClaimTemplates', 0, 'spec')).not.toHaveProperty('storageClassName');
  });

  it('claims storage of the class and access that are given', () => {
    const data = {
      size: '1Gi',
      mountPath: '/data',
      storageClassName: 'gp3',
      accessModes: ['ReadWriteOncePod'],
    } as const;
    expect(spec({ claims: { data } })).toMatchObject({
      volumeClaimTemplates: [{ spec: { storageClassName: 'gp3', accessModes: ['ReadWriteOncePod'] } }],
    });
  });

  it('claims nothing where nothing is claimed', () => {
    expect(spec()).not.toHaveProperty('volumeClaimTemplates');
  });

  it('starts and updates its pods as it is told to', () => {
    expect(spec({ podManagementPolicy: 'Parallel', partition: 2 })).toMatchObject({
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
    });
  });

  it('updates all its pods unless it is told otherwise', () => {
    expect(at(only(database(), 'StatefulSet'), 'spec', 'updateStrategy')).toEqual({ type: 'RollingUpdate' });
  });

  it('spares a pod where there are several', () => {
    expect(count(database({ replicas: 3 }), 'PodDisruptionBudget')).toBe(1);
    expect(count(database({ replicas: 1 }), 'PodDisruptionBudget')).toBe(0);
  });

  it('fails when its name is too long for the labels of its pods', () => {
    const name = `db-${'x'.repeat(50)}`;
    expectMistake((stack) => new StatefulSet(stack, 'db', { image, resources, name, ports: { mongo: 27017 } }), {
      rule: 'name/illegal',
      path: 'shop/db',
      message: `'${name}' cannot name a StatefulSet.`,
      want: "at most 52 lower-case letters, digits and '-', with a letter or digit at both ends",
      fix: `Pass another name, for instance '${name.slice(0, 52)}'.`,
      line: "new StatefulSet(stack, 'db'",
    });
  });

  it('fails when the size of a claim is no quantity', () => {
    const claims = { data: { size: '10GB', mountPath: '/data' } };
    expectMistake((stack) => new StatefulSet(stack, 'db', { image, resources, ports: { mongo: 27017 }, claims }), {
      rule: 'quantity/illegal',
      path: 'shop/db',
      message: "The size of the claim 'data' is '10GB'.",
      want: "a number with an optional unit: 'm' for thousandths, k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024",
      fix: "Write it as in '250m' or '256Mi'.",
      line: "new StatefulSet(stack, 'db'",
    });
  });
});
