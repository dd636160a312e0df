import { readFileSync } from 'node:fs';

/** What is to be registered. */
export interface Order {
  /** How many apps. */
  readonly count: number;
  /** The file with their objects, ready made, as a list in JSON. */
  readonly objects: string;
}

/** An object; what is in it is for the cluster to know. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: never;
}

export function manifestsOf({ objects }: Order): readonly Manifest[] {
  return JSON.parse(readFileSync(objects, 'utf8')) as Manifest[];
}
