import type { Json, JsonObject } from '../../../lib/manifest/json';
import type { Manifest } from '../support/manifest';

export const NAMESPACE = 'immutable-fields';

/** A value for a field that has another one, or none; undefined takes it away. */
export type Value = Json | undefined;

/** An object, and another value for each of its fields: alone, or with what has to change at the same time. */
export interface Sample {
  readonly object: Manifest;
  readonly edits: Readonly<Record<string, Value | With>>;
  /** Fields that are not tried, and why. */
  readonly untried?: Readonly<Record<string, string>>;
  /** Fields that versions before `MINOR` do not serve, or not all of them. */
  readonly later?: readonly string[];
}

/** The version of Kubernetes, 1.…, that serves all that is tried. */
export const MINOR = 36;

/** A value that only goes with other values. */
export class With {
  readonly value: Value;
  readonly also: Readonly<Record<string, Value>>;

  constructor(value: Value, also: Readonly<Record<string, Value>>) {
    this.value = value;
    this.also = also;
  }
}

const ALPHA = 'its feature is off';
const IN_TREE = 'a source like the others';
const DERIVED = 'the server keeps it equal to another field';

interface Description extends Omit<Sample, 'object'> {
  readonly scope?: 'Cluster';
  readonly fields: JsonObject;
}

function sample(apiVersion: string, kind: string, { scope, fields, ...rest }: Description): Sample {
  const metadata = { name: 'web', labels: { app: 'web' } };
  const object = { apiVersion, kind, metadata: scope ? metadata : { ...metadata, namespace: NAMESPACE }, ...fields };
  return { ...rest, object };
}

const image = 'registry.example/web:1.0.0';
const labels = { app: 'web', tier: 'front' };
const selector = { matchLabels: { app: 'web' } };
const otherSelector = { matchLabels: { tier: 'front' } };
const podSpec = { containers: [{ name: 'web', image }] };
const template = { metadata: { labels }, spec: podSpec };
const otherTemplate = {
  metadata: { labels },
  spec: { containers: [{ name: 'web', image: 'registry.example/web:2' }] },
};
const jobTemplate = { metadata: { labels }, spec: { ...podSpec, restartPolicy: 'Never' } };
const otherJobTemplate = { metadata: { labels }, spec: { ...otherTemplate.spec, restartPolicy: 'Never' } };
const nodeTerm = (disk: string) => ({ matchExpressions: [{ key: 'disk', operator: 'In', values: [disk] }] });
const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const claimTemplate = (name: string) => ({ metadata: { name }, spec: claimSpec });
const rbac = 'rbac.authorization.k8s.io';

