import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the source of one class of @pulumi/kubernetes says. */
export interface SdkClass {
  readonly type: string;
  /** Undefined for components. */
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly aliases: readonly string[];
  readonly secretInputs: readonly string[];
  readonly secretOutputs: readonly string[];
}

/** Components and the provider itself, which are no API objects. */
const NO_OBJECTS = /^kubernetes(?:$|:(?:helm\.sh|kustomize|yaml)\/)/;

/** Every class of the installed @pulumi/kubernetes that stands for an API object; its sources are read, not run. */
export function sdkClasses(): readonly SdkClass[] {
  const files = filesIn(dirname(require.resolve('@pulumi/kubernetes/package.json')));
  return files.flatMap((file) => classIn(readFileSync(file, 'utf8')));
}

function classIn(source: string): readonly SdkClass[] {
  const type = /static __pulumiType = '([^']+)'/.exec(source)?.[1];
  if (type === undefined || NO_OBJECTS.test(type)) return [];
  const input = (name: string) => new RegExp(`resourceInputs\\["${name}"\\] = "([^"]+)"`).exec(source)?.[1];
  return [
    {
      type,
      apiVersion: input('apiVersion'),
      kind: input('kind'),
      aliases: all(/aliases: (\[.*\]) }/.exec(source)?.[1], /type: "([^"]+)"/g),
      secretInputs: all(source, /resourceInputs\["(\w+)"\] = args\?\.\w+ \? pulumi\.secret\(/g),
      secretOutputs: all(/additionalSecretOutputs: (\[.*\])/.exec(source)?.[1], /"(\w+)"/g),
    },
  ];
}

function all(text: string | undefined, pattern: RegExp): readonly string[] {
  return Array.from((text ?? '').matchAll(pattern), ([, found = '']) => found);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path);
    return entry.name.endsWith('.js') ? [path] : [];
  });
}
