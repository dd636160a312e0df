import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  claim,
  Config,
  configFiles,
  downwardFiles,
  emptyDir,
  ExistingSecret,
  field,
  hostPath,
  projected,
  resourceField,
  secretFiles,
  volume,
  Worker,
  type Stack,
} from 'stackwright';
import type { Mountable } from '../../lib/workload/volume';
import {
  at,
  container,
  expectMistake,
  image,
  only,
  podSpec,
  rendered,
  renderedPrivileged,
  resources,
} from '../support/rendered';

/** What becomes of one volume in a pod, and of its mount; in a privileged namespace where rules are named. */
function mounted(make: (stack: Stack) => Mountable, broken?: readonly string[]) {
  const build = (stack: Stack) => new Worker(stack, 'worker', { image, resources, mounts: { '/data': make(stack) } });
  const objects = broken ? renderedPrivileged(build, broken) : rendered(build);
  const deployment = only(objects, 'Deployment');
  return { volume: at(podSpec(deployment), 'volumes', 0), mount: at(container(deployment), 'volumeMounts', 0) };
}

const config = (stack: Stack) => new Config(stack, 'config', { data: { 'app.conf': 'a=b' }, onChange: 'nothing' });
const secret = new ExistingSecret('credentials');
const onHost = ['pod-security/host-path-volumes'];

