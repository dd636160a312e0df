import type { JsonObject } from '../../../manifest/json';
import { declaredOutputs } from '../declared/outputs';
import { declaredResult } from '../declared/results';
import type { EngineSettings, Mode } from '../engine/deployment';
import type { OutputsOf, ResultOf } from '../engine/outputs';

/** What a program is planned with, wherever it runs. */
export interface PlanSettings {
  /**
   * `preview`: nothing exists yet, so that no more is known of a resource than its inputs. `known`: everything exists,
   * and providers answer with values that are made up.
   * @default 'preview'
   */
  readonly mode?: Mode;
  /** What providers answer for resources. @default what was given, and what the SDK of the package declares */
  readonly outputsOf?: OutputsOf;
  /** What providers answer to calls. @default as the SDK of the package declares it */
  readonly resultOf?: ResultOf;
  /**
   * Outputs of the stacks that the program refers to, by the names by which it does: as `pulumi stack output --json`
   * prints them. @default unknown in a preview; else made up, by the names that stand in the program
   */
  readonly stackOutputs?: Readonly<Record<string, JsonObject>>;
  /** Name of the organization. @default 'organization' */
  readonly organization?: string;
}

/** Which program it is. */
export type Identity = Pick<EngineSettings, 'project' | 'stack' | 'folder' | 'projectFolder' | 'config' | 'secrets'>;

export function engineSettings(identity: Identity, settings: PlanSettings): EngineSettings {
  return {
    ...identity,
    mode: settings.mode ?? 'preview',
    organization: settings.organization ?? 'organization',
    outputsOf: settings.outputsOf ?? declaredOutputs,
    resultOf: settings.resultOf ?? declaredResult,
    stackOutputs: settings.stackOutputs ?? {},
  };
}
