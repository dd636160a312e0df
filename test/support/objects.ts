import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Testing, type App as PlainApp, type AppProps as PlainAppProps, type Chart } from 'cdk8s';
import { App, Stack, type AppProps, type Json, type JsonObject, type Synthesis } from 'stackwright';
import { parseAllDocuments } from 'yaml';
import { isList, isObject, objectAt, text } from '../../lib/manifest/json';
import { temporaryFolder } from './folder';

/** Within a folder of its own: the values that are asked for are written beside it. */
function outputFolder(): string {
  const folder = join(temporaryFolder(), 'dist');
  mkdirSync(folder);
  return folder;
}

/** An app that writes to a folder of its own. */
export function app(props: AppProps = {}): App {
  // Most tests are not about how good the objects are.
  return new App({ outdir: outputFolder(), platform: { pack: 'baseline' }, ...props });
}

/** An app of cdk8s that writes to a folder of its own. */
export function plainApp(props: PlainAppProps = {}): PlainApp {
  return Testing.app({ outdir: outputFolder(), ...props });
}

/** A stack in an app of its own, with everything in the namespace `shop`. */
export function stack(): Stack {
  return new Stack(app(), 'shop', { namespace: 'shop', podSecurity: 'privileged' });
}

/** The objects that `Testing.synth` of cdk8s gives for a chart. */
export function synth(chart: Chart): readonly JsonObject[] {
  const objects: unknown = Testing.synth(chart);
  if (!isList(objects)) throw new Error('This is no list of objects.');
  return objects.filter(isObject);
}

/** The objects in a stream of YAML. */
export function parse(yaml: string): readonly JsonObject[] {
  return parseAllDocuments(yaml).map((document) => {
    const object: unknown = document.toJS();
    if (!isObject(object)) throw new Error('This is no object.');
    return object;
  });
}

/** What an object is called: `Deployment web`. */
export function titled({ kind, metadata }: JsonObject): string {
  return `${text(kind)} ${text(objectAt(metadata)['name'])}`;
}

/** What the objects are called, in their order. */
export function titles(objects: readonly JsonObject[]): readonly string[] {
  return objects.map(titled);
}

/** The one object that is called so. */
export function the(title: string, objects: readonly JsonObject[]): JsonObject {
  const found = objects.filter((object) => titled(object) === title);
  if (found.length !== 1 || !found[0]) throw new Error(`'${title}' is not one of: ${titles(objects).join(', ')}.`);
  return found[0];
}

/** An object's namespace. */
export function namespaceOf({ metadata }: JsonObject): Json | undefined {
  return objectAt(metadata)['namespace'];
}

/** What is wrong and where, in alphabetical order: `name/duplicate shop/web`. */
export function rulesIn({ findings }: Synthesis): readonly string[] {
  return findings.map(({ rule, path }) => `${rule} ${path}`).sort();
}
