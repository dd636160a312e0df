import type { Platform } from '../../../lib/checks/platform';
import { POD_SECURITY } from '../../../lib/checks/pod-security';
import type { Finding } from '../../../lib/manifest/finding';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { inventoryOf, pod } from '../../manifest/inventory-of';
import { judgedBy } from '../judged';
import { contextOf } from '../judged';

/** What every container of a pod needs so that nothing is wrong with it. */
const kept = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

const contained = (fields: JsonObject = {}): JsonObject => ({ name: 'web', securityContext: kept, ...fields });
const secured = (fields: JsonObject): JsonObject => contained({ securityContext: { ...kept, ...fields } });

function judgedPod(spec: JsonObject, platform: Platform = {}): readonly Finding[] {
  return POD_SECURITY.flatMap((check) => judgedBy(check, inventoryOf([pod('it', spec)]), platform));
}

const judgedContainer = (container: JsonObject, platform: Platform = {}) =>
  judgedPod({ containers: [container] }, platform);

const told = (findings: readonly Finding[]): readonly (readonly [string, string | undefined])[] =>
  findings.map(({ rule, pointer }) => [rule.replace('pod-security/', ''), pointer]);

const CONTEXT = '/spec/containers/0/securityContext';

test('a pod that keeps `restricted` breaks nothing', () => {
  expect(judgedContainer(contained())).toEqual([]);
});

describe('a container', () => {
  test.each<[string, JsonObject, string, string]>([
    ['privileged', { privileged: true }, 'privileged', '/privileged'],
    [
      'a host process',
      { windowsOptions: { hostProcess: true } },
      'windows-host-process',
      '/windowsOptions/hostProcess',
    ],
    ['with NET_RAW', cap(['NET_RAW']), 'capabilities-baseline', '/capabilities/add'],
    ['with ALL', cap(['ALL']), 'capabilities-baseline', '/capabilities/add'],
    ['with CAP_CHOWN, which is none', cap(['CAP_CHOWN']), 'capabilities-baseline', '/capabilities/add'],
    ['with CHOWN', cap(['NET_BIND_SERVICE', 'CHOWN']), 'capabilities-restricted', '/capabilities/add'],
    ['that drops NET_RAW', { capabilities: { drop: ['NET_RAW'] } }, 'capabilities-restricted', '/capabilities/drop'],
    ['that drops `all`', { capabilities: { drop: ['all'] } }, 'capabilities-restricted', '/capabilities/drop'],
    ['without capabilities', { capabilities: null }, 'capabilities-restricted', '/capabilities/drop'],
    ['unconfined by AppArmor', profile('appArmor', 'Unconfined'), 'app-armor-profile', '/appArmorProfile/type'],
    ['with a profile of no type', { appArmorProfile: {} }, 'app-armor-profile', '/appArmorProfile/type'],
    ['unconfined by seccomp', profile('seccomp', 'Unconfined'), 'seccomp-profile-baseline', '/seccompProfile/type'],
    ['without seccomp profile', { seccompProfile: null }, 'seccomp-profile-restricted', '/seccompProfile/type'],
    ['of the type spc_t', { seLinuxOptions: { type: 'spc_t' } }, 'se-linux-options', '/seLinuxOptions/type'],
    ['with a user of SELinux', { seLinuxOptions: { user: 'u' } }, 'se-linux-options', '/seLinuxOptions/user'],
    ['with a role of SELinux', { seLinuxOptions: { role: 'r' } }, 'se-linux-options', '/seLinuxOptions/role'],
    ['with all of /proc', { procMount: 'Unmasked' }, 'proc-mount', '/procMount'],
    ['that allows escalation', escalation(true), 'allow-privilege-escalation', '/allowPrivilegeEscalation'],
    ['that says nothing of escalation', escalation(null), 'allow-privilege-escalation', '/allowPrivilegeEscalation'],
    ['that may be root', { runAsNonRoot: false }, 'run-as-non-root', '/runAsNonRoot'],
    ['that says nothing of root', { runAsNonRoot: null }, 'run-as-non-root', '/runAsNonRoot'],
    ['that is root', { runAsUser: 0 }, 'run-as-user', '/runAsUser'],
  ])('%s is told of by one rule', (_, fields, rule, at) => {
    expect(told(judgedContainer(secured(fields)))).toEqual([[rule, CONTEXT + at]]);
  });

  test.each<[string, JsonObject]>([
    ['not privileged', { privileged: false }],
    ['with NET_BIND_SERVICE', cap(['NET_BIND_SERVICE'])],
    ['that adds no capability', cap([])],
    ['that drops more than ALL', { capabilities: { drop: ['NET_RAW', 'ALL'] } }],
    ['with a local AppArmor profile', profile('appArmor', 'Localhost')],
    ['with a local seccomp profile', profile('seccomp', 'Localhost')],
    ['with an SELinux level', { seLinuxOptions: { level: 's0', type: '', user: '', role: '' } }],
    ['of the type container_t', { seLinuxOptions: { type: 'container_t' } }],
    ['with the usual /proc', { procMount: 'Default' }],
    ['with a user', { runAsUser: 1 }],
  ])('%s breaks nothing', (_, fields) => {
    expect(judgedContainer(secured(fields))).toEqual([]);
  });

  test.each([
    ['initContainers', "Init container 'web'"],
    ['ephemeralContainers', "Ephemeral container 'web'"],
    ['containers', "Container 'web'"],
  ])('is judged among the %s', (list, title) => {
    expect(judgedPod({ [list]: [contained(), secured({ privileged: true })] })).toMatchObject([
      {
        rule: 'pod-security/privileged',
        pointer: `/spec/${list}/1/securityContext/privileged`,
        message: `${title} is privileged.`,
      },
    ]);
  });

  test('is told once of all capabilities that it adds', () => {
    expect(judgedContainer(secured(cap(['SYS_ADMIN', 'CHOWN', 'NET_ADMIN'])))).toMatchObject([
      { message: "Container 'web' adds the capabilities 'SYS_ADMIN', 'NET_ADMIN'." },
      { message: "Container 'web' adds the capability 'CHOWN'.", fix: "Remove 'CHOWN' from `add`." },
    ]);
  });
});

