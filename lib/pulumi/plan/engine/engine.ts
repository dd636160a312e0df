import type { Message } from '../plan';
import { Deployment, type EngineSettings } from './deployment';
import { monitorHandlers } from './monitor';
import type { EngineParts } from './parts';
import type { Engine, Grpc, Protocol } from './sdk';
import { Transforms } from './transforms';

/** The same limits as the SDK has for its own servers: programs with thousands of resources send large messages. */
const CHANNEL = {
  'grpc.max_receive_message_length': 400 * 1024 * 1024,
  'grpc.max_send_message_length': 400 * 1024 * 1024,
};

/** A simulated engine that a program can be run against. */
export interface RunningEngine {
  /** `127.0.0.1:` and a port: it serves this machine alone. */
  readonly address: string;
  readonly deployment: Deployment;
  readonly stop: () => void;
}

/** Starts an engine which takes all that a program registers, and does nothing. */
export async function startEngine(protocol: Protocol, settings: EngineSettings): Promise<RunningEngine> {
  const { grpc, monitorService, engineService } = protocol;
  const deployment = new Deployment(settings);
  const transforms = new Transforms(protocol, deployment);
  const parts = { protocol, deployment, transforms };
  const server = new grpc.Server(CHANNEL);
  server.addService(monitorService.ResourceMonitorService, served(parts, monitorHandlers(parts)));
  server.addService(engineService.EngineService, served(parts, engineHandlers(parts)));
  const port = await bound(server, grpc.ServerCredentials.createInsecure());
  const stop = () => {
    transforms.close();
    server.forceShutdown();
  };
  return { address: `127.0.0.1:${port}`, deployment, stop };
}

function bound(server: Grpc.Server, credentials: Grpc.ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

type Handler = (request: never) => unknown;

/**
 * Handlers as gRPC takes them. Once something is wrong with the program, all calls are told that the engine is not
 * there any more, as the real one does: the SDK then goes no further, and says nothing of its own about it.
 */
function served(parts: EngineParts, handlers: Readonly<Record<string, Handler>>): Grpc.UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, unary(parts, handler as (request: unknown) => unknown)]),
  );
}

function unary(
  { protocol, deployment }: EngineParts,
  handle: (request: unknown) => unknown,
): Grpc.handleUnaryCall<unknown, unknown> {
  return ({ request }, respond) => {
    deployment.activity += 1;
    const gone = { code: protocol.grpc.status.UNAVAILABLE, details: 'resource monitor shut down' };
    Promise.resolve(request)
      .then(handle)
      .catch((error: unknown) => {
        deployment.fail(error instanceof Error ? error.message : String(error));
      })
      .then((response) => {
        if (deployment.failures.length > 0) respond(gone);
        else respond(null, response);
      })
      .catch(() => undefined);
  };
}

function engineHandlers({ protocol, deployment }: EngineParts) {
  const { engine, empties } = protocol;
  return {
    log: (request: Engine.LogRequest) => {
      takeLog(protocol, deployment, request);
      return new empties.Empty();
    },
    getRootResource: () => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(deployment.rootUrn);
      return response;
    },
    setRootResource: (request: Engine.SetRootResourceRequest) => {
      deployment.rootUrn = request.getUrn();
      return new engine.SetRootResourceResponse();
    },
    requirePulumiVersion: () => new engine.RequirePulumiVersionResponse(),
  };
}

const REGISTERING = /^Registering resource: t=(.*?), name=([^]*), custom=(?:true|false), remote=(?:true|false)$/;
const READING = /^Reading resource: t=(.*?), name=([^]*)$/;

function takeLog({ engine }: Protocol, deployment: Deployment, request: Engine.LogRequest): void {
  const { DEBUG, WARNING, ERROR } = engine.LogSeverity;
  const severity = request.getSeverity();
  const text = request.getMessage();
  if (severity === DEBUG) {
    // The SDK says which resources the program has made before all of their inputs are there.
    const [, type, name] = REGISTERING.exec(text) ?? READING.exec(text) ?? [];
    if (type !== undefined && name !== undefined) deployment.announce(type, name);
    return;
  }
  const words: Readonly<Record<number, Message['severity']>> = { [WARNING]: 'warning', [ERROR]: 'error' };
  deployment.say({ severity: words[severity] ?? 'info', text: text.trim(), urn: request.getUrn() || undefined });
}