describe('a volume', () => {
  it.each<[string, (stack: Stack) => Mountable, object, (readonly string[])?]>([
    ['a configuration', config, { configMap: { name: 'config' } }],
    ['a secret', () => secret, { secret: { secretName: 'credentials' } }],
    [
      'chosen keys of a configuration',
      (stack) => configFiles(config(stack), { items: { 'app.conf': 'etc/app.conf' }, optional: true }),
      { configMap: { name: 'config', items: [{ key: 'app.conf', path: 'etc/app.conf' }], optional: true } },
    ],
    [
      'chosen keys of a secret with a mode, which the API takes as a decimal number',
      () => secretFiles(secret, { items: { user: 'name' }, mode: 0o440 }),
      { secret: { secretName: 'credentials', items: [{ key: 'user', path: 'name' }], defaultMode: 288 } },
    ],
    ['space on the node', () => emptyDir(), { emptyDir: {} }],
    [
      'space in memory',
      () => emptyDir({ medium: 'Memory', sizeLimit: Size.mebibytes(64) }),
      { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    ],
    [
      'what the pod knows of itself',
      () => downwardFiles({ labels: field('metadata.labels') }, { mode: 0o400 }),
      { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }], defaultMode: 256 } },
    ],
    ['a claim', () => claim('shared'), { persistentVolumeClaim: { claimName: 'shared' } }],
    [
      'a claim of cdk8s-plus',
      (stack) => claim(kplus.PersistentVolumeClaim.fromClaimName(stack, 'claim', 'theirs'), { readOnly: true }),
      { persistentVolumeClaim: { claimName: 'theirs', readOnly: true } },
    ],
    [
      'a path of the node',
      () => hostPath('/var/log', { type: 'Directory' }),
      { hostPath: { path: '/var/log', type: 'Directory' } },
      onHost,
    ],
    [
      'any other source',
      () => volume({ nfs: { server: 'nfs.example', path: '/' } }),
      { nfs: { server: 'nfs.example', path: '/' } },
      [],
    ],
    [
      'a ConfigMap of cdk8s-plus',
      (stack) => kplus.ConfigMap.fromConfigMapName(stack, 'plus', 'plus'),
      { configMap: { name: 'plus' } },
    ],
    [
      'a Secret of cdk8s-plus',
      (stack) => kplus.Secret.fromSecretName(stack, 'plus', 'plus'),
      { secret: { secretName: 'plus' } },
    ],
    [
      'a volume of cdk8s-plus, with what it holds as classes',
      (stack) => kplus.Volume.fromEmptyDir(stack, 'plus', 'plus', { sizeLimit: Size.mebibytes(1) }),
      { name: 'plus', emptyDir: { sizeLimit: '1Mi' } },
    ],
    [
      'a disk of cdk8s-plus, in the spelling of the API',
      (stack) => kplus.Volume.fromAwsElasticBlockStore(stack, 'disk', 'vol-1', { fsType: 'ext4' }),
      { awsElasticBlockStore: { volumeID: 'vol-1', fsType: 'ext4' } },
      [],
    ],
  ])('can be %s', (_, make, expected, ...[broken]) => {
    expect(mounted(make, broken).volume).toMatchObject(expected);
  });

  it('of resources names the container that mounts it', () => {
    expect(mounted(() => downwardFiles({ cpu: resourceField('requests.cpu') })).volume).toMatchObject({
      downwardAPI: {
        items: [{ path: 'cpu', resourceFieldRef: { resource: 'requests.cpu', containerName: 'worker' } }],
      },
    });
  });

  it('of resources of another container names that one', () => {
    const of = () => projected([downwardFiles({ cpu: resourceField('limits.cpu', { containerName: 'proxy' }) })]);
    expect(mounted(of).volume).toMatchObject({
      projected: { sources: [{ downwardAPI: { items: [{ resourceFieldRef: { containerName: 'proxy' } }] } }] },
    });
  });

  it('puts several sources into one folder', () => {
    const make = (stack: Stack) =>
      projected(
        [
          configFiles(config(stack), { items: { 'app.conf': 'app.conf' } }),
          secretFiles(secret, { items: { user: 'name' }, mode: 0o400 }),
          downwardFiles({ labels: field('metadata.labels') }),
          { serviceAccountToken: { audience: 'vault', path: 'token', expirationSeconds: 3600 } },
        ],
        { mode: 0o444 },
      );
    expect(mounted(make).volume).toMatchObject({
      projected: {
        defaultMode: 292,
        sources: [
          { configMap: { name: 'config', items: [{ key: 'app.conf', path: 'app.conf' }] } },
          { secret: { name: 'credentials', items: [{ key: 'user', path: 'name', mode: 256 }] } },
          { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
          { serviceAccountToken: { audience: 'vault', path: 'token', expirationSeconds: 3600 } },
        ],
      },
    });
  });

  it.each<[string, (stack: Stack) => Mountable, (readonly string[])?]>([
    ['a configuration', config],
    ['a secret', () => secret],
    ['a path of the node', () => hostPath('/var/log'), onHost],
    ['what the pod knows of itself', () => downwardFiles({ labels: field('metadata.labels') })],
    ['several sources', () => projected([secretFiles(secret)])],
    ['a claim that is read-only', () => claim('shared', { readOnly: true })],
  ])('is mounted read-only where it is %s', (_, make, ...[broken]) => {
    expect(mounted(make, broken).mount).toMatchObject({ mountPath: '/data', readOnly: true });
  });

  it.each<[string, (stack: Stack) => Mountable, (readonly string[])?]>([
    ['space on the node', () => emptyDir()],
    ['a claim', () => claim('shared')],
    ['a path of the node that shall be written', () => hostPath('/var/cache', { readOnly: false }), onHost],
    ['any other source', () => volume({ nfs: { server: 'nfs.example', path: '/' } }), []],
    ['a volume of cdk8s-plus', (stack) => kplus.Volume.fromEmptyDir(stack, 'plus', 'plus')],
  ])('can be written where it is %s', (_, make, ...[broken]) => {
    expect(mounted(make, broken).mount).not.toHaveProperty('readOnly');
  });

  it.each([
    [644, 'Did you mean the octal number 0o644?'],
    [0o1000, 'Did you mean the octal number 0o512?'],
    [-1, 'Write it as in 0o440.'],
    [0.5, 'Write it as in 0o440.'],
  ])('fails when the mode of its files is %d', (mode, fix) => {
    const mounts = { '/data': secretFiles(secret, { mode }) };
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, mounts }), {
      rule: 'volume/illegal-mode',
      path: 'shop/worker',
      message: `The mode of files is ${mode}.`,
      want: 'permissions from 0 to 0o777',
      fix,
      line: "new Worker(stack, 'worker'",
    });
  });

  it('fails when its size is no quantity', () => {
    const mounts = { '/data': emptyDir({ sizeLimit: '1 GB' }) };
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, mounts }), {
      rule: 'quantity/illegal',
      path: 'shop/worker',
      message: "The sizeLimit of an emptyDir is '1 GB'.",
      want: "a number with an optional unit: 'm' for thousandths, k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024",
      fix: "Write it as in '250m' or '256Mi'.",
      line: "new Worker(stack, 'worker'",
    });
  });

  it('fails when a configuration does not have the key of a file', () => {
    expectMistake(
      (stack) => {
        const files = configFiles(config(stack), { items: { 'ap.conf': 'app.conf' } });
        new Worker(stack, 'worker', { image, resources, mounts: { '/data': files } });
      },
      {
        rule: 'configuration/unknown-key',
        path: 'shop/worker',
        message: "The configuration 'config' has no key 'ap.conf'.",
        want: "'app.conf'",
        fix: "Did you mean 'app.conf'?",
        line: "new Worker(stack, 'worker'",
      },
    );
  });

  it('fails when a secret in a folder of several sources is known not to have the key of a file', () => {
    const known = new ExistingSecret('credentials', ['user']);
    const mounts = { '/data': projected([secretFiles(known, { items: { password: 'password' } })]) };
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, mounts }), {
      rule: 'configuration/unknown-key',
      path: 'shop/worker',
      message: "The secret 'credentials' has no key 'password'.",
      want: "'user'",
      fix: 'Add the key, or name one that is there.',
      line: "new Worker(stack, 'worker'",
    });
  });
});
