import { execFileSync } from 'node:child_process';

/** Whether an etcd can tell how far a watch is (3.4.25, 3.5.8 and everything after). */
export function reportsWatchProgress(etcd: string): boolean {
  const output = execFileSync(etcd, ['--version'], { encoding: 'utf8' });
  const [, minor = '', patch = ''] = /etcd Version: 3\.(\d+)\.(\d+)/.exec(output) ?? [];
  if (minor === '4') return Number(patch) >= 25;
  if (minor === '5') return Number(patch) >= 8;
  return true;
}
