/** The terminal of a command: its input and output, variables and files. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Printer;
  readonly stderr: Printer;
}

export type Printer = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Columns and rows of a terminal; 80 and 24 if its size is 0, as in a new pseudo-terminal. */
export const sizeOf = ({ columns, rows }: Pick<Printer, "columns" | "rows">) => ({
  columns: columns || 80,
  rows: rows || 24,
});

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
