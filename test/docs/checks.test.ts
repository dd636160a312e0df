import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackwright } from '../cli/run';

const page = readFileSync(join(__dirname, '../../docs/checks.md'), 'utf8');
const MANIFESTS = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: htpp }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1.0.0', ports: [{ name: http, containerPort: 80 }] }] }
`;

/** What the command of the page says of a file. */
function stdoutOf(...args: readonly string[]): string {
  return outcomeOf(['--pack', 'baseline', ...args]).stdout;
}

function outcomeOf(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  return stackwright(['check', ...args, 'manifests'], { files: { 'manifests/web.yaml': MANIFESTS, ...files } });
}

test('the finding that docs/checks.md begins with is one of the command', () => {
  const [, finding = ''] = /\n\n((?: {4}.*\n)+)/.exec(page) ?? [];

  expect(finding).toContain('link/service-target-port');
  expect(stdoutOf()).toContain(finding.replaceAll(/^ {4}/gm, ''));
});

test('the JSON of docs/checks.md is what the command writes', () => {
  const [, json = ''] = /```json\n([^]*?)```/.exec(page) ?? [];

  expect(JSON.parse(stdoutOf('--format', 'json'))).toEqual(JSON.parse(json));
});

test('the configuration of docs/checks.md is taken', () => {
  const [, config = ''] = /```yaml\n(kubernetesVersion[^]*?)```/.exec(page) ?? [];
  const outcome = outcomeOf(['--config', 'my.yaml'], { 'my.yaml': config });

  expect(outcome).toMatchObject({ code: 1, stderr: '' });
  expect(outcome.stdout).toContain('reliability/');
});