const workloads: readonly Sample[] = [
  sample('apps/v1', 'Deployment', {
    fields: {
      spec: {
        replicas: 0,
        selector,
        template,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      },
    },
    edits: {
      'spec.selector': otherSelector,
      'spec.selector.matchExpressions': [{ key: 'tier', operator: 'Exists' }],
      'spec.replicas': 1,
      'spec.template': otherTemplate,
      'spec.paused': true,
      'spec.minReadySeconds': 5,
      'spec.progressDeadlineSeconds': 60,
      'spec.revisionHistoryLimit': 3,
      'spec.strategy': { type: 'Recreate' },
    },
  }),
  sample('apps/v1', 'DaemonSet', {
    fields: { spec: { selector, template: { ...template, spec: { ...podSpec, nodeSelector: { none: 'x' } } } } },
    edits: {
      'spec.selector': otherSelector,
      'spec.template': otherTemplate,
      'spec.minReadySeconds': 5,
      'spec.revisionHistoryLimit': 3,
      'spec.updateStrategy': { type: 'OnDelete' },
    },
  }),
  sample('apps/v1', 'ReplicaSet', {
    fields: { spec: { replicas: 0, selector, template } },
    edits: {
      'spec.selector': otherSelector,
      'spec.replicas': 1,
      'spec.template': otherTemplate,
      'spec.minReadySeconds': 5,
    },
  }),
  sample('v1', 'ReplicationController', {
    fields: { spec: { replicas: 0, selector: { app: 'web' }, template } },
    edits: {
      'spec.selector': { tier: 'front' },
      'spec.replicas': 1,
      'spec.template': otherTemplate,
      'spec.minReadySeconds': 5,
    },
  }),
  sample('apps/v1', 'StatefulSet', {
    fields: {
      spec: {
        replicas: 0,
        serviceName: 'web',
        selector,
        template,
        volumeClaimTemplates: [claimTemplate('data')],
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      },
    },
    edits: {
      'spec.selector': otherSelector,
      'spec.serviceName': 'shop',
      'spec.podManagementPolicy': 'Parallel',
      'spec.volumeClaimTemplates': [claimTemplate('data'), claimTemplate('more')],
      'spec.volumeClaimTemplates[0].spec.resources': { requests: { storage: '2Gi' } },
      'spec.volumeClaimTemplates[0].metadata': { name: 'data', labels: { app: 'web' } },
      'spec.replicas': 1,
      'spec.template': otherTemplate,
      'spec.minReadySeconds': 5,
      'spec.revisionHistoryLimit': 3,
      'spec.ordinals': { start: 1 },
      'spec.updateStrategy': { type: 'OnDelete' },
      'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Delete', whenScaled: 'Delete' },
    },
  }),
  sample('apps/v1', 'ControllerRevision', {
    fields: { data: { a: 'b' }, revision: 1 },
    edits: { data: { a: 'c' }, revision: 2 },
  }),
  sample('batch/v1', 'Job', {
    fields: {
      spec: {
        parallelism: 0,
        completions: 4,
        completionMode: 'Indexed',
        backoffLimitPerIndex: 1,
        manualSelector: true,
        managedBy: 'a.example/b',
        selector,
        template: jobTemplate,
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] },
        successPolicy: { rules: [{ succeededCount: 1 }] },
      },
    },
    edits: {
      'spec.selector': otherSelector,
      'spec.template': otherJobTemplate,
      'spec.completions': 5,
      'spec.completionMode': new With('NonIndexed', {
        'spec.backoffLimitPerIndex': undefined,
        'spec.successPolicy': undefined,
      }),
      'spec.backoffLimitPerIndex': 2,
      'spec.podFailurePolicy': { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [2] } }] },
      'spec.successPolicy': { rules: [{ succeededCount: 2 }] },
      'spec.managedBy': 'a.example/c',
      'spec.parallelism': 1,
      'spec.activeDeadlineSeconds': 60,
      'spec.backoffLimit': 3,
      'spec.maxFailedIndexes': 1,
      'spec.podReplacementPolicy': 'Failed',
      'spec.suspend': true,
      'spec.ttlSecondsAfterFinished': 60,
    },
    untried: { 'spec.manualSelector': 'its selector is another then' },
  }),
  sample('batch/v1', 'CronJob', {
    fields: { spec: { schedule: '0 0 * * *', suspend: true, jobTemplate: { spec: { template: jobTemplate } } } },
    edits: {
      'spec.schedule': '0 1 * * *',
      'spec.jobTemplate': { spec: { template: otherJobTemplate, completionMode: 'Indexed', completions: 2 } },
      'spec.suspend': false,
      'spec.concurrencyPolicy': 'Forbid',
      'spec.failedJobsHistoryLimit': 2,
      'spec.successfulJobsHistoryLimit': 2,
      'spec.startingDeadlineSeconds': 60,
      'spec.timeZone': 'Etc/UTC',
    },
  }),
  sample('v1', 'PodTemplate', { fields: { template }, edits: { template: otherTemplate } }),
  sample('autoscaling/v2', 'HorizontalPodAutoscaler', {
    fields: { spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'none' } } },
    edits: {
      'spec.maxReplicas': 4,
      'spec.minReplicas': 2,
      'spec.scaleTargetRef': { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' },
      'spec.behavior': { scaleDown: { selectPolicy: 'Disabled' } },
      'spec.metrics': [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  }),
  sample('policy/v1', 'PodDisruptionBudget', {
    fields: { spec: { selector, minAvailable: 1 } },
    edits: {
      'spec.selector': otherSelector,
      'spec.minAvailable': 2,
      'spec.maxUnavailable': new With(1, { 'spec.minAvailable': undefined }),
      'spec.unhealthyPodEvictionPolicy': 'AlwaysAllow',
    },
  }),
];

