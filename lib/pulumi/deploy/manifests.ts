import { log, RunError } from '@pulumi/pulumi';
import type { App } from 'cdk8s';
import { SynthesisError } from '../../manifest/finding';
import { isJsonValue, type JsonObject } from '../../manifest/json';
import { setTokenValues, tokenValuesOf } from '../../manifest/token-values';
import { MANIFESTS, RENDER, WRITTEN } from '../rendering';
import { currentRun } from '../run';
import { PulumiSecret } from '../tokens/pulumi-secret';
import type { DeployOptions } from './options';

/** Whether this program is run for its manifests. */
export function rendersManifests(): boolean {
  return process.env[RENDER] === MANIFESTS;
}

/** Writes the manifests of an app, once, however many parts of it are deployed. */
export function renderManifests(root: App, { values = {} }: DeployOptions): void {
  const { rendered } = currentRun();
  if (rendered.has(root)) return;
  rendered.add(root);
  const known = Object.entries(values).flatMap(([name, value]) => (isJsonValue(value) ? [[name, value] as const] : []));
  setTokenValues(root, { ...Object.fromEntries(known), ...tokenValuesOf(root) } satisfies JsonObject);
  synthesized(root);
  const secrets = root.node.findAll().filter((construct) => construct instanceof PulumiSecret);
  // Who gave their values wanted it, and others may see the files.
  if (secrets.length > 0)
    void log.warn(`In plain text in the manifests: ${secrets.map(({ node }) => node.path).join(', ')}`);
  void log.info(`${WRITTEN} ${root.outdir}`);
}

/** The SDK prints the message of its own error and no stack, which says nothing more than the report. */
function synthesized(root: App): void {
  try {
    root.synth();
  } catch (error) {
    throw error instanceof SynthesisError ? new RunError(error.message) : error;
  }
}
