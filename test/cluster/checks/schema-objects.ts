import type { Manifest } from '../support/manifest';

export const NAMESPACE = 'schema-rules';

function named(
  apiVersion: string,
  kind: string,
  fields: object,
  scope: 'Namespaced' | 'Cluster' = 'Namespaced',
): Manifest {
  const metadata = { name: 'web', labels: { app: 'web' }, annotations: { note: 'x' } };
  return {
    apiVersion,
    kind,
    metadata: scope === 'Cluster' ? metadata : { ...metadata, namespace: NAMESPACE },
    ...fields,
  };
}

const selector = {
  matchLabels: { app: 'web' },
  matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }],
};

const probe = { httpGet: { path: '/', port: 'http', scheme: 'HTTP', httpHeaders: [{ name: 'Host', value: 'x' }] } };

const container = {
  name: 'web',
  image: 'registry.example/web:1.0.0',
  imagePullPolicy: 'IfNotPresent',
  command: ['/web'],
  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
  env: [
    { name: 'A', value: '1' },
    { name: 'B', valueFrom: { configMapKeyRef: { name: 'c', key: 'k', optional: true } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'E', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
  ],
  envFrom: [{ prefix: 'P_', configMapRef: { name: 'c' } }],
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: 1, memory: '128Mi' } },
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp', readOnly: true, mountPropagation: 'None' }],
  livenessProbe: { ...probe, periodSeconds: 5, failureThreshold: 2 },
  readinessProbe: { tcpSocket: { port: 8080 } },
  startupProbe: { exec: { command: ['true'] } },
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 1000,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
  terminationMessagePolicy: 'File',
};

const term = { labelSelector: selector, topologyKey: 'kubernetes.io/hostname' };
const nodeTerm = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] };

const podSpec = {
  containers: [container],
  initContainers: [{ name: 'init', image: 'registry.example/init:1', restartPolicy: 'Always' }],
  volumes: [
    { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } },
    { name: 'config', configMap: { name: 'c', defaultMode: 420, items: [{ key: 'k', path: 'p', mode: 256 }] } },
    { name: 'secret', secret: { secretName: 's', optional: true } },
    { name: 'claim', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'host', hostPath: { path: '/x', type: 'Directory' } },
    { name: 'nfs', nfs: { server: 'nfs.example', path: '/x' } },
    { name: 'csi', csi: { driver: 'csi.example' } },
    {
      name: 'all',
      projected: {
        sources: [
          { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
          { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
        ],
      },
    },
  ],
  nodeSelector: { zone: 'a' },
  tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 5 }],
  affinity: {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, podAffinityTerm: term }] },
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodeTerm] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: nodeTerm }],
    },
  },
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: selector },
  ],
  securityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch', sysctls: [{ name: 'net.a', value: '1' }] },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
  dnsPolicy: 'ClusterFirst',
  dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
  readinessGates: [{ conditionType: 'a.example/b' }],
  imagePullSecrets: [{ name: 'pull' }],
  terminationGracePeriodSeconds: 30,
  automountServiceAccountToken: false,
  os: { name: 'linux' },
};

const template = { metadata: { labels: { app: 'web', tier: 'front' }, annotations: { a: 'b' } }, spec: podSpec };
const jobTemplate = { ...template, spec: { ...podSpec, restartPolicy: 'Never' } };

const claimSpec = {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
  storageClassName: 'fast',
  volumeMode: 'Filesystem',
};

const webhooks = [
  {
    name: 'a.example.com',
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    clientConfig: { service: { name: 'a', namespace: 'b', port: 443 }, caBundle: 'YQ==' },
    rules: [
      { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments'], operations: ['CREATE'], scope: '*' },
    ],
    timeoutSeconds: 5,
  },
];

/** A schema with something of everything that structural schemas have. */
const structural = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['size', 'mode'],
      properties: {
        size: { type: 'integer', format: 'int32', minimum: 1, maximum: 10 },
        ratio: { type: 'number', multipleOf: 0.5 },
        mode: { type: 'string', enum: ['Fast', 'Slow'] },
        host: { type: 'string', pattern: '^[a-z.]+$', maxLength: 12, minLength: 2 },
        level: { type: 'string', default: 'info' },
        since: { type: 'string', format: 'date-time' },
        port: { 'x-kubernetes-int-or-string': true },
        notes: { type: 'string', nullable: true },
        tags: { type: 'array', maxItems: 3, items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
        weights: { type: 'object', additionalProperties: { type: 'integer' } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        template: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
        },
        source: {
          type: 'object',
          properties: { git: { type: 'string' }, image: { type: 'string' } },
          oneOf: [{ required: ['git'] }, { required: ['image'] }],
        },
        isOn: { type: 'boolean' },
      },
    },
    status: { type: 'object', properties: { ready: { type: 'boolean' } } },
  },
};

