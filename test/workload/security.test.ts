import { Worker, type WorkerProps } from 'stackwright';
import {
  container,
  expectMistake,
  image,
  only,
  podSpec,
  rendered,
  renderedPrivileged,
  resources,
} from '../support/rendered';

const worker = (props: Partial<WorkerProps> = {}) =>
  only(
    rendered((stack) => new Worker(stack, 'worker', { image, resources, ...props })),
    'Deployment',
  );
/** One that only a privileged namespace takes. */
const privileged = (props: Partial<WorkerProps>, broken?: readonly string[]) =>
  only(
    renderedPrivileged((stack) => new Worker(stack, 'worker', { image, resources, ...props }), broken),
    'Deployment',
  );
const contextOf = (security: WorkerProps['security'] = {}) => container(worker({ security }))['securityContext'];
const privilegedContextOf = (security: WorkerProps['security'], broken?: readonly string[]) =>
  container(privileged({ security }, broken))['securityContext'];

describe('security', () => {
  const restricted = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
  };

  it('is the Pod Security Standard restricted with a read-only image unless it is told otherwise', () => {
    expect(contextOf()).toEqual(restricted);
    expect(podSpec(worker())['securityContext']).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  });

  it('is the same for every container of a pod', () => {
    const plain = { image, resources };
    const deployment = worker({ initContainers: { init: plain }, sidecars: { proxy: plain } });
    for (const name of ['init', 'proxy']) expect(container(deployment, name)['securityContext']).toEqual(restricted);
  });

  it('takes user and group as numbers', () => {
    expect(contextOf({ runAsUser: 1000, runAsGroup: 2000 })).toEqual({
      ...restricted,
      runAsUser: 1000,
      runAsGroup: 2000,
    });
  });

  it('adds capabilities to none', () => {
    expect(contextOf({ addCapabilities: ['NET_BIND_SERVICE'] })).toMatchObject({
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    });
  });

  it('loosens only what it is told to', () => {
    expect(contextOf({ readOnlyRootFilesystem: false })).toEqual({ ...restricted, readOnlyRootFilesystem: false });
    expect(privilegedContextOf({ allowPrivilegeEscalation: true })).toEqual({
      ...restricted,
      allowPrivilegeEscalation: true,
    });
  });

  it('of a privileged container leaves out what the API refuses beside it', () => {
    expect(privilegedContextOf({ privileged: true }, ['pod-security/privileged'])).toEqual({
      privileged: true,
      readOnlyRootFilesystem: true,
    });
  });

  it('lets a container be root where both is said', () => {
    expect(privilegedContextOf({ runAsUser: 0, runAsNonRoot: false })).toMatchObject({
      runAsUser: 0,
      runAsNonRoot: false,
    });
  });

  it('of the pod sets groups and kernel settings', () => {
    const podSecurity = { fsGroup: 1000, supplementalGroups: [2000], sysctls: { 'net.core.somaxconn': '1024' } };
    expect(podSpec(privileged({ podSecurity }, ['pod-security/sysctls']))['securityContext']).toEqual({
      fsGroup: 1000,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
      supplementalGroups: [2000],
      sysctls: [{ name: 'net.core.somaxconn', value: '1024' }],
    });
  });

  it('fails when the user is root, which no node would start', () => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, security: { runAsUser: 0 } }), {
      rule: 'security/root-user',
      path: 'shop/worker',
      message: 'runAsUser is 0, which is root, but runAsNonRoot is true: no node would start the container.',
      want: 'a runAsUser above 0, or runAsNonRoot: false',
      fix: 'Pass another user, or `runAsNonRoot: false` where it must be root.',
      line: "new Worker(stack, 'worker'",
    });
  });
});