const probe = { tcpSocket: { port: 80 } };

const containerEdits: Sample['edits'] = {
  args: ['x'],
  command: ['x'],
  env: [{ name: 'A', value: '1' }],
  envFrom: [{ configMapRef: { name: 'c' } }],
  image: 'registry.example/web:2',
  imagePullPolicy: 'Never',
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
  livenessProbe: probe,
  name: 'shop',
  ports: [{ containerPort: 80 }],
  readinessProbe: probe,
  resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
  resources: { requests: { cpu: '100m' } },
  restartPolicy: 'Never',
  restartPolicyRules: new With([{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }], {
    'spec.containers[0].restartPolicy': 'Never',
  }),
  securityContext: { runAsNonRoot: true },
  startupProbe: probe,
  stdin: true,
  stdinOnce: new With(true, { 'spec.containers[0].stdin': true }),
  terminationMessagePath: '/x',
  terminationMessagePolicy: 'FallbackToLogsOnError',
  tty: true,
  volumeDevices: new With([{ name: 'data', devicePath: '/dev/x' }], {
    'spec.volumes': [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  }),
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  workingDir: '/x',
};

/** A pod that no node takes: what is asked for there is refused because of the change, not because it runs. */
const pod = sample('v1', 'Pod', {
  fields: {
    spec: {
      containers: [{ name: 'web', image }],
      initContainers: [{ name: 'init', image }],
      volumes: [{ name: 'tmp', emptyDir: {} }],
      nodeSelector: { none: 'x' },
      tolerations: [{ key: 'a', operator: 'Exists' }],
      activeDeadlineSeconds: 600,
    },
  },
  edits: {
    ...Object.fromEntries(Object.entries(containerEdits).map(([field, edit]) => [`spec.containers[0].${field}`, edit])),
    'spec.initContainers[0].image': 'registry.example/init:2',
    'spec.initContainers[0].command': ['x'],
    'spec.activeDeadlineSeconds': 60,
    'spec.affinity': {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodeTerm('a')] } },
    },
    'spec.automountServiceAccountToken': false,
    'spec.dnsConfig': { options: [{ name: 'ndots', value: '2' }] },
    'spec.dnsPolicy': 'Default',
    'spec.enableServiceLinks': false,
    'spec.hostAliases': [{ ip: '10.0.0.1', hostnames: ['a'] }],
    'spec.hostIPC': true,
    'spec.hostNetwork': true,
    'spec.hostPID': true,
    'spec.hostUsers': false,
    'spec.hostname': 'a',
    'spec.hostnameOverride': 'a',
    'spec.imagePullSecrets': [{ name: 'a' }],
    'spec.nodeName': 'none',
    'spec.nodeSelector': { none: 'y' },
    'spec.os': { name: 'linux' },
    'spec.readinessGates': [{ conditionType: 'a.example/b' }],
    'spec.resourceClaims': [{ name: 'gpu', resourceClaimName: 'gpu' }],
    'spec.resources': { limits: { cpu: '1' } },
    'spec.restartPolicy': 'Never',
    'spec.schedulerName': 'other',
    'spec.securityContext': { runAsNonRoot: true },
    'spec.setHostnameAsFQDN': true,
    'spec.shareProcessNamespace': true,
    'spec.subdomain': 'a',
    'spec.terminationGracePeriodSeconds': 60,
    'spec.tolerations': [
      { key: 'a', operator: 'Exists' },
      { key: 'b', operator: 'Exists' },
    ],
    'spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
    'spec.volumes': [{ name: 'tmp', emptyDir: { medium: 'Memory' } }],
  },
  untried: {
    'spec.containers': 'field by field',
    'spec.initContainers': 'as containers',
    'spec.ephemeralContainers': 'never in a manifest',
    'spec.overhead': 'set by the server, from the class',
    'spec.runtimeClassName': 'needs a class',
    'spec.preemptionPolicy': 'set by the server, from the class',
    'spec.priority': 'set by the server, from the class',
    'spec.priorityClassName': 'needs a class',
    'spec.schedulingGates': 'can only be taken away',
    'spec.serviceAccount': DERIVED,
    'spec.serviceAccountName': 'needs an account',
    'spec.evictionInterceptors': ALPHA,
    'spec.schedulingGroup': ALPHA,
    'spec.workloadRef': ALPHA,
  },
  later: [
    'spec.containers[0].restartPolicy',
    'spec.containers[0].restartPolicyRules',
    'spec.hostnameOverride',
    'spec.resourceClaims',
    'spec.resources',
  ],
});

