import { Worker, type WorkerProps } from 'stackwright';
import { at, container, image, only, podSpec, rendered, resources } from '../support/rendered';

const worker = (props: Partial<WorkerProps> = {}) =>
  only(
    rendered((stack) => new Worker(stack, 'worker', { image, resources, ...props })),
    'Deployment',
  );

describe('a container', () => {
  it('runs what its image says unless it is told otherwise', () => {
    const manifest = container(worker());
    expect(manifest).toMatchObject({ name: 'worker', image });
    expect(
      ['command', 'args', 'workingDir', 'ports', 'env', 'envFrom', 'volumeMounts'].filter((f) => f in manifest),
    ).toEqual([]);
  });

  it('runs the command, with the arguments, in the folder that are given', () => {
    const given = { command: ['/bin/sh', '-c'], args: ['echo $HOME'], workingDir: '/srv' };
    expect(container(worker(given))).toMatchObject(given);
  });

  it('keeps its input open and has a terminal where it is asked for', () => {
    expect(container(worker({ stdin: true, tty: true }))).toMatchObject({ stdin: true, tty: true });
  });

  it.each(['Always', 'IfNotPresent', 'Never'] as const)('has its image pulled: %s', (imagePullPolicy) => {
    expect(container(worker({ imagePullPolicy }))).toMatchObject({ imagePullPolicy });
  });

  it('leaves to Kubernetes when its image is pulled', () => {
    expect(container(worker())).not.toHaveProperty('imagePullPolicy');
  });

  it('has none of the probes and hooks that are not given', () => {
    const manifest = container(worker());
    const fields = ['startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle'];
    expect(fields.filter((name) => name in manifest)).toEqual([]);
  });

  it('is called as the workload unless it has a name of its own', () => {
    expect(at(podSpec(worker({ containerName: 'main' })), 'containers', 0, 'name')).toBe('main');
  });
});
