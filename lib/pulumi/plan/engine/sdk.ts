import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Grpc from '@grpc/grpc-js';
import type * as Aliases from '@pulumi/pulumi/proto/alias_pb';
import type * as CallbackService from '@pulumi/pulumi/proto/callback_grpc_pb';
import type * as Callbacks from '@pulumi/pulumi/proto/callback_pb';
import type * as EngineService from '@pulumi/pulumi/proto/engine_grpc_pb';
import type * as Engine from '@pulumi/pulumi/proto/engine_pb';
import type * as Providers from '@pulumi/pulumi/proto/provider_pb';
import type * as MonitorService from '@pulumi/pulumi/proto/resource_grpc_pb';
import type * as Resources from '@pulumi/pulumi/proto/resource_pb';
import type * as Empties from 'google-protobuf/google/protobuf/empty_pb';
import type * as Structs from 'google-protobuf/google/protobuf/struct_pb';
import { PlanError } from '../plan-error';

export type { Aliases, Callbacks, Engine, Grpc, Providers, Resources, Structs };

/** The messages and services that SDK and engine speak with each other, as one installed SDK declares them. */
export interface Protocol {
  readonly grpc: typeof Grpc;
  readonly structs: typeof Structs;
  readonly empties: typeof Empties;
  readonly resources: typeof Resources;
  readonly monitorService: typeof MonitorService;
  readonly engine: typeof Engine;
  readonly engineService: typeof EngineService;
  readonly callbacks: typeof Callbacks;
  readonly callbackService: typeof CallbackService;
}

/** `@pulumi/pulumi` as a program finds it. */
export interface Sdk {
  /** What runs a program: `node <runner> <flags> <program>`. */
  readonly runner: string;
  readonly protocol: () => Protocol;
  /** A module of it, by its path in the package. */
  readonly load: (path: string) => unknown;
}

/**
 * The SDK that programs in `folder` load: the protocol is the authority for what a plan holds, so that it is not that
 * of another version. @throws PlanError - it is not installed there
 */
export function sdkOf(folder: string): Sdk {
  const fromProgram = createRequire(join(folder, 'package.json'));
  const runner = resolved(() => fromProgram.resolve('@pulumi/pulumi/cmd/run'), folder);
  const load = createRequire(join(dirname(runner), '..', '..', 'package.json'));
  return { runner, protocol: () => protocolOf(load), load: (path): unknown => load(`./${path}`) };
}

function resolved(resolve: () => string, folder: string): string {
  try {
    return resolve();
  } catch {
    throw new PlanError({
      subject: `the program in ${folder} has no SDK`,
      problems: ["The package @pulumi/pulumi is not installed there, nor above it: run 'npm install'."],
    });
  }
}

// Which file declares what is known; which version of it is there only shows when it is loaded.
function protocolOf(load: NodeJS.Require): Protocol {
  return {
    grpc: load('@grpc/grpc-js') as typeof Grpc,
    structs: load('google-protobuf/google/protobuf/struct_pb') as typeof Structs,
    empties: load('google-protobuf/google/protobuf/empty_pb') as typeof Empties,
    resources: load('./proto/resource_pb') as typeof Resources,
    monitorService: load('./proto/resource_grpc_pb') as typeof MonitorService,
    engine: load('./proto/engine_pb') as typeof Engine,
    engineService: load('./proto/engine_grpc_pb') as typeof EngineService,
    callbacks: load('./proto/callback_pb') as typeof Callbacks,
    callbackService: load('./proto/callback_grpc_pb') as typeof CallbackService,
  };
}
