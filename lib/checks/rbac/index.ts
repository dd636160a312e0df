import type { Check } from '../check';
import { aggregation } from './aggregation';
import { clusterAdminBinding, defaultServiceAccount, systemGroupBinding } from './bindings';
import { namespaceLabels, persistentVolumes, serviceStatus, webhookConfiguration } from './cluster-settings';
import { effectiveAdmin } from './effective-admin';
import { escalation } from './escalation';
import { certificateApproval, tokenCreation } from './identities';
import { createPods, exec } from './pods';
import { nodeProxy, secrets } from './reading';
import { roleRules } from './role-rule';
import { wildcard } from './wildcard';

/** What a role allows. */
export const ROLE_RULES: Check = roleRules([
  wildcard,
  escalation,
  secrets,
  createPods,
  exec,
  nodeProxy,
  tokenCreation,
  certificateApproval,
  webhookConfiguration,
  persistentVolumes,
  namespaceLabels,
  serviceStatus,
  aggregation,
]);

export const RBAC: readonly Check[] = [
  ROLE_RULES,
  clusterAdminBinding,
  systemGroupBinding,
  defaultServiceAccount,
  effectiveAdmin,
];
