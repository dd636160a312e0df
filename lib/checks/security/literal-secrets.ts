import { reachedBy } from '../../manifest/field-pattern';
import type { InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, text, type Json, type JsonPath } from '../../manifest/json';
import { podTemplatePath } from '../../manifest/pods';
import { secretsIn } from '../../manifest/secret-marker';
import { check, type Breach } from '../check';
import { containerTitle } from '../containers';
import type { Context, PodContainer } from '../context';
import { examplePodOf } from '../example-objects';
import { leaksInCommand } from '../secrets/arguments';
import { leakIn, type Leak } from '../secrets/leak';
import { leakNamed } from '../secrets/named';
import { secretName } from '../secrets/names';
import { leakInFile } from '../secrets/settings';
import { textInBase64 } from '../secrets/values';

const ELSEWHERE = { externals: [{ kind: 'Secret', name: 'database' }] };
const WHY =
  'Manifests are kept, copied and shown, and so is what stands in them: everybody who may read the object, or the repository, has the secret.';

type Found = Omit<Breach, 'object'>;

/** What is found in every container. */
function inContainers(context: Context, find: (container: PodContainer) => readonly Found[]): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const { object, containers } of context.pods)
    for (const container of containers) for (const found of find(container)) breaches.push({ ...found, object });
  return breaches;
}

function found(at: JsonPath, leak: Leak, message: string): Found {
  return { at, message, severity: leak.severity, isSecret: true };
}

/** Whether a secret was concatenated into a text, which is reported as such. */
function isMarked(value: string): boolean {
  return secretsIn(value).length > 0;
}

/** Secrets in environment variables. */
export const secretsInEnvironment = check(
  {
    id: 'secret/in-environment',
    pack: 'restricted',
    severity: 'error',
    title: 'Secret values reach environment variables by reference.',
    why: WHY,
    fix: 'Put the value into a Secret that is made outside of the manifests, refer to it with `valueFrom.secretKeyRef`, and rotate it: it is no longer secret.',
    fails: examplePodOf('env: [{ name: PASSWORD, value: Ue7hLq2xTz9mRk4w }]'),
    passes: examplePodOf('env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: database, key: password } } }]'),
    platform: ELSEWHERE,
  },
  (context) =>
    inContainers(context, (each) =>
      reachedBy('env[]', each.container).flatMap(([variable, path]) => {
        const { name, value } = objectAt(variable);
        if (typeof value !== 'string' || isMarked(value)) return [];
        const leak = leakNamed(text(name), value);
        if (!leak) return [];
        const message = `${containerTitle(each)} has ${leak.what} in the environment variable '${text(name)}'.`;
        return { ...found([...each.at, ...path, 'value'], leak, message), want: 'a reference to the key of a Secret' };
      }),
    ),
);

const COMMANDS = [
  'command',
  'args',
  'livenessProbe.exec.command',
  'readinessProbe.exec.command',
  'startupProbe.exec.command',
  'lifecycle.postStart.exec.command',
  'lifecycle.preStop.exec.command',
];

/** Secrets in commands. */
export const secretsInArguments = check(
  {
    id: 'secret/in-arguments',
    pack: 'restricted',
    severity: 'error',
    title: 'Secret values are not part of a command.',
    why: `${WHY} On the node, a command can be read by every process.`,
    fix: 'Pass the value as a file or an environment variable from a Secret, `$(PASSWORD)` in the command, and rotate it: it is no longer secret.',
    fails: examplePodOf('args: [--db-password=Ue7hLq2xTz9mRk4w]'),
    passes: examplePodOf('args: [--db-password-file=/run/secrets/database/password]'),
  },
  (context) =>
    inContainers(context, (each) =>
      COMMANDS.flatMap((pattern) =>
        reachedBy(pattern, each.container).flatMap(([command, path]) =>
          inCommand(command).map(({ index, leak }) => ({
            ...found(
              [...each.at, ...path, index],
              leak,
              `${containerTitle(each)} has ${leak.what} in \`${String(path[0])}\`.`,
            ),
            want: 'a file or an environment variable from a Secret',
          })),
        ),
      ),
    ),
);

