import { Deployment } from '@pulumi/kubernetes/apps/v1/deployment';
import { ConfigMap } from '@pulumi/kubernetes/core/v1/configMap';
import { Service } from '@pulumi/kubernetes/core/v1/service';
import { ServiceAccount } from '@pulumi/kubernetes/core/v1/serviceAccount';
import { Ingress } from '@pulumi/kubernetes/networking/v1/ingress';
import { PodDisruptionBudget } from '@pulumi/kubernetes/policy/v1/podDisruptionBudget';
import { Provider } from '@pulumi/kubernetes/provider';
import type { CustomResource, CustomResourceOptions } from '@pulumi/pulumi';
import { manifestsOf, type Manifest, type Order } from './order';

type Class = new (name: string, inputs: Omit<Manifest, 'kind'>, options: CustomResourceOptions) => CustomResource;

const CLASSES: Readonly<Record<string, Class>> = {
  ConfigMap,
  Deployment,
  Ingress,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};

export function register(order: Order): void {
  const provider = new Provider('bench', { kubeconfig: '{}' });
  for (const { kind, ...inputs } of manifestsOf(order)) {
    const Class = CLASSES[kind];
    if (!Class) throw new Error(`There is no class of ${kind}.`);
    new Class(inputs.metadata.name, inputs, { provider });
  }
}
