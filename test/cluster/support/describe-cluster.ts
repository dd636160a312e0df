import { ClusterClient } from './client';
import { cluster } from './connection';
import type { ClusterConnection } from './connection';

export interface ClusterNeeds {
  /** Pods have to be placed and become ready, which needs more than an API server. */
  readonly simulatedNodes?: boolean;
}

// Jest collects the names of skipped tests too, by running the body around them; none of them sends a request.
const nowhere: ClusterConnection = {
  server: 'https://skipped.invalid',
  token: '',
  kubeconfig: '',
  simulatesNodes: false,
};

/** A describe whose tests run against the shared control plane, or are skipped, with the reason in the title. */
export function describeCluster(
  title: string,
  body: (client: ClusterClient) => void,
  { simulatedNodes = false }: ClusterNeeds = {},
): void {
  const connection = cluster();
  if (connection === undefined) {
    describe.skip(`${title} (skipped: KUBEBUILDER_ASSETS gives no control plane)`, () =>
      body(new ClusterClient(nowhere)));
  } else if (simulatedNodes && !connection.simulatesNodes) {
    describe.skip(`${title} (skipped: KUBEBUILDER_ASSETS gives no simulated nodes)`, () =>
      body(new ClusterClient(connection)));
  } else {
    describe(title, () => body(new ClusterClient(connection)));
  }
}
