import { Provider } from '@pulumi/kubernetes/provider';
import { ConfigGroup } from '@pulumi/kubernetes/yaml/yaml';
import { manifestsOf, type Order } from './order';

export function register(order: Order): void {
  const provider = new Provider('bench', { kubeconfig: '{}' });
  new ConfigGroup('bench', { objs: [...manifestsOf(order)] }, { provider });
}
