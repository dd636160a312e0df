const variable = 'STACKWRIGHT_TEST_CLUSTER';

/** Where the shared control plane is and how to enter it as a member of system:masters. */
export interface ClusterConnection {
  readonly server: string;
  readonly token: string;
  /** A kubeconfig file, for commands such as kubectl and helm. */
  readonly kubeconfig: string;
  /** Whether controllers, the scheduler and kwok run, so that pods get placed and become ready. */
  readonly simulatesNodes: boolean;
}

/** The shared control plane of this test run, or undefined when there is none. */
export function cluster(environment: NodeJS.ProcessEnv = process.env): ClusterConnection | undefined {
  const text = environment[variable];
  if (!text) return undefined;
  const value: unknown = JSON.parse(text);
  if (!isConnection(value)) throw new Error(`${variable} does not describe a cluster: ${text}`);
  return value;
}

export function shareConnection(connection: ClusterConnection | undefined): void {
  process.env[variable] = connection === undefined ? '' : JSON.stringify(connection);
}

function isConnection(value: unknown): value is ClusterConnection {
  return (
    typeof value === 'object' &&
    value !== null &&
    'server' in value &&
    'token' in value &&
    'kubeconfig' in value &&
    'simulatesNodes' in value
  );
}
