/**
 * Kinds that the sources of the known versions say nothing of any more: `group/version Kind`, and when it was
 * introduced, deprecated and removed, and what is used instead
 * (https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the change logs).
 */
export const LIFECYCLES = {
  ...each('rbac.authorization.k8s.io/v1alpha1', ['1.5', '1.17', '1.22'], 'rbac.authorization.k8s.io/v1', [
    'Role',
    'RoleBinding',
    'ClusterRole',
    'ClusterRoleBinding',
  ]),
  ...each('apiextensions.k8s.io/v1beta1', ['1.7', '1.16', '1.22'], 'apiextensions.k8s.io/v1', [
    'CustomResourceDefinition',
  ]),
  ...each('apiregistration.k8s.io/v1beta1', ['1.7', '1.19', '1.22'], 'apiregistration.k8s.io/v1', ['APIService']),
  ...each('scheduling.k8s.io/v1alpha1', ['1.8', '1.14', '1.22'], 'scheduling.k8s.io/v1', ['PriorityClass']),
  ...each('node.k8s.io/v1alpha1', ['1.12', '1.20', '1.24'], 'node.k8s.io/v1', ['RuntimeClass']),
  ...each('batch/v2alpha1', ['1.4', '1.20', '1.21'], 'batch/v1', ['CronJob']),
  ...each('discovery.k8s.io/v1alpha1', ['1.16', '1.17', '1.20'], 'discovery.k8s.io/v1', ['EndpointSlice']),
  ...each('settings.k8s.io/v1alpha1', ['1.6', '1.19', '1.20'], '', ['PodPreset']),
  ...each('auditregistration.k8s.io/v1alpha1', ['1.13', '1.18', '1.19'], '', ['AuditSink']),
  ...each('admissionregistration.k8s.io/v1alpha1', ['1.7', '1.13', '1.14'], '', ['InitializerConfiguration']),
  ...each('extensions/v1beta1', ['1.2', '1.11', '1.16'], '', ['PodSecurityPolicy']),
  ...each('extensions/v1beta1', ['1.1', '1.5', '1.6'], 'batch/v1', ['Job']),
  ...each('extensions/v1beta1', ['1.1', '1.5', '1.6'], 'autoscaling/v2', ['HorizontalPodAutoscaler']),
  ...each('extensions/v1beta1', ['1.1', '1.7', '1.8'], 'apiextensions.k8s.io/v1 CustomResourceDefinition', [
    'ThirdPartyResource',
  ]),
  ...each('autoscaling/v2alpha1', ['1.5', '1.8', '1.9'], 'autoscaling/v2', ['HorizontalPodAutoscaler']),
};

/** What the sources say only where a request is answered. */
export const CORRECTIONS = {
  'v1 Endpoints': ['1.0', '1.33', '', 'discovery.k8s.io/v1 EndpointSlice'],
};

function each(apiVersion, cycle, replacement, kinds) {
  const instead = (kind) => (replacement === '' || replacement.includes(' ') ? replacement : `${replacement} ${kind}`);
  return Object.fromEntries(kinds.map((kind) => [`${apiVersion} ${kind}`, [...cycle, instead(kind)]]));
}
