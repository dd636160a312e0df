import type { IConstruct } from 'constructs';
import type { ContainerManifest, PodSpec } from '../manifest/api-types';
import { report } from '../manifest/finding';

/**
 * Who the processes of a container are and what they may do. By default nothing beyond the Pod Security Standard
 * `restricted`, and no writing to the image's own files: mount an `emptyDir()` where the program writes.
 */
export interface Security {
  /**
   * Numeric user. Needed where the image names its user by name, or has none.
   * @default - the image's, which must not be root
   */
  readonly runAsUser?: number;
  /** Numeric group. @default - the image's */
  readonly runAsGroup?: number;
  /** @default true */
  readonly runAsNonRoot?: boolean;
  /** @default true */
  readonly readOnlyRootFilesystem?: boolean;
  /** @default false */
  readonly allowPrivilegeEscalation?: boolean;
  /** Capabilities beyond none, such as `NET_BIND_SERVICE`. @default - none */
  readonly addCapabilities?: readonly string[];
  /** @default false */
  readonly privileged?: boolean;
}

/** What concerns all containers of a pod. */
export interface PodSecurity {
  /** Group that owns the files of volumes. @default - none */
  readonly fsGroup?: number;
  /** Further groups of every process. @default - none */
  readonly supplementalGroups?: readonly number[];
  /** Kernel settings. @default - none */
  readonly sysctls?: Readonly<Record<string, string>>;
}

export function containerSecurity(scope: IConstruct, security: Security = {}): ContainerManifest['securityContext'] {
  const { runAsUser, runAsGroup, addCapabilities, privileged } = security;
  const runAsNonRoot = security.runAsNonRoot ?? (privileged ? undefined : true);
  if (runAsUser === 0 && runAsNonRoot) {
    report(scope, {
      rule: 'security/root-user',
      message: 'runAsUser is 0, which is root, but runAsNonRoot is true: no node would start the container.',
      want: 'a runAsUser above 0, or runAsNonRoot: false',
      fix: 'Pass another user, or `runAsNonRoot: false` where it must be root.',
    });
  }
  return {
    allowPrivilegeEscalation: privileged ? undefined : (security.allowPrivilegeEscalation ?? false),
    capabilities: privileged ? undefined : { drop: ['ALL'], ...(addCapabilities ? { add: addCapabilities } : {}) },
    privileged,
    readOnlyRootFilesystem: security.readOnlyRootFilesystem ?? true,
    runAsGroup,
    runAsNonRoot,
    runAsUser,
  };
}

export function podSecurity({ fsGroup, supplementalGroups, sysctls }: PodSecurity = {}): PodSpec['securityContext'] {
  return {
    // Large volumes would be walked through at each start of a pod otherwise.
    fsGroupChangePolicy: fsGroup === undefined ? undefined : 'OnRootMismatch',
    fsGroup,
    seccompProfile: { type: 'RuntimeDefault' },
    supplementalGroups,
    sysctls: sysctls && Object.entries(sysctls).map(([name, value]) => ({ name, value })),
  };
}
