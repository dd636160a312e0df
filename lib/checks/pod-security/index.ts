import type { Check } from '../check';
import { allowPrivilegeEscalation } from './allow-privilege-escalation';
import { appArmorProfile } from './app-armor-profile';
import { capabilitiesBaseline, capabilitiesRestricted } from './capabilities';
import { podSecurity, type Control } from './control';
import { hostNamespaces } from './host-namespaces';
import { hostPorts } from './host-ports';
import { hostProbes } from './host-probes';
import { privileged } from './privileged';
import { procMount, procMountRestricted } from './proc-mount';
import { runAsNonRoot } from './run-as-non-root';
import { runAsUser } from './run-as-user';
import { seLinuxOptions } from './se-linux-options';
import { seccompProfileBaseline, seccompProfileRestricted } from './seccomp-profile';
import { sysctls } from './sysctls';
import { hostPathVolumes, restrictedVolumes } from './volumes';
import { windowsHostProcess } from './windows-host-process';

const CONTROLS: readonly Control[] = [
  hostNamespaces,
  privileged,
  windowsHostProcess,
  capabilitiesBaseline,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  appArmorProfile,
  seLinuxOptions,
  procMount,
  seccompProfileBaseline,
  sysctls,
  restrictedVolumes,
  allowPrivilegeEscalation,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
  capabilitiesRestricted,
  procMountRestricted,
];

/** Every control looks at the same pods: one check for all of them. */
export const POD_SECURITY: readonly Check[] = [podSecurity(CONTROLS)];
