import { Construct } from 'constructs';
import type { KubeManifest } from '../manifest/api-types';
import { chosenName } from '../manifest/chosen-name';
import { KubeObject } from '../manifest/kube-object';
import { commonLabels, selectorLabels } from '../manifest/labels';
import { withoutRawValues } from '../manifest/raw-values';
import type { DeclaredPort, Ports } from '../network/port';
import { addService } from '../network/service';
import { addServiceAccount } from './identity';
import { buildPod, type PodProps } from './pod';
import { defaultReadiness } from './probe';
import { byteQuantity, type Quantity } from './quantity';
import { addDisruptionBudget, judgeReplicas, type DisruptionBudget } from './replicas';

/** Storage that each pod keeps for itself, over restarts and moves to other nodes. */
export interface ClaimTemplate {
  /** `'10Gi'`, `Size.gibibytes(10)`. */
  readonly size: Quantity;
  /** Where the container sees it. */
  readonly mountPath: string;
  /** Name of the StorageClass. @default - the cluster's default */
  readonly storageClassName?: string;
  /** @default ['ReadWriteOnce'] */
  readonly accessModes?: readonly ('ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany' | 'ReadOnlyMany')[];
}

export interface StatefulSetProps extends PodProps {
  /** What it listens on: `{ mongo: 27017 }`. */
  readonly ports: Ports;
  /** @default - the ids of the path below the stack, joined with '-' */
  readonly name?: string;
  /** Labels of the StatefulSet, beside those of the workload. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the StatefulSet. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** How many pods, each with an identity of its own. @default 1 */
  readonly replicas?: number;
  /** Storage of each pod by name: `{ data: { size: '10Gi', mountPath: '/data' } }`. @default - none */
  readonly claims?: Readonly<Record<string, ClaimTemplate>>;
  /** Whether pods start one after the other. @default 'OrderedReady' */
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel';
  /** Pods with a lower ordinal keep the release that they have. @default 0 */
  readonly partition?: number;
  /** How many pods may be missing during drains. @default - one, where there are two or more */
  readonly disruptionBudget?: DisruptionBudget | 'none';
}

/**
 * A program that keeps what it knows: pods with names and storage of their own, one at a time, behind a Service that
 * stands for the pods and that only the cluster can reach. Its claims outlive it.
 *
 * @example
 * const database = new StatefulSet(this, 'db', {
 *   image: 'mongo:8.0.4',
 *   ports: { mongo: 27017 },
 *   claims: { data: { size: '10Gi', mountPath: '/data/db' } },
 *   resources: { cpu: '250m', memory: '512Mi' },
 * });
 */
export class StatefulSet extends Construct {
  readonly name: string;
  readonly statefulSet: KubeObject<'StatefulSet'>;
  readonly service: KubeObject<'Service'>;
  readonly ports: readonly DeclaredPort[];

  constructor(scope: Construct, id: string, given: StatefulSetProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    const { replicas = 1, claims = {} } = props;
    this.name = chosenName(this, props.name, 'StatefulSet.apps');
    judgeReplicas(this, replicas);
    const { template, ports } = this.#buildPod(props, replicas > 1);
    this.ports = ports;
    const templates = Object.entries(claims).map(([name, claim]) => this.#claimTemplate(name, claim));
    this.service = addService(this, { name: this.name, ports, headless: true });
    this.statefulSet = new KubeObject(this, 'StatefulSet', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: {
        name: this.name,
        labels: { ...commonLabels(this, this.name), ...props.labels },
        annotations: props.annotations,
      },
      spec: {
        replicas,
        podManagementPolicy: props.podManagementPolicy,
        selector: { matchLabels: selectorLabels(this.name) },
        serviceName: this.service.name,
        template,
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: props.partition === undefined ? undefined : { partition: props.partition },
        },
        volumeClaimTemplates: templates.length > 0 ? templates : undefined,
      },
    });
    addDisruptionBudget(this, { name: this.name, kind: 'StatefulSet' }, { replicas, budget: props.disruptionBudget });
  }

  /** Its name for clients in the same namespace. */
  get host(): string {
    return this.service.name;
  }

  #buildPod(props: StatefulSetProps, isReplicated: boolean) {
    const { claims = {}, readiness = defaultReadiness(props.ports) } = props;
    return buildPod(
      this,
      { ...props, readiness },
      {
        name: this.name,
        selector: selectorLabels(this.name),
        serviceAccountName: addServiceAccount(this, this.name, props),
        isReplicated,
        claimMounts: Object.entries(claims).map(([name, { mountPath }]) => ({ name, mountPath })),
      },
    );
  }

  #claimTemplate(name: string, claim: ClaimTemplate): NonNullable<StatefulSetSpec['volumeClaimTemplates']>[number] {
    const storage = byteQuantity(this, `The size of the claim '${name}'`, claim.size);
    return {
      metadata: { name, labels: selectorLabels(this.name) },
      spec: {
        accessModes: claim.accessModes ?? ['ReadWriteOnce'],
        resources: { requests: { storage } },
        storageClassName: claim.storageClassName,
      },
    };
  }
}

type StatefulSetSpec = NonNullable<KubeManifest<'StatefulSet'>['spec']>;