const storage: readonly Sample[] = [
  sample('v1', 'PersistentVolumeClaim', {
    fields: {
      spec: {
        ...claimSpec,
        resources: { requests: { storage: '1Gi' }, limits: { storage: '5Gi' } },
        storageClassName: 'none',
        selector,
        volumeName: 'none',
        volumeMode: 'Filesystem',
        dataSource: { kind: 'PersistentVolumeClaim', name: 'other' },
      },
    },
    edits: {
      'spec.accessModes': ['ReadOnlyMany'],
      'spec.selector': otherSelector,
      'spec.storageClassName': 'other',
      'spec.volumeMode': 'Block',
      'spec.volumeName': 'web',
      'spec.resources.limits': { storage: '6Gi' },
      'spec.dataSource': new With(
        { kind: 'PersistentVolumeClaim', name: 'third' },
        { 'spec.dataSourceRef': undefined },
      ),
      'spec.dataSourceRef': new With(
        { kind: 'PersistentVolumeClaim', name: 'third' },
        { 'spec.dataSource': { kind: 'PersistentVolumeClaim', name: 'third' } },
      ),
    },
    untried: {
      'spec.resources': 'its parts differ: the requests of a bound claim may grow, which is tried of none',
      'spec.volumeAttributesClassName': 'only of a bound claim',
    },
  }),
  sample('v1', 'PersistentVolume', {
    scope: 'Cluster',
    fields: {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: 'none',
        volumeMode: 'Filesystem',
        csi: { driver: 'csi.example', volumeHandle: 'x' },
        nodeAffinity: { required: { nodeSelectorTerms: [nodeTerm('ssd')] } },
      },
    },
    edits: {
      'spec.csi': { driver: 'csi.example', volumeHandle: 'y' },
      'spec.nfs': new With({ server: 'nfs.example', path: '/x' }, { 'spec.csi': undefined }),
      'spec.hostPath': new With({ path: '/x' }, { 'spec.csi': undefined }),
      'spec.local': new With({ path: '/x' }, { 'spec.csi': undefined }),
      'spec.volumeMode': 'Block',
      'spec.nodeAffinity': { required: { nodeSelectorTerms: [nodeTerm('hdd')] } },
      'spec.capacity': { storage: '2Gi' },
      'spec.accessModes': ['ReadOnlyMany'],
      'spec.persistentVolumeReclaimPolicy': 'Delete',
      'spec.storageClassName': 'other',
      'spec.mountOptions': ['ro'],
      'spec.claimRef': { name: 'data', namespace: NAMESPACE },
    },
    untried: {
      ...Object.fromEntries(
        [
          ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'fc', 'flexVolume', 'flocker'],
          ...['gcePersistentDisk', 'glusterfs', 'iscsi', 'photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd'],
          ...['scaleIO', 'storageos', 'vsphereVolume'],
        ].map((source) => [`spec.${source}`, IN_TREE]),
      ),
      'spec.volumeAttributesClassName': 'only with its claim',
    },
  }),
  sample('storage.k8s.io/v1', 'StorageClass', {
    scope: 'Cluster',
    fields: { provisioner: 'csi.example', parameters: { a: 'b' }, allowVolumeExpansion: false },
    edits: {
      provisioner: 'other.example',
      parameters: { a: 'c' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      mountOptions: ['ro'],
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }],
    },
  }),
  sample('storage.k8s.io/v1', 'VolumeAttributesClass', {
    scope: 'Cluster',
    fields: { driverName: 'csi.example', parameters: { a: 'b' } },
    edits: { driverName: 'other.example', parameters: { a: 'c' } },
  }),
  sample('storage.k8s.io/v1', 'CSIDriver', {
    scope: 'Cluster',
    fields: { spec: { attachRequired: true, volumeLifecycleModes: ['Persistent'] } },
    edits: {
      'spec.attachRequired': false,
      'spec.volumeLifecycleModes': ['Ephemeral'],
      'spec.fsGroupPolicy': 'File',
      'spec.podInfoOnMount': true,
      'spec.requiresRepublish': true,
      'spec.seLinuxMount': true,
      'spec.storageCapacity': true,
      'spec.tokenRequests': [{ audience: 'a' }],
      'spec.nodeAllocatableUpdatePeriodSeconds': 60,
      'spec.serviceAccountTokenInSecrets': new With(true, { 'spec.tokenRequests': [{ audience: 'a' }] }),
      'spec.preventPodSchedulingIfMissing': true,
    },
    later: ['spec.serviceAccountTokenInSecrets', 'spec.preventPodSchedulingIfMissing'],
  }),
  sample('storage.k8s.io/v1', 'CSIStorageCapacity', {
    fields: { storageClassName: 'none', nodeTopology: selector, capacity: '1Gi' },
    edits: {
      storageClassName: 'other',
      nodeTopology: otherSelector,
      capacity: '2Gi',
      maximumVolumeSize: '1Gi',
    },
  }),
  sample('storage.k8s.io/v1', 'VolumeAttachment', {
    scope: 'Cluster',
    fields: { spec: { attacher: 'csi.example', nodeName: 'none', source: { persistentVolumeName: 'none' } } },
    edits: {
      'spec.attacher': 'other.example',
      'spec.nodeName': 'other',
      'spec.source': { persistentVolumeName: 'other' },
    },
  }),
];

