import { Construct } from 'constructs';
import { chosenName } from '../manifest/chosen-name';
import { relyOn } from '../manifest/external';
import { KubeObject } from '../manifest/kube-object';
import { stackLabels } from '../manifest/labels';
import { withoutRawValues } from '../manifest/raw-values';

export interface ServiceAccountProps {
  /** @default - the ids of the path below the stack, joined with '-' */
  readonly name?: string;
  /** Whether pods get its token unless they say otherwise. @default false */
  readonly automountToken?: boolean;
  /** Secrets with which its pods pull images; those given by their name alone are made elsewhere. @default - none */
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  /** Annotations, such as the role that a cloud gives it. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** @default - the stack it is part of */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * An identity towards the API server, without any rights of its own.
 *
 * @example
 * const deployer = new ServiceAccount(this, 'deployer', { automountToken: true });
 */
export class ServiceAccount extends Construct {
  readonly name: string;
  readonly serviceAccount: KubeObject<'ServiceAccount'>;

  constructor(scope: Construct, id: string, given: ServiceAccountProps = {}) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    this.name = chosenName(this, props.name, 'ServiceAccount');
    for (const secret of props.imagePullSecrets ?? []) relyOn(this, 'Secret', secret);
    this.serviceAccount = new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: this.name, labels: props.labels ?? stackLabels(this), annotations: props.annotations },
      automountServiceAccountToken: props.automountToken ?? false,
      imagePullSecrets: props.imagePullSecrets?.map(({ name }) => ({ name })),
    });
  }
}
