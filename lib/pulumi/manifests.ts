import type { App } from 'cdk8s';
import { isJsonValue, type JsonObject } from '../manifest/json';
import { setTokenValues, tokenValuesOf } from '../manifest/token-values';
import type { DeployOptions } from './deploy-options';
import { currentRun } from './run';

/** What a program is run with that shall write manifests instead of registering resources. */
export const RENDER = 'STACKWRIGHT_RENDER';

/** Whether this program is run for its manifests. */
export function rendersManifests(): boolean {
  return process.env[RENDER] === 'manifests';
}

/** Writes the manifests of an app, once, however many parts of it are deployed. */
export function renderManifests(root: App, { values = {} }: DeployOptions): void {
  const { rendered } = currentRun();
  if (rendered.has(root)) return;
  rendered.add(root);
  const known = Object.entries(values).flatMap(([name, value]) => (isJsonValue(value) ? [[name, value] as const] : []));
  setTokenValues(root, { ...Object.fromEntries(known), ...tokenValuesOf(root) } satisfies JsonObject);
  root.synth();
}
