import { CustomResource, type CustomResourceOptions, type Output } from '@pulumi/pulumi';
import { App, httpGet, Stack, type AppProps, type JsonObject, type WebAppProps } from 'stackwright';
import type { Cluster } from '../../../lib/pulumi/deploy/cluster';
import { deploy } from '../../../lib/pulumi/deploy/deploy';
import type { DeployOptions } from '../../../lib/pulumi/deploy/options';
import type { Plan, PlannedResource } from '../../../lib/pulumi/plan/plan';
import { planFunction, type PlanFunctionOptions } from '../../../lib/pulumi/plan/program/run';

/** What every workload of a test needs that is about something else. */
export const web: WebAppProps = {
  image: 'registry.example/web:1.0.0',
  resources: { cpu: '100m', memory: '64Mi' },
  ports: { http: 8080 },
  readiness: httpGet('/', 'http'),
};

/** A database of some cloud: its inputs come back, and what only the cloud knows. */
export class Database extends CustomResource {
  declare readonly address: Output<string>;
  declare readonly port: Output<number>;
  declare readonly zones: Output<string[]>;
  declare readonly password: Output<string>;

  constructor(name: string, inputs: object = {}, options: CustomResourceOptions = {}) {
    const outputs = { address: undefined, port: undefined, zones: undefined, password: undefined };
    super('test:index:Database', name, { ...outputs, ...inputs }, options);
  }
}

/** What the cloud answers in the known mode. */
const KNOWN: JsonObject = { address: 'db.example', port: 5432, zones: ['a', 'b'] };

export const cluster: Cluster = { name: 'test', kubeconfig: 'apiVersion: v1' };

/** The plan of a program in this process. */
export function plan(program: () => unknown, options: PlanFunctionOptions = {}): Promise<Plan> {
  return planFunction(program, { outputsOf: ({ inputs }) => ({ ...KNOWN, ...inputs }), ...options });
}

/** The plan of what `build` puts into a stack of an app, deployed to a cluster. */
export function planOf(
  build: (stack: Stack) => unknown,
  options: Partial<DeployOptions> & PlanFunctionOptions = {},
  props: AppProps = { platform: { pack: 'baseline' } },
): Promise<Plan> {
  const { mode, ...rest } = options;
  const program = () => {
    const app = new App(props);
    build(new Stack(app, 'shop', { namespace: 'shop' }));
    deploy(app, { ...(rest.provider ? {} : { cluster }), ...rest } as DeployOptions);
  };
  return plan(program, mode ? { mode } : {});
}

/** The only resource of a kind, and of a name where one is given. */
export function resource({ resources }: Plan, kind: string, name?: string): PlannedResource {
  const found = resources.filter(
    (each) => each.type.endsWith(`:${kind}`) && (name === undefined || each.name === name),
  );
  const [only] = found;
  if (found.length !== 1 || !only) throw new Error(`There are ${found.length} of ${kind} ${name ?? ''}.`);
  return only;
}

/** What a resource depends on, as `Kind name`. */
export function dependencies({ resources }: Plan, { dependencies }: PlannedResource): readonly string[] {
  return dependencies.map((urn) => {
    const found = resources.find((each) => each.urn === urn);
    return `${found?.type.split(':').at(-1)} ${found?.name}`;
  });
}
