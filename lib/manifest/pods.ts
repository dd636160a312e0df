import { objectAt, type JsonObject, type JsonPath } from './json';
import type { KindName } from './kinds';

const TEMPLATES: ReadonlyMap<KindName, JsonPath> = new Map([
  ['Pod', []],
  ['PodTemplate', ['template']],
  ['ReplicationController', ['spec', 'template']],
  ['ReplicaSet.apps', ['spec', 'template']],
  ['Deployment.apps', ['spec', 'template']],
  ['StatefulSet.apps', ['spec', 'template']],
  ['DaemonSet.apps', ['spec', 'template']],
  ['Job.batch', ['spec', 'template']],
  // OpenShift's, from before there were Deployments.
  ['DeploymentConfig.apps.openshift.io', ['spec', 'template']],
  ['CronJob.batch', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** Where a kind keeps the template of its pods (a Pod is its own); undefined for kinds without pods. */
export function podTemplatePath(kind: KindName): JsonPath | undefined {
  return TEMPLATES.get(kind);
}

/** The template of an object's pods, with its `metadata` and `spec`. */
export function podTemplateOf(kind: KindName, manifest: JsonObject): JsonObject | undefined {
  const path = TEMPLATES.get(kind);
  return path && objectAt(manifest, ...path);
}
