import { Cron } from 'cdk8s';
import * as fc from 'fast-check';
import {
  App,
  CronJob,
  DaemonSet,
  Job,
  Migration,
  Stack,
  StatefulSet,
  synthesize,
  WebApp,
  Worker,
  type Json,
} from 'stackwright';
import { objectAt } from '../../lib/manifest/json';
import { podTemplateOf } from '../../lib/manifest/pods';
import { image, resources } from '../support/rendered';

const ports = { http: 8080 };
const podLabels = fc.dictionary(
  fc.constantFrom('app.kubernetes.io/name', 'app', 'tier', 'version'),
  fc.constantFrom('web', 'a', 'b'),
);
const props = fc.record({ podLabels, labels: podLabels });

type More = typeof props extends fc.Arbitrary<infer T> ? T : never;

const workloads: Readonly<Record<string, (stack: Stack, id: string, more: More) => unknown>> = {
  web: (stack, id, more) => {
    const app = new WebApp(stack, id, { image, resources, ports, ...more });
    new Migration(stack, `${id}-migrate`, { app, args: ['migrate'] });
  },
  worker: (stack, id, more) => new Worker(stack, id, { image, resources, replicas: 2, ...more }),
  agent: (stack, id, more) => new DaemonSet(stack, id, { image, resources, ...more }),
  database: (stack, id, more) => new StatefulSet(stack, id, { image, resources, ports, replicas: 3, ...more }),
  job: (stack, id, more) => new Job(stack, id, { image, resources, ...more }),
  cron: (stack, id, more) => new CronJob(stack, id, { image, resources, schedule: Cron.daily(), ...more }),
};

const id = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?$/);
const system = fc.uniqueArray(fc.record({ id, kind: fc.constantFrom(...Object.keys(workloads)), more: props }), {
  selector: (workload) => workload.id,
  minLength: 1,
  maxLength: 6,
});

/** A synthesis of a system, with what each of its objects selects, and the workload that an object belongs to. */
function synthesized(system: readonly { readonly id: string; readonly kind: string; readonly more: More }[]) {
  const app = new App();
  const stack = new Stack(app, 'shop', { namespace: 'shop' });
  for (const { id, kind, more } of system) workloads[kind]?.(stack, id, more);
  return synthesize(app);
}

const workloadOf = ({ path }: { readonly path: string }) => path.split('/')[1];

/** The labels that an object selects; none where it selects no pods. */
function selected(kind: string, manifest: Json): readonly (readonly [string, Json])[] {
  const selector = objectAt(manifest, 'spec', 'selector');
  return Object.entries(kind === 'Service' ? selector : objectAt(selector, 'matchLabels'));
}

describe('selectors', () => {
  it('match the pods of their own workload', () => {
    fc.assert(
      fc.property(system, (workloads) => {
        const { inventory, findings } = synthesized(workloads);
        expect(findings).toEqual([]);
        for (const { kind, manifest } of inventory.objects) {
          const template = kind === 'Job.batch' || kind === 'CronJob.batch' ? undefined : podTemplateOf(kind, manifest);
          if (!template) continue;
          expect(selected(kind, manifest).length).toBeGreaterThan(0);
          expect(objectAt(template, 'metadata', 'labels')).toMatchObject(Object.fromEntries(selected(kind, manifest)));
        }
      }),
    );
  });

  it('match only pods of their own workload, whatever labels pods are given', () => {
    fc.assert(
      fc.property(system, (workloads) => {
        const { graph } = synthesized(workloads);
        for (const { from, to } of graph.selections) expect(to.map(workloadOf)).toEqual([workloadOf(from)]);
      }),
    );
  });

  it('do not change with a release', () => {
    fc.assert(
      fc.property(id, props, props, (id, before, after) => {
        const of = (more: More) =>
          synthesized([{ id, kind: 'web', more }]).inventory.objects.map(({ kind, manifest }) =>
            selected(kind, manifest),
          );
        expect(of(after)).toEqual(of(before));
      }),
    );
  });
});