const definitionSpec = {
  group: 'schema.example.com',
  scope: 'Namespaced',
  names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
  versions: [
    {
      name: 'v1',
      served: true,
      storage: true,
      schema: { openAPIV3Schema: structural },
      subresources: { status: {} },
      additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
    },
  ],
};

export const definition: Manifest = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.schema.example.com' },
  spec: definitionSpec,
};

export const custom: Manifest = named('schema.example.com/v1', 'Widget', {
  spec: {
    size: 3,
    ratio: 1.5,
    mode: 'Fast',
    host: 'a.example',
    level: 'debug',
    since: '2026-01-31T12:00:00Z',
    port: 'http',
    notes: null,
    tags: ['a', 'b'],
    weights: { a: 1 },
    free: { any: { thing: 1 } },
    template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: {} },
    source: { git: 'x' },
    isOn: true,
  },
  status: { ready: true },
});

/** Objects that the server takes. */
export const objects: readonly Manifest[] = [
  named('apps/v1', 'Deployment', {
    spec: {
      replicas: 2,
      selector,
      template,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      revisionHistoryLimit: 3,
      minReadySeconds: 1,
      paused: false,
    },
    status: {
      replicas: 2,
      conditions: [{ type: 'Available', status: 'True', lastUpdateTime: '2026-01-31T12:00:00Z' }],
    },
  }),
  named('apps/v1', 'StatefulSet', {
    spec: {
      serviceName: 'web',
      selector,
      template,
      podManagementPolicy: 'Parallel',
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec }],
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
    },
  }),
  named('apps/v1', 'DaemonSet', { spec: { selector, template, updateStrategy: { type: 'OnDelete' } } }),
  named('batch/v1', 'Job', {
    spec: { template: jobTemplate, backoffLimit: 2, completionMode: 'Indexed', completions: 2, parallelism: 1 },
  }),
  named('batch/v1', 'CronJob', {
    spec: {
      schedule: '0 0 * * *',
      concurrencyPolicy: 'Forbid',
      timeZone: 'Etc/UTC',
      jobTemplate: { spec: { template: jobTemplate } },
    },
  }),
  named('v1', 'Service', {
    spec: {
      type: 'ClusterIP',
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
    },
  }),
  named('networking.k8s.io/v1', 'Ingress', {
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: { service: { name: 'web', port: { number: 80 } } },
      tls: [{ hosts: ['a.example'], secretName: 'tls' }],
      rules: [
        {
          host: 'a.example',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }],
          },
        },
      ],
    },
  }),
  named('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {
      podSelector: selector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
          ports: [{ port: 80, protocol: 'TCP' }],
        },
      ],
      egress: [{ to: [{ namespaceSelector: {}, podSelector: {} }] }],
    },
  }),
  named('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      minReplicas: 1,
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '10' } } },
      ],
      behavior: { scaleDown: { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] } },
    },
  }),
  named('policy/v1', 'PodDisruptionBudget', {
    spec: { selector, minAvailable: '50%', unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  }),
  named('v1', 'PersistentVolumeClaim', { spec: claimSpec }),
  named(
    'v1',
    'PersistentVolume',
    {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        csi: { driver: 'csi.example', volumeHandle: 'x', fsType: 'ext4' },
        claimRef: { name: 'data', namespace: NAMESPACE },
        nodeAffinity: { required: { nodeSelectorTerms: [nodeTerm] } },
      },
    },
    'Cluster',
  ),
  named('v1', 'ConfigMap', { data: { a: 'b' }, binaryData: { b: 'AAE=' }, immutable: true }),
  named('v1', 'Secret', { type: 'Opaque', data: { a: 'YQ==' }, stringData: { b: 'c' } }),
  named('v1', 'ServiceAccount', {
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'a' }],
    secrets: [{ name: 'b' }],
  }),
  named('v1', 'ResourceQuota', {
    spec: {
      hard: { pods: '5', 'requests.cpu': 1 },
      scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
    },
  }),
  named('v1', 'LimitRange', {
    spec: {
      limits: [{ type: 'Container', default: { cpu: '1' }, defaultRequest: { cpu: '500m' }, max: { cpu: '2' } }],
    },
  }),
  named('v1', 'Pod', { spec: podSpec }),
  named('v1', 'Namespace', { spec: { finalizers: ['kubernetes'] } }, 'Cluster'),
  named('rbac.authorization.k8s.io/v1', 'Role', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], resourceNames: ['a'] }],
  }),
  named('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
    subjects: [
      { kind: 'ServiceAccount', name: 'web', namespace: 'a' },
      { kind: 'Group', name: 'g', apiGroup: 'rbac.authorization.k8s.io' },
    ],
  }),
  named(
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    {
      aggregationRule: { clusterRoleSelectors: [selector] },
      rules: [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }],
    },
    'Cluster',
  ),
  named(
    'scheduling.k8s.io/v1',
    'PriorityClass',
    { value: 5, globalDefault: false, description: 'x', preemptionPolicy: 'Never' },
    'Cluster',
  ),
  named(
    'storage.k8s.io/v1',
    'StorageClass',
    {
      provisioner: 'csi.example',
      parameters: { a: 'b' },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
      allowVolumeExpansion: true,
      mountOptions: ['a'],
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }],
    },
    'Cluster',
  ),
  named(
    'storage.k8s.io/v1',
    'CSIDriver',
    { spec: { attachRequired: true, fsGroupPolicy: 'File', volumeLifecycleModes: ['Persistent'] } },
    'Cluster',
  ),
  named(
    'networking.k8s.io/v1',
    'IngressClass',
    { spec: { controller: 'a.example/b', parameters: { kind: 'X', name: 'y', scope: 'Cluster' } } },
    'Cluster',
  ),
  named(
    'node.k8s.io/v1',
    'RuntimeClass',
    { handler: 'gvisor', overhead: { podFixed: { cpu: '1m' } }, scheduling: { nodeSelector: { a: 'b' } } },
    'Cluster',
  ),
  named('coordination.k8s.io/v1', 'Lease', {
    spec: {
      holderIdentity: 'a',
      leaseDurationSeconds: 5,
      renewTime: '2026-01-31T12:00:00.000000Z',
      leaseTransitions: 1,
    },
  }),
  named('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.1.2.3'], conditions: { ready: true }, hints: { forZones: [{ name: 'a' }] } }],
    ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
  }),
  named('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks }, 'Cluster'),
  named(
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    { webhooks: [{ ...webhooks[0], reinvocationPolicy: 'Never', matchPolicy: 'Exact' }] },
    'Cluster',
  ),
  named(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    {
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] },
          ],
        },
        validations: [{ expression: 'true', message: 'x', reason: 'Invalid' }],
        variables: [{ name: 'a', expression: '1' }],
        auditAnnotations: [{ key: 'a', valueExpression: "'b'" }],
      },
    },
    'Cluster',
  ),
  named(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    { spec: { policyName: 'web', validationActions: ['Deny'], matchResources: { namespaceSelector: selector } } },
    'Cluster',
  ),
  named(
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    {
      spec: {
        priorityLevelConfiguration: { name: 'global-default' },
        matchingPrecedence: 500,
        distinguisherMethod: { type: 'ByUser' },
        rules: [
          {
            subjects: [{ kind: 'ServiceAccount', serviceAccount: { name: 'a', namespace: 'b' } }],
            resourceRules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], namespaces: ['a'] }],
            nonResourceRules: [{ nonResourceURLs: ['/x'], verbs: ['get'] }],
          },
        ],
      },
    },
    'Cluster',
  ),
  named(
    'flowcontrol.apiserver.k8s.io/v1',
    'PriorityLevelConfiguration',
    {
      spec: {
        type: 'Limited',
        limited: {
          nominalConcurrencyShares: 5,
          limitResponse: { type: 'Queue', queuing: { queues: 4, handSize: 2, queueLengthLimit: 5 } },
        },
      },
    },
    'Cluster',
  ),
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.a.example' },
    spec: {
      group: 'a.example',
      version: 'v1',
      groupPriorityMinimum: 5,
      versionPriority: 5,
      service: { name: 'a', namespace: 'b', port: 443 },
      insecureSkipTLSVerify: true,
    },
  },
  {
    ...definition,
    metadata: { name: 'gadgets.schema.example.com' },
    spec: {
      ...definitionSpec,
      names: { kind: 'Gadget', plural: 'gadgets', singular: 'gadget', listKind: 'GadgetList' },
    },
  },
];
