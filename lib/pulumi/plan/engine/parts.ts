import type { Deployment } from './deployment';
import type { Protocol } from './sdk';
import type { Transforms } from './transforms';

/** What the parts of a simulated engine share. */
export interface EngineParts {
  readonly protocol: Protocol;
  readonly deployment: Deployment;
  readonly transforms: Transforms;
}