function cap(add: readonly string[]): JsonObject {
  return { capabilities: { drop: ['ALL'], add } };
}

function profile(of: 'appArmor' | 'seccomp', type: string): JsonObject {
  return { [`${of}Profile`]: { type } };
}

function escalation(allowPrivilegeEscalation: Json): JsonObject {
  return { allowPrivilegeEscalation };
}

describe('a pod', () => {
  test.each(['hostNetwork', 'hostPID', 'hostIPC'])('shares no %s with its node', (field) => {
    const judgedWith = (value: Json) => told(judgedPod({ [field]: value, containers: [contained()] }));

    expect(judgedWith(true)).toEqual([['host-namespaces', `/spec/${field}`]]);
    expect(judgedWith(false)).toEqual([]);
  });

  test.each<[string, JsonObject, string, string]>([
    ['a host process', { windowsOptions: { hostProcess: true } }, 'windows-host-process', 'windowsOptions/hostProcess'],
    ['without AppArmor', profile('appArmor', 'Unconfined'), 'app-armor-profile', 'appArmorProfile/type'],
    ['without seccomp', profile('seccomp', 'Unconfined'), 'seccomp-profile-baseline', 'seccompProfile/type'],
    ['with an SELinux type', { seLinuxOptions: { type: 'spc_t' } }, 'se-linux-options', 'seLinuxOptions/type'],
    ['that may be root', { runAsNonRoot: false }, 'run-as-non-root', 'runAsNonRoot'],
    ['that is root', { runAsUser: 0 }, 'run-as-user', 'runAsUser'],
    ['with kernel parameters', { sysctls: [{ name: 'kernel.sem' }] }, 'sysctls', 'sysctls/0/name'],
  ])('%s is told of, even where its containers say otherwise', (_, securityContext, rule, at) => {
    expect(told(judgedPod({ securityContext, containers: [contained()] }))).toEqual([
      [rule, `/spec/securityContext/${at}`],
    ]);
  });

  test('says for all containers that they are not root, and what seccomp profile they have', () => {
    const { runAsNonRoot, seccompProfile, ...others } = kept;
    const containers = [contained({ securityContext: others }), contained({ securityContext: others })];

    expect(judgedPod({ securityContext: { runAsNonRoot, seccompProfile }, containers })).toEqual([]);
    expect(judgedPod({ containers })).toHaveLength(4);
  });

  test('which says the wrong thing for all its containers is told of once', () => {
    const { allowPrivilegeEscalation, capabilities } = kept;
    const containers = [contained({ securityContext: { allowPrivilegeEscalation, capabilities } })];
    const securityContext = { runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } };

    expect(told(judgedPod({ securityContext, containers }))).toEqual([
      ['seccomp-profile-baseline', '/spec/securityContext/seccompProfile/type'],
      ['run-as-non-root', '/spec/securityContext/runAsNonRoot'],
    ]);
  });

  test.each<[string, string, readonly (readonly [string, string])[]]>([
    ['hostPath', 'a path of the node', [['host-path-volumes', '/spec/volumes/0/hostPath']]],
    ['nfs', 'a server', [['restricted-volumes', '/spec/volumes/0/nfs']]],
    ['gitRepo', 'a repository', [['restricted-volumes', '/spec/volumes/0/gitRepo']]],
    ['image', 'an image', []],
    ['ephemeral', 'a claim of its own', []],
  ])('has a volume of the kind %s, %s', (source, _, expected) => {
    const volumes = [{ name: 'data', [source]: {} }];

    expect(told(judgedPod({ volumes, containers: [contained()] }))).toEqual(expected);
  });

  test('may leave the kind of a volume open, which is an emptyDir then', () => {
    expect(
      judgedPod({ volumes: [{ name: 'data' }, { name: 'x', hostPath: null }], containers: [contained()] }),
    ).toEqual([]);
  });

  test('takes no port of its node, where 0 is none', () => {
    const ports: readonly JsonObject[] = [
      { containerPort: 80, hostPort: 0 },
      { containerPort: 81 },
      { containerPort: 82, hostPort: 82 },
    ];

    expect(told(judgedContainer(contained({ ports })))).toEqual([
      ['host-ports', '/spec/containers/0/ports/2/hostPort'],
    ]);
  });

  test.each(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle/preStop', 'lifecycle/postStart'])(
    'has its node ask nobody else by %s',
    (field) => {
      const [first = '', second] = field.split('/');
      const handler = (host: string) => ({ tcpSocket: { host }, httpGet: { host: '' } });
      const judgedWith = (host: string) =>
        told(judgedContainer(contained({ [first]: second ? { [second]: handler(host) } : handler(host) })));

      expect(judgedWith('10.0.0.1')).toEqual([['host-probes', `/spec/containers/0/${field}/tcpSocket/host`]]);
      expect(judgedWith('')).toEqual([]);
    },
  );

  test.each<[string, boolean]>([
    ['unconfined', false],
    ['runtime/default', true],
    ['localhost/web', true],
    ['', true],
  ])('may have %j as its AppArmor profile by an annotation: %j', (value, isAllowed) => {
    const key = 'container.apparmor.security.beta.kubernetes.io/web';
    const it = pod('it', { containers: [contained()] });
    const manifest = { ...it, metadata: { name: 'it', annotations: { [key]: value } } };

    expect(POD_SECURITY.flatMap((check) => judgedBy(check, inventoryOf([manifest])))).toHaveLength(isAllowed ? 0 : 1);
  });

  test('for Windows needs nothing that only Linux has', () => {
    const spec = { os: { name: 'windows' }, containers: [contained({ securityContext: {} })] };

    expect(told(judgedPod(spec))).toEqual([['run-as-non-root', `${CONTEXT}/runAsNonRoot`]]);
    expect(judgedPod({ ...spec, os: { name: 'linux' } })).toHaveLength(4);
  });
});

