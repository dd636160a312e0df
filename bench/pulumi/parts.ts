import { tmpdir } from 'node:os';
import { dependenciesOf } from '../../lib/manifest/dependencies';
import { synthesize } from '../../lib/synthesis';
import { build } from '../ours';
import type { Order } from './order';

/** What `deploy` does before it registers anything, in milliseconds. */
export function register({ count }: Order): Readonly<Record<string, number>> {
  const start = performance.now();
  const app = build({ count, stackPerApp: false, outdir: tmpdir() });
  const built = performance.now();
  const synthesis = synthesize(app);
  const synthesized = performance.now();
  dependenciesOf(synthesis);
  const end = performance.now();
  return { building: built - start, synthesis: synthesized - built, dependencies: end - synthesized };
}
