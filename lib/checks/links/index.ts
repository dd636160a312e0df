import type { Check } from '../check';
import { roles, serviceAccounts, subjects } from './accounts';
import { backendPorts, backendServices } from './backends';
import { ingressClasses, priorityClasses, runtimeClasses } from './classes';
import { configMaps, imagePullSecrets, secrets, tlsSecrets } from './configuration';
import { gatewayListeners, gateways, referenceGrants } from './gateways';
import { configMapKeys, secretKeys } from './keys';
import { serviceMonitors } from './monitors';
import { namespaces } from './namespaces';
import { networkPolicies, networkPolicyPeers } from './network-policies';
import { networkPolicyPorts } from './network-policy-ports';
import { routePorts } from './openshift-routes';
import { routeDuplicates } from './routes';
import { scaleTargets } from './scale-targets';
import { selectorOverlap } from './selector-overlap';
import { serviceTargetPorts } from './service-ports';
import { disruptionBudgets, serviceSelectors } from './service-selector';
import { statefulSetServices } from './stateful-set-service';
import { claims, storageClasses } from './storage';
import { variables } from './variables';
import { volumes } from './volumes';

export const LINKS: readonly Check[] = [
  selectorOverlap,
  serviceSelectors,
  serviceTargetPorts,
  backendServices,
  backendPorts,
  routePorts,
  gateways,
  gatewayListeners,
  referenceGrants,
  routeDuplicates,
  configMaps,
  configMapKeys,
  variables,
  secrets,
  secretKeys,
  imagePullSecrets,
  tlsSecrets,
  serviceAccounts,
  roles,
  subjects,
  claims,
  storageClasses,
  volumes,
  priorityClasses,
  runtimeClasses,
  ingressClasses,
  scaleTargets,
  disruptionBudgets,
  networkPolicies,
  networkPolicyPeers,
  networkPolicyPorts,
  statefulSetServices,
  serviceMonitors,
  namespaces,
];
