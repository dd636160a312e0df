/** The quota of the examples: room for two pods of 400m. */
export const EXAMPLE_QUOTA = `
      apiVersion: v1
      kind: ResourceQuota
      metadata: { name: team, namespace: shop }
      spec: { hard: { requests.cpu: '1' } }`;
