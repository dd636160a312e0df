import { acknowledge, App, Stack } from 'stackwright';
import { GoDemo2 } from '../apps/go-demo-2';
import { KubeNative } from '../apps/kube-native';
import { environmentNamed } from './environments';

const { platform, goDemo2, kubeNative } = environmentNamed(process.env['ENVIRONMENT'] ?? 'production');
const app = new App({ platform });
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

app.synth();