describe('with users of its own, a pod', () => {
  const spec = (fields: JsonObject): JsonObject => ({ hostUsers: false, containers: [secured(fields)] });

  test.each<[string, JsonObject]>([
    ['may be root', { runAsNonRoot: false, runAsUser: 0 }],
    ['need not say that it is not root', { runAsNonRoot: null }],
  ])('%s since 1.35', (_, fields) => {
    expect(judgedPod(spec(fields), { kubernetesVersion: '1.35' })).toEqual([]);
    expect(judgedPod(spec(fields), { kubernetesVersion: '1.34' })).not.toEqual([]);
    expect(judgedPod({ ...spec(fields), hostUsers: true }, { kubernetesVersion: '1.35' })).not.toEqual([]);
  });

  test('still sees only a part of /proc at `restricted`, and all of it at `baseline` since 1.35', () => {
    const check = POD_SECURITY[0]!;
    const packs = (kubernetesVersion: '1.34' | '1.35') =>
      judgedWithPacks(spec({ procMount: 'Unmasked' }), kubernetesVersion);

    expect(check.rules.filter(({ id }) => id === 'pod-security/proc-mount')).toHaveLength(1);
    expect(packs('1.34')).toEqual([['pod-security/proc-mount', 'baseline']]);
    expect(packs('1.35')).toEqual([['pod-security/proc-mount', 'restricted']]);
  });
});

