import { writableRootFilesystem } from '../../../lib/checks/security/root-filesystem';
import { lowUserIds, rootGroups, rootUsers } from '../../../lib/checks/security/users';
import type { JsonObject } from '../../../lib/manifest/json';
import { pod } from '../../manifest/inventory-of';
import { judged } from '../judged';

/** A Pod with the securityContexts of it and of its containers. */
function secured(securityContext: JsonObject, ...containers: readonly JsonObject[]): JsonObject {
  return pod('web', {
    securityContext,
    containers: containers.map((each, index) => ({ name: `c${index}`, securityContext: each })),
  });
}

describe('security/root-user', () => {
  test.each([
    [{}, { runAsNonRoot: true, runAsUser: 0 }, '/spec/containers/0/securityContext/runAsUser'],
    [{ runAsNonRoot: true }, { runAsUser: 0 }, '/spec/containers/0/securityContext/runAsUser'],
    [{ runAsUser: 0 }, { runAsNonRoot: true }, '/spec/securityContext/runAsUser'],
    [{ runAsUser: 0, runAsNonRoot: true }, {}, '/spec/securityContext/runAsUser'],
  ])('fails when the pod has %j and the container %j', (ofPod, ofContainer, pointer) => {
    expect(judged(rootUsers, secured(ofPod, ofContainer))).toMatchObject([
      {
        severity: 'error',
        message: "Container 'c0' runs as the user 0, which is root, but has `runAsNonRoot: true`.",
        pointer,
        got: '0',
      },
    ]);
  });

  test.each([
    [{ runAsNonRoot: true, runAsUser: 0 }, { runAsUser: 1 }],
    [{ runAsNonRoot: true, runAsUser: 0 }, { runAsNonRoot: false }],
    [{ runAsUser: 0 }, {}],
    [{ runAsNonRoot: true }, {}],
    [{ runAsNonRoot: 'true' }, { runAsUser: '0' }],
  ])('the pod may have %j and the container %j', (ofPod, ofContainer) => {
    expect(judged(rootUsers, secured(ofPod, ofContainer))).toEqual([]);
  });

  test('what the pod says is told once for all of its containers', () => {
    expect(judged(rootUsers, secured({ runAsUser: 0, runAsNonRoot: true }, {}, {}))).toHaveLength(1);
  });
});

describe('security/low-user-id', () => {
  test('fails for low and for unknown ones, with both in one finding', () => {
    expect(judged(lowUserIds, secured({ runAsUser: 1000 }, {}, { runAsUser: 20_000, runAsGroup: 9999 }))).toMatchObject(
      [
        {
          message: "Container 'c0' runs as the user 1000 and a group that only its image knows.",
          pointer: '/spec/securityContext/runAsUser',
        },
        {
          message: "Container 'c1' runs as the group 9999.",
          pointer: '/spec/containers/1/securityContext/runAsGroup',
        },
      ],
    );
  });

  test('the own value of a container counts', () => {
    expect(
      judged(lowUserIds, secured({ runAsUser: 1, runAsGroup: 1 }, { runAsUser: 10_000, runAsGroup: 10_000 })),
    ).toEqual([]);
  });
});

describe('security/root-group', () => {
  test('fails for each way to be in the group 0', () => {
    const ofPod = { runAsGroup: 0, fsGroup: 0, supplementalGroups: [5, 0] };

    expect(judged(rootGroups, secured(ofPod, { runAsGroup: 0 }, {})).map(({ pointer }) => pointer)).toEqual([
      '/spec/securityContext/runAsGroup',
      '/spec/securityContext/fsGroup',
      '/spec/securityContext/supplementalGroups/1',
      '/spec/containers/0/securityContext/runAsGroup',
    ]);
  });

  test('the group of a pod counts for nothing where each container has its own', () => {
    expect(judged(rootGroups, secured({ runAsGroup: 0 }, { runAsGroup: 1000 }))).toEqual([]);
    expect(judged(rootGroups, secured({ runAsGroup: 0 }, { runAsGroup: 1000 }, {}))).toHaveLength(1);
  });

  test('other groups are fine', () => {
    expect(judged(rootGroups, secured({ fsGroup: 1, supplementalGroups: 0 }, { runAsUser: 0 }))).toEqual([]);
  });
});

describe('security/writable-root-filesystem', () => {
  test('fails for each container that does not say that it is read-only', () => {
    expect(
      judged(
        writableRootFilesystem,
        secured(
          { readOnlyRootFilesystem: true },
          {},
          { readOnlyRootFilesystem: 'true' },
          { readOnlyRootFilesystem: true },
        ),
      ),
    ).toMatchObject([
      {
        message: "Container 'c0' can write to the files of its image.",
        pointer: '/spec/containers/0/securityContext/readOnlyRootFilesystem',
      },
      { pointer: '/spec/containers/1/securityContext/readOnlyRootFilesystem', got: '"true"' },
    ]);
  });

  test('init containers count, too', () => {
    expect(judged(writableRootFilesystem, pod('web', { initContainers: [{ name: 'a' }] }))).toHaveLength(1);
  });
});

test.each<JsonObject>([{ os: { name: 'windows' } }, { nodeSelector: { 'kubernetes.io/os': 'windows' } }])(
  'on Windows, as by %j, nothing of it has a meaning',
  (fields) => {
    const web = pod('web', { ...fields, containers: [{ name: 'web' }] });

    expect([...judged(lowUserIds, web), ...judged(writableRootFilesystem, web)]).toEqual([]);
  },
);

test('odd pods are fine', () => {
  const odd = pod('web', { securityContext: 'x', containers: [null, 'x', { securityContext: [] }] });

  for (const check of [rootUsers, rootGroups]) expect(judged(check, odd)).toEqual([]);
});
