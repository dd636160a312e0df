import { tmpdir } from 'node:os';
import { build } from '../ours';
import type { Order } from './order';
import { deploy } from 'stackwright/pulumi';

export function register({ count }: Order): void {
  const app = build({ count, stackPerApp: false, outdir: tmpdir() });
  deploy(app, { cluster: { name: 'bench', kubeconfig: '{}' } });
}