const configuration: readonly Sample[] = [
  sample('v1', 'ConfigMap', {
    fields: { data: { a: 'b' } },
    edits: { data: { a: 'c' }, binaryData: { b: 'AAE=' }, immutable: true },
    untried: { immutable: 'tried below: it depends on the value' },
  }),
  sample('v1', 'Secret', {
    fields: { type: 'example.com/a', data: { a: 'YQ==' } },
    edits: { type: 'example.com/b', data: { a: 'Yg==' }, stringData: { b: 'c' } },
    untried: { immutable: 'tried below: it depends on the value' },
  }),
  sample('v1', 'ServiceAccount', {
    fields: { automountServiceAccountToken: false },
    edits: {
      automountServiceAccountToken: true,
      imagePullSecrets: [{ name: 'a' }],
      secrets: [{ name: 'b' }],
    },
  }),
  sample('v1', 'ResourceQuota', {
    fields: {
      spec: {
        hard: { pods: '5' },
        scopes: ['NotTerminating'],
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
      },
    },
    edits: {
      'spec.hard': { pods: '6' },
      'spec.scopes': ['Terminating'],
      'spec.scopeSelector': { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['low'] }] },
    },
  }),
  sample('v1', 'LimitRange', {
    fields: { spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] } },
    edits: { 'spec.limits': [{ type: 'Pod', max: { cpu: '3' } }] },
  }),
  sample('v1', 'Namespace', {
    scope: 'Cluster',
    fields: {},
    edits: { 'spec.finalizers': ['example.com/a'] },
  }),
];

const access: readonly Sample[] = [
  sample(`${rbac}/v1`, 'Role', {
    fields: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
    edits: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] },
  }),
  sample(`${rbac}/v1`, 'ClusterRole', {
    scope: 'Cluster',
    fields: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
    edits: {
      rules: [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }],
      aggregationRule: { clusterRoleSelectors: [selector] },
    },
  }),
  ...(['RoleBinding', 'ClusterRoleBinding'] as const).map((kind) =>
    sample(`${rbac}/v1`, kind, {
      ...(kind === 'ClusterRoleBinding' && { scope: 'Cluster' }),
      fields: { roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' }, subjects: [] },
      edits: {
        roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'edit' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: NAMESPACE }],
      },
    }),
  ),
];

