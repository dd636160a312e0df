import { tmpdir } from 'node:os';
import { deploy } from 'stackwright/pulumi';
import { build } from '../ours';
import type { Order } from './order';

export function register({ count }: Order): void {
  const app = build({ count, stackPerApp: false, outdir: tmpdir() });
  deploy(app, { cluster: { name: 'bench', kubeconfig: '{}' } });
}
