import {
  Config,
  emptyDir,
  exec,
  ExistingSecret,
  httpGet,
  Migration,
  WebApp,
  type MigrationProps,
  type Stack,
  type WebAppProps,
} from 'stackwright';
import { at, container, image, only, podSpec, podTemplate, rendered, resources, textAt } from '../support/rendered';

const everything: Partial<WebAppProps> = {
  command: ['/app'],
  args: ['serve'],
  environment: [new ExistingSecret('credentials'), { LEVEL: 'info' }],
  mounts: { '/tmp': emptyDir() },
  startup: httpGet('/started'),
  liveness: httpGet('/live'),
  readiness: httpGet('/ready'),
  lifecycle: { preStop: exec('/drain') },
  sidecars: { proxy: { image, resources } },
  initContainers: { wait: { image, resources } },
  nodeSelector: { disk: 'ssd' },
  podLabels: { tier: 'front' },
};

function migrated(props: Omit<MigrationProps, 'app'> = { args: ['migrate'] }, more: Partial<WebAppProps> = {}) {
  return rendered((stack) => {
    const app = new WebApp(stack, 'web', { image, resources, ports: { http: 8080 }, ...everything, ...more });
    new Migration(stack, 'migrate', { app, ...props });
  });
}

const kindsAndNames = (build: (stack: Stack) => void) =>
  rendered(build).map((object) => `${textAt(object, 'kind')} ${textAt(object, 'metadata', 'name')}`);

describe('a migration', () => {
  it("runs the app's image with its environment, mounts and identity, and with other arguments", () => {
    const job = only(migrated(), 'Job');
    expect(container(job)).toMatchObject({
      name: 'migrate',
      image,
      command: ['/app'],
      args: ['migrate'],
      env: [{ name: 'LEVEL', value: 'info' }],
      envFrom: [{ secretRef: { name: 'credentials' } }],
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    });
    expect(podSpec(job)).toMatchObject({
      serviceAccountName: 'web',
      nodeSelector: { disk: 'ssd' },
      restartPolicy: 'OnFailure',
    });
  });

  it('runs what the app runs before and beside it', () => {
    const around = [{ name: 'proxy', restartPolicy: 'Always' }, { name: 'wait' }];
    expect(podSpec(only(migrated(), 'Job'))['initContainers']).toMatchObject(around);
  });

  it.each(['ports', 'startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle'])('has no %s', (field) => {
    const objects = migrated();
    expect(container(only(objects, 'Deployment'))).toHaveProperty(field);
    expect(container(only(objects, 'Job'))).not.toHaveProperty(field);
  });

  it('has no pods that the Service of the app would send requests to', () => {
    const objects = migrated();
    expect(at(only(objects, 'Service'), 'spec', 'selector')).toEqual({ 'app.kubernetes.io/name': 'web' });
    expect(at(podTemplate(only(objects, 'Job')), 'metadata', 'labels', 'app.kubernetes.io/name')).toBe('migrate');
  });

  it('takes another command and the settings of a job', () => {
    const job = only(
      migrated({ command: ['/migrate'], name: 'schema', backoffLimit: 0, restartPolicy: 'Never' }),
      'Job',
    );
    expect(job).toMatchObject({ spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never' } } } });
    expect(at(job, 'metadata', 'name')).toMatch(/^schema-[a-z0-9]{10}$/);
    expect(container(job)).toMatchObject({ command: ['/migrate'] });
    expect(container(job)).not.toHaveProperty('args');
  });

  it('is created before the app, after what both consume, each step after the one that it follows', () => {
    const order = kindsAndNames((stack) => {
      const config = new Config(stack, 'config', { data: { LEVEL: 'info' }, onChange: 'nothing' });
      const app = new WebApp(stack, 'web', { image, resources, ports: { http: 8080 }, environment: [config] });
      const migrate = new Migration(stack, 'z-first', { app, args: ['migrate'] });
      new Migration(stack, 'a-second', { app, args: ['seed'], following: [migrate] });
    });
    const position = (start: string) => order.findIndex((title) => title.startsWith(start));
    const positions = ['ServiceAccount web', 'ConfigMap config', 'Job z-first', 'Job a-second', 'Deployment web'].map(
      position,
    );
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('is another job with another image of the app', () => {
    const name = (more: Partial<WebAppProps>) =>
      at(only(migrated({ args: ['migrate'] }, more), 'Job'), 'metadata', 'name');
    expect(name({ image: 'registry.example/app:2.0.0' })).not.toBe(name({}));
  });
});
