import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

// Reads process ids, and at the end of its input kills those processes and removes the folder. A process killed
// a moment ago may still write, hence the pause.
const script = `
pids=
while read -r pid; do pids="$pids $pid"; done
[ -z "$pids" ] || kill -KILL $pids 2>/dev/null
sleep 0.2
rm -rf "$1"
`;

/**
 * Cleans up after a test process that could not do so itself: its input closes when that process ends, no matter how,
 * even by SIGKILL. It stands in its own session, out of reach of a terminal's Ctrl-C.
 */
export class Watchdog {
  readonly #process: ChildProcess;

  constructor(folder: string) {
    this.#process = spawn('/bin/sh', ['-c', script, 'watchdog', folder], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#process.unref();
    if (this.#process.stdin instanceof Socket) this.#process.stdin.unref();
  }

  watch(pid: number): void {
    this.#process.stdin?.write(`${pid}\n`);
  }

  async dismiss(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.ref();
    await new Promise<void>((resolve) => {
      this.#process.once('exit', () => resolve());
      this.#process.kill('SIGKILL');
    });
  }
}