function inCommand(command: Json): readonly { readonly index: number; readonly leak: Leak }[] {
  if (!isList(command)) return [];
  return leaksInCommand(
    command.map((argument) => (typeof argument === 'string' && isMarked(argument) ? '' : argument)),
  );
}

/** Secrets in ConfigMaps. */
export const secretsInConfigMaps = check(
  {
    id: 'secret/in-config-map',
    pack: 'restricted',
    severity: 'error',
    title: 'ConfigMaps hold nothing secret.',
    why: `${WHY} Who may read a namespace may usually read its ConfigMaps, but not its Secrets.`,
    fix: 'Put the value into a Secret that is made outside of the manifests, and rotate it: it is no longer secret.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { HOST: database, PASSWORD: Ue7hLq2xTz9mRk4w }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { HOST: database, PASSWORD_FILE: /run/secrets/database/password }
    `,
  },
  (context) =>
    context.ofKind('ConfigMap').flatMap((object) =>
      textsOf(object.manifest).flatMap(({ at, key, value }) => {
        if (isMarked(value)) return [];
        const named = value.trim().includes('\n') ? undefined : leakNamed(key, value);
        const leak = named ?? leakInFile(key, value);
        if (!leak) return [];
        const breach = found(at, leak, `'${key}' holds ${leak.what}.`);
        return { ...breach, object, want: 'a key of a Secret' };
      }),
    ),
);

interface HeldText {
  readonly at: JsonPath;
  readonly key: string;
  readonly value: string;
}

/** What a ConfigMap holds, and of what is held in base64, all that is text. */
function textsOf(map: Json): readonly HeldText[] {
  const held = ['data', 'binaryData'].flatMap((field) =>
    Object.entries(objectAt(map, field)).map(([key, value]) => ({ at: [field, key], key, value })),
  );
  return held.flatMap(({ value, ...place }) => {
    if (typeof value !== 'string') return [];
    const read = place.at[0] === 'data' ? value : textInBase64(value);
    return read === undefined ? [] : [{ ...place, value: read }];
  });
}

/** Annotations that repeat, or hash, what stands elsewhere. */
const COPIES = /^kubectl\.kubernetes\.io\/|^checks\.stackwright\.dev\/|checksum|hash/;

/** Secrets in annotations and labels. */
export const secretsInAnnotations = check(
  {
    id: 'secret/in-annotation',
    pack: 'restricted',
    severity: 'error',
    title: 'Annotations and labels hold nothing secret.',
    why: `${WHY} Metadata is also copied into logs, metrics and events.`,
    fix: 'Put the value into a Secret, let the annotation name it, and rotate it: it is no longer secret.',
    fails: `
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop, annotations: { probe: 'https://probe:Ue7hLq2xTz9mRk4w@web.example' } }
      spec: { ports: [{ port: 80 }] }
    `,
    passes: `
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop, annotations: { probe: 'https://web.example' } }
      spec: { ports: [{ port: 80 }] }
    `,
  },
  ({ objects }) => {
    const breaches: Breach[] = [];
    for (const object of objects) {
      const template = podTemplatePath(object.kind);
      addLeaks(breaches, object, []);
      if (template && template.length > 0) addLeaks(breaches, object, template);
    }
    return breaches;
  },
);

const MAPS = { annotations: 'annotation', labels: 'label' } as const;

/** What is secret in the metadata at a place: every object comes by here, and nearly none has anything. */
function addLeaks(breaches: Breach[], object: InventoryObject, place: JsonPath): void {
  const metadata = objectAt(object.manifest, ...place, 'metadata');
  for (const field of ['annotations', 'labels'] as const) {
    const map = objectAt(metadata, field);
    for (const key of Object.keys(map)) {
      const leak = leakInEntry(key, map[key] ?? null);
      if (!leak) continue;
      const message = `The ${MAPS[field]} '${key}' holds ${leak.what}.`;
      breaches.push({ ...found([...place, 'metadata', field, key], leak, message), object });
    }
  }
}

function leakInEntry(key: string, value: Json): Leak | undefined {
  if (typeof value !== 'string' || COPIES.test(key) || isMarked(value)) return undefined;
  const name = key.slice(key.indexOf('/') + 1);
  return secretName(name) === 'sure' ? leakNamed(name, value) : leakIn(value);
}
