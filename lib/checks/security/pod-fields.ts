import { isList, isObject, text } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context, Pods } from '../context';
import { examplePod } from '../example-objects';

function inPods(context: Context, find: (pods: Pods) => Omit<Breach, 'object'> | undefined): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const pods of context.pods) {
    const breach = find(pods);
    if (breach) breaches.push({ ...breach, object: pods.object });
  }
  return breaches;
}

/** Names that only one pod knows. */
export const hostAliases = check(
  {
    id: 'security/host-aliases',
    pack: 'production',
    severity: 'warning',
    title: 'Names resolve as DNS says.',
    why: 'An address in the /etc/hosts of a pod stays when the name moves, and sends traffic to the old place.',
    fix: 'Put the name into DNS, or make a Service for it.',
    fails: examplePod(`
        hostAliases: [{ ip: 192.0.2.10, hostnames: [database.example] }]
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
    passes: examplePod(`
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
  },
  (context) =>
    inPods(context, ({ spec, at }) => {
      const aliases = spec['hostAliases'];
      if (!isList(aliases) || aliases.length === 0) return undefined;
      const names = aliases.filter(isObject).flatMap(({ hostnames }) => (isList(hostnames) ? hostnames : []));
      return {
        at: [...at, 'hostAliases'],
        message: `The pod has addresses of its own for ${names.map((name) => `'${text(name)}'`).join(', ') || 'hosts'}.`,
      };
    }),
);

/** Containers that see the processes of each other. */
export const sharedProcesses = check(
  {
    id: 'security/shared-process-namespace',
    pack: 'production',
    severity: 'warning',
    title: 'Containers of a pod do not see the processes of each other.',
    why: 'Each can read the environment and the files of the others through /proc, secrets included, and stop them.',
    fix: 'Leave `shareProcessNamespace` out; use `kubectl debug` to look into a pod.',
    fails: examplePod(`
        shareProcessNamespace: true
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
    passes: examplePod(`
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
  },
  (context) =>
    inPods(context, ({ spec, at }) =>
      spec['shareProcessNamespace'] === true
        ? {
            at: [...at, 'shareProcessNamespace'],
            message: 'All containers of the pod share their processes.',
            want: 'no shareProcessNamespace',
          }
        : undefined,
    ),
);

/** The old name of a field. */
export const serviceAccountField = check(
  {
    id: 'security/service-account-field',
    pack: 'restricted',
    severity: 'warning',
    title: 'The ServiceAccount of a pod is in `serviceAccountName`.',
    why: '`serviceAccount` is its deprecated name, which many tools do not read.',
    fix: 'Rename the field to `serviceAccountName`.',
    fails: examplePod(`
        serviceAccount: default
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
    passes: examplePod(`
        serviceAccountName: default
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
  },
  (context) =>
    inPods(context, ({ spec, at }) => {
      const { serviceAccount: old, serviceAccountName: name } = spec;
      if (typeof old !== 'string' || old === '' || old === name) return undefined;
      const field = { at: [...at, 'serviceAccount'], want: 'serviceAccountName' };
      return typeof name === 'string' && name !== ''
        ? {
            ...field,
            message: `\`serviceAccount: ${old}\` is ignored beside \`serviceAccountName: ${name}\`.`,
            fix: 'Remove `serviceAccount`.',
          }
        : { ...field, message: `The ServiceAccount '${old}' is in the deprecated field \`serviceAccount\`.` };
    }),
);
