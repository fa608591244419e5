/** The terminal of a command: its input and output, variables and files. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Printer;
  readonly stderr: Printer;
}

export type Printer = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** The process's own. */
export const processTerminal: Terminal = {
  env: process.env,
  get cwd() {
    return process.cwd();
  },
  // A stream of the process is opened when it is first looked at.
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
};
