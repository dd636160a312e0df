import type { Check } from '../check';
import { admissionPolicy } from './admission-policy';
import { admissionWebhook } from './admission-webhook';
import { apiWarning } from './api-warning';
import { autoscaler } from './autoscaler';
import { configuration } from './configuration';
import { container } from './container';
import { containerPort } from './container-port';
import { cronJob } from './cron-job';
import { disruptionBudget } from './disruption-budget';
import { endpoints } from './endpoints';
import { environment } from './environment';
import { finalizers } from './finalizers';
import { ingress } from './ingress';
import { ingressClassSpec } from './ingress-class';
import { job } from './job';
import { namespace } from './namespace';
import { networkPolicy } from './network-policy';
import { pod } from './pod';
import { priorityClass } from './priority-class';
import { probe } from './probe';
import { quota } from './quota';
import { rbac } from './rbac';
import { replicas } from './replicas';
import { resources } from './resources';
import { restartPolicy } from './restart-policy';
import { scheduling } from './scheduling';
import { securityContext } from './security-context';
import { selector } from './selector';
import { service } from './service';
import { statefulSet } from './stateful-set';
import { storage } from './storage';
import { volume } from './volume';
import { volumeMount } from './volume-mount';

export const VALIDATION: readonly Check[] = [
  selector,
  replicas,
  restartPolicy,
  container,
  containerPort,
  environment,
  volume,
  volumeMount,
  probe,
  resources,
  securityContext,
  scheduling,
  pod,
  statefulSet,
  job,
  cronJob,
  service,
  endpoints,
  ingress,
  ingressClassSpec,
  networkPolicy,
  autoscaler,
  disruptionBudget,
  storage,
  configuration,
  rbac,
  quota,
  priorityClass,
  namespace,
  finalizers,
  admissionWebhook,
  admissionPolicy,
  apiWarning,
];