const network: readonly Sample[] = [
  sample('v1', 'Service', {
    fields: { spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }], clusterIP: 'None' } },
    edits: {
      'spec.clusterIP': '10.96.77.77',
      'spec.selector': { app: 'shop' },
      'spec.ports': [{ name: 'http', port: 81 }],
      'spec.type': new With('ExternalName', {
        'spec.externalName': 'a.example',
        'spec.clusterIP': undefined,
        'spec.clusterIPs': undefined,
      }),
      'spec.publishNotReadyAddresses': true,
      'spec.sessionAffinity': 'ClientIP',
      'spec.sessionAffinityConfig': new With(
        { clientIP: { timeoutSeconds: 60 } },
        { 'spec.sessionAffinity': 'ClientIP' },
      ),
      'spec.internalTrafficPolicy': 'Local',
      'spec.trafficDistribution': 'PreferClose',
      'spec.externalIPs': ['192.0.2.1'],
    },
    untried: {
      ...Object.fromEntries(
        [
          ...['clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'externalName', 'externalTrafficPolicy'],
          ...['allocateLoadBalancerNodePorts', 'healthCheckNodePort', 'loadBalancerClass', 'loadBalancerIP'],
          'loadBalancerSourceRanges',
        ].map((field) => [`spec.${field}`, 'tried of another Service']),
      ),
    },
  }),
  sample('v1', 'Service', {
    fields: {
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'web' },
        ports: [{ name: 'http', port: 80, nodePort: 30777 }],
        loadBalancerClass: 'a.example/b',
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30778,
        clusterIP: '10.96.77.78',
        clusterIPs: ['10.96.77.78'],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
      },
    },
    edits: {
      'spec.type': new With('ClusterIP', {
        'spec.loadBalancerClass': undefined,
        'spec.externalTrafficPolicy': undefined,
        'spec.healthCheckNodePort': undefined,
        'spec.ports': [{ name: 'http', port: 80 }],
      }),
      'spec.clusterIP': new With('10.96.77.79', { 'spec.clusterIPs': ['10.96.77.79'] }),
      'spec.clusterIPs[0]': new With('10.96.77.79', { 'spec.clusterIP': '10.96.77.79' }),
      'spec.loadBalancerClass': 'a.example/c',
      'spec.healthCheckNodePort': 30779,
      'spec.externalTrafficPolicy': new With('Cluster', { 'spec.healthCheckNodePort': undefined }),
      'spec.allocateLoadBalancerNodePorts': false,
      'spec.loadBalancerIP': '192.0.2.2',
      'spec.loadBalancerSourceRanges': ['192.0.2.0/24'],
      'spec.ports': [{ name: 'http', port: 81, nodePort: 30780 }],
    },
    untried: {
      'spec.clusterIPs': 'only its first is given once',
      'spec.ipFamilies': 'needs a network with two families',
      'spec.ipFamilyPolicy': 'needs a network with two families',
      'spec.externalName': 'of another type',
      ...Object.fromEntries(
        [
          ...['externalIPs', 'internalTrafficPolicy', 'publishNotReadyAddresses', 'selector', 'sessionAffinity'],
          ...['sessionAffinityConfig', 'trafficDistribution'],
        ].map((field) => [`spec.${field}`, 'tried of another Service']),
      ),
    },
  }),
  sample('networking.k8s.io/v1', 'Ingress', {
    fields: { spec: { ingressClassName: 'a', defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
    edits: {
      'spec.ingressClassName': 'b',
      'spec.defaultBackend': { service: { name: 'web', port: { number: 81 } } },
      'spec.rules': [{ host: 'a.example' }],
      'spec.tls': [{ hosts: ['a.example'], secretName: 'tls' }],
    },
  }),
  sample('networking.k8s.io/v1', 'IngressClass', {
    scope: 'Cluster',
    fields: { spec: { controller: 'a.example/b' } },
    edits: {
      'spec.controller': 'a.example/c',
      'spec.parameters': { kind: 'X', name: 'y', scope: 'Cluster' },
    },
  }),
  sample('networking.k8s.io/v1', 'NetworkPolicy', {
    fields: { spec: { podSelector: selector, policyTypes: ['Ingress'] } },
    edits: {
      'spec.podSelector': otherSelector,
      'spec.policyTypes': ['Ingress', 'Egress'],
      'spec.ingress': [{}],
      'spec.egress': [{}],
    },
  }),
  {
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IPAddress',
      metadata: { name: '10.96.77.99' },
      spec: { parentRef: { resource: 'services', name: 'none', namespace: NAMESPACE } },
    },
    edits: { 'spec.parentRef': { resource: 'services', name: 'other', namespace: NAMESPACE } },
  },
  sample('discovery.k8s.io/v1', 'EndpointSlice', {
    fields: { addressType: 'IPv4', endpoints: [], ports: [{ name: 'http', port: 80 }] },
    edits: {
      addressType: 'FQDN',
      endpoints: [{ addresses: ['10.1.2.3'] }],
      ports: [{ name: 'http', port: 81 }],
    },
  }),
  sample('v1', 'Endpoints', {
    fields: { subsets: [{ addresses: [{ ip: '10.1.2.3' }], ports: [{ port: 80 }] }] },
    edits: { subsets: [{ addresses: [{ ip: '10.1.2.4' }], ports: [{ port: 81 }] }] },
  }),
];

