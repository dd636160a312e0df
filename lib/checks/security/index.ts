import type { Check } from '../check';
import { defaultNamespace } from './default-namespace';
import { ignoredFailures } from './failure-policies';
import { runtimeSockets, sensitiveHostPaths, writableHostPaths } from './host-paths';
import { illegalImages, imagesWithoutDigest, mutableTags, pullPolicies, registries } from './image-references';
import { secretsInAnnotations, secretsInArguments, secretsInConfigMaps, secretsInEnvironment } from './literal-secrets';
import { longLivedTokens } from './long-lived-tokens';
import { hostAliases, serviceAccountField, sharedProcesses } from './pod-fields';
import { privilegedPorts, sshPorts } from './ports';
import { writableRootFilesystem } from './root-filesystem';
import { secretsInManifests } from './secret-manifests';
import { secretsAsText } from './secrets-as-text';
import { defaultServiceAccounts, serviceAccountTokens } from './service-accounts';
import { lowUserIds, rootGroups, rootUsers } from './users';

export const SECURITY: readonly Check[] = [
  illegalImages,
  mutableTags,
  imagesWithoutDigest,
  registries,
  pullPolicies,
  rootUsers,
  lowUserIds,
  rootGroups,
  writableRootFilesystem,
  serviceAccountTokens,
  defaultServiceAccounts,
  longLivedTokens,
  ignoredFailures,
  serviceAccountField,
  runtimeSockets,
  sensitiveHostPaths,
  writableHostPaths,
  sshPorts,
  privilegedPorts,
  hostAliases,
  sharedProcesses,
  defaultNamespace,
  secretsAsText,
  secretsInEnvironment,
  secretsInArguments,
  secretsInConfigMaps,
  secretsInAnnotations,
  secretsInManifests,
];
