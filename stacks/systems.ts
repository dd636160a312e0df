import { acknowledge, Stack, type App } from 'stackwright';
import { GoDemo2 } from '../apps/go-demo-2';
import { KubeNative } from '../apps/kube-native';
import type { Environment } from './environments';

/** The systems of an environment, each in a stack of its own, and what of them is known and wanted. */
export function addSystems(app: App, { goDemo2, kubeNative }: Environment): void {
  acknowledge(app, { rule: 'image/no-digest', reason: 'Each tag of these images is published once.' });
  acknowledge(app, { rule: 'network/uncovered-pod', reason: 'Who speaks with whom is not declared yet.' });

  const demo = new Stack(app, 'go-demo-2', { namespace: 'go-demo-2' });
  acknowledge(demo, { rule: 'network/ingress-without-tls', reason: 'It has no host name to hold a certificate for.' });
  acknowledge(demo, {
    rule: 'network/ingress-any-host',
    reason: 'It is reached by the address of the ingress controller.',
  });
  new GoDemo2(demo, 'go-demo-2', goDemo2);

  const stack = new Stack(app, 'kube-native', { namespace: 'kube-native' });
  new KubeNative(stack, 'kube-native', { ...kubeNative, credentials: kubeNative.credentials(stack) });
}
