import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Workload } from './workload';

export function plus({ count, stackPerApp, outdir }: Workload): void {
  const app = new App({ outdir });
  const shared = stackPerApp ? undefined : new Chart(app, 'apps', { namespace: 'default' });
  for (let index = 0; index < count; index++) {
    const name = `app-${index}`;
    const chart = shared ?? new Chart(app, `chart-${index}`, { namespace: 'default' });
    const config = new kplus.ConfigMap(chart, `${name}-config`, { data: { PORT: '8080', LEVEL: 'info' } });
    const deployment = new kplus.Deployment(chart, name, {
      serviceAccount: new kplus.ServiceAccount(chart, `${name}-account`),
      containers: [
        {
          image: 'registry.example/app:1.0.0',
          portNumber: 8080,
          envFrom: [kplus.Env.fromConfigMap(config)],
          readiness: kplus.Probe.fromHttpGet('/ready', { port: 8080 }),
          liveness: kplus.Probe.fromHttpGet('/live', { port: 8080 }),
          resources: {
            cpu: { request: kplus.Cpu.millis(100) },
            memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
          },
        },
      ],
    });
    const service = deployment.exposeViaService();
    service.exposeViaIngress('/', { ingress: new kplus.Ingress(chart, `${name}-ingress`) });
    new kplus.k8s.KubePodDisruptionBudget(chart, `${name}-budget`, {
      spec: {
        maxUnavailable: kplus.k8s.IntOrString.fromNumber(1),
        selector: { matchLabels: deployment.matchLabels },
      },
    });
  }
  app.synth();
}
