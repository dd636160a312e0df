import type { Construct } from 'constructs';
import { ServiceAccount } from '../access/service-account';
import { relyOn } from '../manifest/external';
import { commonLabels } from '../manifest/labels';
import type { PodProps } from './pod';

/** The name of the ServiceAccount of a workload's pods: the one given, or one of its own, which is added. */
export function addServiceAccount(scope: Construct, name: string, { serviceAccount }: PodProps): string {
  if (!serviceAccount) {
    return new ServiceAccount(scope, 'ServiceAccount', { name, labels: commonLabels(scope, name) }).name;
  }
  relyOn(scope, 'ServiceAccount', serviceAccount);
  return serviceAccount.name;
}