function version(name: string, isStored: boolean): JsonObject {
  return { name, served: true, storage: isStored, schema: { openAPIV3Schema: { type: 'object' } } };
}

function deviceSpec(deviceClassName: string): { readonly devices: JsonObject } {
  return { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName } }] } };
}

const matchConstraints = {
  resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['replicasets'] }],
};
const webhook = (name: string) => ({
  name,
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  failurePolicy: 'Ignore',
  clientConfig: { service: { name: 'a', namespace: 'b' } },
});

const cluster: readonly Sample[] = [
  sample('node.k8s.io/v1', 'RuntimeClass', {
    scope: 'Cluster',
    fields: { handler: 'gvisor' },
    edits: {
      handler: 'kata',
      overhead: { podFixed: { cpu: '1m' } },
      scheduling: { nodeSelector: { a: 'b' } },
    },
  }),
  sample('scheduling.k8s.io/v1', 'PriorityClass', {
    scope: 'Cluster',
    fields: { value: 5, description: 'x' },
    edits: { value: 6, preemptionPolicy: 'Never', description: 'y', globalDefault: true },
  }),
  sample('coordination.k8s.io/v1', 'Lease', {
    fields: { spec: { holderIdentity: 'a', leaseDurationSeconds: 5 } },
    edits: {
      'spec.holderIdentity': 'b',
      'spec.leaseDurationSeconds': 6,
      'spec.acquireTime': '2026-01-31T12:00:00.000000Z',
      'spec.renewTime': '2026-01-31T12:00:00.000000Z',
      'spec.leaseTransitions': 1,
      'spec.strategy': 'OldestEmulationVersion',
      'spec.preferredHolder': new With('b', { 'spec.strategy': 'OldestEmulationVersion' }),
    },
  }),
  sample('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
    scope: 'Cluster',
    fields: { webhooks: [webhook('a.example.com')] },
    edits: { webhooks: [webhook('b.example.com')] },
  }),
  sample('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', {
    scope: 'Cluster',
    fields: { webhooks: [webhook('a.example.com')] },
    edits: { webhooks: [webhook('b.example.com')] },
  }),
  sample('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
    scope: 'Cluster',
    fields: { spec: { matchConstraints, validations: [{ expression: 'true' }] } },
    edits: {
      'spec.matchConstraints': { ...matchConstraints, matchPolicy: 'Exact' },
      'spec.validations': [{ expression: 'false' }],
      'spec.failurePolicy': 'Ignore',
      'spec.auditAnnotations': [{ key: 'a', valueExpression: "'b'" }],
      'spec.matchConditions': [{ name: 'a', expression: 'true' }],
      'spec.paramKind': { apiVersion: 'v1', kind: 'ConfigMap' },
      'spec.variables': [{ name: 'a', expression: '1' }],
    },
  }),
  sample('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', {
    scope: 'Cluster',
    fields: { spec: { policyName: 'none', validationActions: ['Audit'] } },
    edits: {
      'spec.policyName': 'other',
      'spec.validationActions': ['Warn'],
      'spec.matchResources': { namespaceSelector: selector },
      'spec.paramRef': { name: 'a', parameterNotFoundAction: 'Allow' },
    },
  }),
  sample('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', {
    scope: 'Cluster',
    fields: { spec: { priorityLevelConfiguration: { name: 'global-default' }, matchingPrecedence: 500 } },
    edits: {
      'spec.priorityLevelConfiguration': { name: 'catch-all' },
      'spec.matchingPrecedence': 501,
      'spec.distinguisherMethod': { type: 'ByUser' },
      'spec.rules': [
        {
          subjects: [{ kind: 'ServiceAccount', serviceAccount: { name: 'a', namespace: 'b' } }],
          resourceRules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], namespaces: ['a'] }],
        },
      ],
    },
  }),
  sample('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', {
    scope: 'Cluster',
    fields: { spec: { type: 'Limited', limited: { nominalConcurrencyShares: 5, limitResponse: { type: 'Reject' } } } },
    edits: {
      'spec.limited': { nominalConcurrencyShares: 6, limitResponse: { type: 'Reject' } },
    },
    untried: { 'spec.type': 'its name says it', 'spec.exempt': 'its name says it' },
  }),
  {
    object: {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.immutable.example' },
      spec: {
        group: 'immutable.example',
        version: 'v1',
        groupPriorityMinimum: 5,
        versionPriority: 5,
        service: { name: 'a', namespace: 'b' },
        insecureSkipTLSVerify: true,
      },
    },
    edits: {
      'spec.groupPriorityMinimum': 6,
      'spec.versionPriority': 6,
      'spec.service': { name: 'c', namespace: 'd' },
      'spec.insecureSkipTLSVerify': false,
    },
    untried: {
      'spec.group': 'its name says it',
      'spec.version': 'its name says it',
      'spec.caBundle': 'needs a certificate',
    },
  },
  {
    object: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'boxes.immutable.example' },
      spec: {
        group: 'immutable.example',
        scope: 'Namespaced',
        names: { kind: 'Box', listKind: 'BoxList', plural: 'boxes', singular: 'box' },
        versions: [version('v1', true)],
      },
    },
    edits: {
      'spec.scope': 'Cluster',
      'spec.names.kind': 'Case',
      'spec.names.listKind': 'ListOfBoxes',
      'spec.names.singular': 'case',
      'spec.names.shortNames': ['bx'],
      'spec.names.categories': ['all'],
      'spec.versions': [version('v1', true), version('v2', false)],
      'spec.conversion': {
        strategy: 'Webhook',
        webhook: { conversionReviewVersions: ['v1'], clientConfig: { url: 'https://a.example/' } },
      },
    },
    untried: {
      'spec.group': 'its name says it, and so the plural of `names`',
      'spec.names': 'its parts differ',
      'spec.preserveUnknownFields': 'only false is left',
    },
  },
  sample('resource.k8s.io/v1', 'DeviceClass', {
    scope: 'Cluster',
    fields: { spec: { selectors: [{ cel: { expression: 'true' } }] } },
    edits: {
      'spec.selectors': [{ cel: { expression: 'false' } }],
      'spec.config': [{ opaque: { driver: 'a.example', parameters: {} } }],
      'spec.extendedResourceName': 'example.com/gpu',
    },
    untried: { 'spec.managementAccess': ALPHA },
  }),
  sample('resource.k8s.io/v1', 'ResourceClaim', {
    fields: { spec: deviceSpec('a') },
    edits: { 'spec.devices': deviceSpec('b').devices },
  }),
  sample('resource.k8s.io/v1', 'ResourceClaimTemplate', {
    fields: { spec: { spec: deviceSpec('a') } },
    edits: { 'spec.spec': deviceSpec('b'), 'spec.metadata': { labels: { app: 'web' } } },
  }),
];

export const SAMPLES: readonly Sample[] = [
  ...workloads,
  pod,
  ...storage,
  ...configuration,
  ...access,
  ...network,
  ...cluster,
];
