import { App, Config, httpGet, Stack, WebApp } from 'stackwright';

const app = new App();
const stack = new Stack(app, 'shop', { namespace: 'shop' });
const config = new Config(stack, 'config', { data: { LOG_LEVEL: 'info' } });
const web = new WebApp(stack, 'web', {
  image: 'registry.example/shop:1.4.2',
  ports: { http: 8080 },
  environment: [config],
  readiness: httpGet('/healthz', 'http'),
  resources: { cpu: '250m', memory: '256Mi' },
});
web.route({ host: 'shop.example', tls: { name: 'shop-tls' } });

app.synth();
