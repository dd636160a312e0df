import { acknowledge, App, Stack, usePack, external, ExistingSecret, Worker, WebApp, emptyDir, KubeObject, Config, Job, CronJob } from 'stackwright';
import { Chart, ApiObject, Include } from 'cdk8s';
import * as kplus from 'cdk8s-plus-33';
const app = new App({ outdir: '/tmp/rv/out', platform: { kubernetesVersion: '1.27', zones: 3, registries: ['registry.example'], nodes: [{count: 2, cpu: '2', memory: '4Gi'}] } });
acknowledge(app, { rule: 'image/no-diges', reason: 'typo' });
acknowledge(app, { rule: 'image/no-digest', reason: ' ' });
acknowledge(app, { rule: 'network/node-port', reason: 'unused' });
const s = new Stack(app, 'shop', { namespace: 'shop' });
new WebApp(s, "web", { image: "registry.example/web:1", ports: { http: 99999 }, resources: { cpu: "100m", memory: "128Mi" } } as any);
acknowledge(s, { rule: 'image/registry', reason: 'cplus image', object: 'Deployment *' });
const w = new Worker(s, 'mailer', {
  image: 'registry.example/mailer:1.4.2',
  environment: [new ExistingSecret('mail-account', ['USER', 'PASSWORD'])],
  mounts: { '/tmp': emptyDir() },
  resources: { cpu: '100m', memory: '128Mi' },
  replicas: 3,
});
usePack(w, 'production');
new Worker(s, 'bad', { image: 'REGISTRY/Bad Image', resources: { cpu: '100', memory: '12 MB' } as any, replicas: -1 as any });
new Worker(s, 'bad2', { image: 'registry.example/b:1', resources: { cpu: '3', memory: '128Mi' }, environment: [{ 'A B': 'x', PASSWORD: 'hunter2hunter2', TOK: new ExistingSecret('mail-account', ['USER']).key('NOPE' as any) }] });
new ApiObject(s, 'cm', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 5 } } as any);
new ApiObject(s, 'pdb', { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', spec: {} } as any);
external(s, { kind: 'Secret', name: 'never-used' });
external(s, { kind: 'Secrett', name: 'x' });
const c = new Chart(app, 'plain', { namespace: 'plain' });
new kplus.Deployment(c, 'dep', { containers: [{ image: 'nginx' }] });
const d2 = new kplus.Deployment(s, 'dep', { containers: [{ image: 'nginx', portNumber: 80 }], replicas: 2 });
d2.exposeViaService();
app.synth();
