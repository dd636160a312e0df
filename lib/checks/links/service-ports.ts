import { oneOf } from '../../manifest/finding';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { EXAMPLE_PORT, exampleDeployment } from './examples';
import { Selected } from './selected';
import { Targets } from './targets';

const service = (port: string): string => `
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: ${port} }] }`;
const web = exampleDeployment('web', EXAMPLE_PORT);

/** Ports of a Service that its pods do not have. */
export const serviceTargetPorts = check(
  {
    id: 'link/service-target-port',
    pack: 'baseline',
    severity: 'error',
    title: 'The ports of a Service lead to ports that its pods declare.',
    why: 'Nothing listens where the Service sends requests: all of them fail.',
    fix: 'Name a port of the containers as `targetPort`, or declare it there.',
    fails: `${web}${service('htpp')}`,
    passes: `${web}${service('http')}`,
  },
  (context) => {
    const selected = Selected.of(context);
    return selected.by('Service').flatMap((selection) => {
      const { from } = selection;
      const spec = objectAt(from.manifest, 'spec');
      const pods = selected.objects(selection);
      if (spec['type'] === 'ExternalName' || pods.length === 0 || !isList(spec['ports'])) return [];
      const declared = portsOf(pods, context);
      return spec['ports'].flatMap((port, index) =>
        isObject(port) ? misled({ service: from, port, index, pods, declared }, context) : [],
      );
    });
  },
);

interface Port {
  readonly name: string;
  readonly number: Json | undefined;
  readonly protocol: string;
}

interface Declared {
  readonly ports: readonly Port[];
  /** Whether a container says nothing of its ports, so that it may listen on any. */
  readonly isOpen: boolean;
}

interface Lead {
  readonly service: InventoryObject;
  readonly port: JsonObject;
  readonly index: number;
  readonly pods: readonly InventoryObject[];
  readonly declared: Declared;
}

/** The ports that pods declare for as long as they run. */
export function portsOf(pods: readonly InventoryObject[], context: Context): Declared {
  const containers = pods.flatMap((object) =>
    (context.podsOf(object)?.containers ?? []).filter(({ isLasting }) => isLasting),
  );
  const lists = containers.map(({ container }) =>
    isList(container['ports']) ? container['ports'].filter(isObject) : [],
  );
  return {
    ports: lists.flat().map(({ name, containerPort, protocol }) => ({
      name: text(name),
      number: containerPort,
      protocol: text(protocol, 'TCP'),
    })),
    isOpen: lists.length === 0 || lists.some((ports) => ports.length === 0),
  };
}

function misled(lead: Lead, context: Context): readonly Breach[] {
  const { port, declared } = lead;
  const given = port['targetPort'];
  const target = given === undefined || given === null || given === 0 || given === '' ? port['port'] : given;
  const protocol = text(port['protocol'], 'TCP');
  const fitting = declared.ports.filter((it) => it.protocol === protocol);
  // Digits as text are no name: the API refuses them.
  if (typeof target === 'string' && /[a-z]/i.test(target)) {
    return fitting.some(({ name }) => name === target) ? [] : [wrongName(lead, target, context)];
  }
  const isHeadless = objectAt(lead.service.manifest, 'spec')['clusterIP'] === 'None';
  if (typeof target !== 'number' || isHeadless || declared.isOpen) return [];
  return declared.ports.some(({ number }) => number === target) ? [] : [wrongNumber(lead, target)];
}

function wrongName(lead: Lead, target: string, context: Context): Breach {
  const { port, declared } = lead;
  const protocol = text(port['protocol'], 'TCP');
  const same = declared.ports.find(({ name }) => name === target);
  const names = declared.ports.filter((it) => it.protocol === protocol && it.name !== '').map(({ name }) => name);
  const near = Targets.of(context).names.nearest(target, () => names);
  const reason = same ? `declare for ${same.protocol}, not for ${protocol}` : 'do not declare';
  return {
    ...misleading(lead, `'${target}'`, reason),
    want: names.length === 0 ? 'the name of a port that a container declares' : oneOf(new Set(names)),
    ...(near === undefined || same
      ? {}
      : { fix: `Did you mean '${near}'? Else declare '${target}' in the container.` }),
  };
}

/** Nothing has to be declared, so that it may work all the same. */
function wrongNumber(lead: Lead, target: number): Breach {
  const numbers = [...new Set(lead.declared.ports.map(({ number }) => JSON.stringify(number ?? null)))];
  return {
    ...misleading(lead, String(target), `do not declare; they declare ${numbers.slice(0, 5).join(', ')}`),
    severity: 'warning',
    want: `${numbers.length === 1 ? 'the port' : 'one of the ports'} ${numbers.slice(0, 5).join(', ')}`,
  };
}

function misleading({ service: from, port, index, pods }: Lead, target: string, reason: string): Breach {
  const own = port['name'] === undefined ? JSON.stringify(port['port'] ?? null) : `'${text(port['name'])}'`;
  const [first, ...others] = pods;
  const owner = `${first ? titleOf(first) : 'its workload'}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return {
    object: from,
    at: ['spec', 'ports', index, 'targetPort'],
    message: `The port ${own} of ${titleOf(from)} leads to the port ${target}, which the pods of ${owner} ${reason}.`,
  };
}
