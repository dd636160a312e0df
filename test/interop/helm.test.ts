import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Helm } from 'cdk8s';
import { override, type JsonObject } from 'stackwright';
import { namespaceOf, stack, synth, the, titles } from '../support/objects';

const chart = join(__dirname, '..', 'fixtures', 'chart');
const helm = process.env['HELM'] ?? 'helm';

function isHelmThere(): boolean {
  try {
    execFileSync(helm, ['version', '--short'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function release(values: Readonly<Record<string, unknown>> = {}): readonly JsonObject[] {
  const shop = stack();
  new Helm(shop, 'helm', { chart, helmExecutable: helm, releaseName: 'gadget', namespace: 'shop', values });
  return synth(shop);
}

if (isHelmThere()) {
  describe('a Helm chart in a stack', () => {
    test('is ordered, and has the namespace of the stack where it can have one', () => {
      const objects = release();
      expect(titles(objects)).toEqual([
        'Namespace shop',
        'ClusterRole shop-gadget',
        'ConfigMap gadget',
        'Deployment gadget',
      ]);
      expect(objects.map(namespaceOf)).toEqual([undefined, undefined, 'shop', 'shop']);
    });

    test('is rendered with its values', () => {
      const objects = release({ color: 'blue', replicas: 3 });
      expect(the('ConfigMap gadget', objects)).toMatchObject({ data: { COLOR: 'blue', ENABLED: 'yes' } });
      expect(the('Deployment gadget', objects)).toMatchObject({ spec: { replicas: 3 } });
    });

    test('override has the last word on it', () => {
      const shop = stack();
      const gadget = new Helm(shop, 'helm', { chart, helmExecutable: helm, releaseName: 'gadget' });
      override(gadget, { kind: 'Deployment', merge: { spec: { template: { spec: { hostUsers: false } } } } });
      expect(the('Deployment gadget', synth(shop))).toMatchObject({
        spec: { template: { spec: { hostUsers: false, containers: [{ name: 'gadget' }] } } },
      });
    });
  });
} else {
  describe('a Helm chart in a stack', () => {
    test.skip(`SKIPPED: there is no '${helm}'. Put helm on PATH or its path in HELM (https://helm.sh/docs/intro/install)`, () => {
      release();
    });
  });
}
