import { ComponentResource, type ComponentResourceOptions } from '@pulumi/pulumi';
import { STACK } from './names';

/** What the resources of a stack are part of. */
export class StackComponent extends ComponentResource {
  constructor(name: string, options: ComponentResourceOptions) {
    super(STACK, name, {}, options);
  }

  /** Tells the engine that no more resources come. */
  complete(): void {
    this.registerOutputs({});
  }
}
