/** What a command talks to. */
export interface Io {
  /** Absolute path of the working directory. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: { readonly isTTY?: boolean; readonly read: () => Uint8Array };
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** What the exit code says. */
export const EXIT = { clean: 0, findings: 1, unusable: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
