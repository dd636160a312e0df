import { App, Config, httpGet, Stack, WebApp } from 'stackwright';
import type { Workload } from './workload';

export function ours(workload: Workload): void {
  build(workload).synth();
}

/** The tree, before its synthesis. */
export function build({ count, stackPerApp, outdir }: Workload): App {
  const app = new App({ outdir });
  const shared = stackPerApp ? undefined : new Stack(app, 'apps', { namespace: 'default' });
  for (let index = 0; index < count; index++) {
    const name = `app-${index}`;
    const stack = shared ?? new Stack(app, `stack-${index}`, { namespace: 'default' });
    const config = new Config(stack, `${name}-config`, { data: { PORT: '8080', LEVEL: 'info' } });
    const web = new WebApp(stack, name, {
      image: 'registry.example/app:1.0.0',
      ports: { http: 8080 },
      environment: [config],
      readiness: httpGet('/ready', 'http'),
      liveness: httpGet('/live', 'http'),
      resources: { cpu: '100m', memory: '128Mi' },
    });
    web.route({ host: `${name}.example` });
  }
  return app;
}
