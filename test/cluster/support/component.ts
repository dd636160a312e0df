import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

const linesOfLogInErrors = 20;

/** One process of the control plane, its output kept in a log file. */
export class Component {
  readonly #process: ChildProcess;
  readonly #exit: Promise<void>;
  #ending: string | undefined;

  readonly name: string;
  readonly log: string;

  constructor(name: string, command: string, flags: readonly string[], log: string) {
    this.name = name;
    this.log = log;
    const output = openSync(log, 'a');
    this.#process = spawn(command, flags, { stdio: ['ignore', output, output] });
    closeSync(output);
    this.#process.unref();
    this.#exit = new Promise((resolve) => {
      this.#process.once('error', (error) => {
        this.#ending ??= `could not be run: ${error.message}`;
        resolve();
      });
      this.#process.once('exit', (code, signal) => {
        this.#ending ??= signal ? `was killed by ${signal}` : `ended with exit code ${code}`;
        resolve();
      });
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** How the process ended, or undefined while it runs. */
  get ending(): string | undefined {
    return this.#ending;
  }

  get lastLines(): string {
    const lines = readFileSync(this.log, 'utf8').trimEnd().split('\n');
    return `Last lines of ${this.name}:\n${lines.slice(-linesOfLogInErrors).join('\n')}`;
  }

  /** Kills outright: an API server whose etcd is gone never ends by itself. */
  async kill(): Promise<void> {
    if (this.#ending === undefined) {
      this.#process.ref();
      this.#process.kill('SIGKILL');
    }
    await this.#exit;
  }
}
