import { App, Stack } from 'stackwright';
import { GoDemo2 } from '../apps/go-demo-2';
import { KubeNative } from '../apps/kube-native';
import { environmentNamed } from './environments';

const { goDemo2, kubeNative } = environmentNamed(process.env['ENVIRONMENT'] ?? 'production');
const app = new App();

new GoDemo2(new Stack(app, 'go-demo-2', { namespace: 'go-demo-2' }), 'go-demo-2', goDemo2);

const stack = new Stack(app, 'kube-native', { namespace: 'kube-native' });
new KubeNative(stack, 'kube-native', { ...kubeNative, credentials: kubeNative.credentials(stack) });

app.synth();