function judgedWithPacks(spec: JsonObject, kubernetesVersion: '1.34' | '1.35') {
  const context = contextOf([pod('it', spec)], { kubernetesVersion });
  return POD_SECURITY.flatMap((check) => check.judge(context)).map(({ rule, pack }) => [rule.id, pack ?? rule.pack]);
}

test.each<['1.27' | '1.28' | '1.29' | '1.31' | '1.32' | '1.36' | '1.37', string, boolean]>([
  ['1.27', 'net.ipv4.ip_local_reserved_ports', true],
  ['1.28', 'net.ipv4.tcp_fin_timeout', false],
  ['1.29', 'net.ipv4.tcp_fin_timeout', true],
  ['1.31', 'net.ipv4.tcp_rmem', false],
  ['1.32', 'net.ipv4.tcp_rmem', true],
  ['1.36', 'net.ipv4.tcp_notsent_lowat', false],
  ['1.37', 'net.ipv4.tcp_notsent_lowat', true],
])('%s takes the kernel parameter %s: %j', (kubernetesVersion, name, isAllowed) => {
  const spec = { securityContext: { sysctls: [{ name, value: '1' }] }, containers: [contained()] };

  expect(judgedPod(spec, { kubernetesVersion })).toHaveLength(isAllowed ? 0 : 1);
});

test('the hosts of probes are looked at since 1.34, and container_engine_t is a type since 1.31', () => {
  const probing = contained({ livenessProbe: { httpGet: { host: 'other' } } });
  const labelled = secured({ seLinuxOptions: { type: 'container_engine_t' } });

  expect(judgedContainer(probing, { kubernetesVersion: '1.33' })).toEqual([]);
  expect(judgedContainer(probing, { kubernetesVersion: '1.34' })).toHaveLength(1);
  expect(judgedContainer(labelled, { kubernetesVersion: '1.30' })).toHaveLength(1);
  expect(judgedContainer(labelled, { kubernetesVersion: '1.31' })).toEqual([]);
});
