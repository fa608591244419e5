import { type ExitName, exitCodes } from "./exit-codes.js";
import { systemErrorText } from "./system-errors.js";

/** An error for the user: what happened, to which object, and what to do. Never shown with a stack trace. */
export class CliError extends Error {
  override readonly name = "CliError";
  constructor(
    readonly exit: ExitName,
    message: string,
    /** Machine-readable facts for `--json`. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Thrown (as an abort reason) when the process was told to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(readonly by: "SIGINT" | "SIGTERM" | "SIGHUP") {
    super("Interrupted.");
  }
}

/** The command was called wrongly: exit code 2. */
export function usage(message: string): CliError {
  return new CliError("usage", message);
}

export interface Report {
  readonly exit: ExitName;
  readonly code: number;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const report = (exit: ExitName, message: string, facts: Readonly<Record<string, unknown>> = {}): Report => ({
  exit,
  code: exitCodes[exit].code,
  message,
  facts,
});

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Errors that libraries and other parts of the program throw, recognised by name or code. */
const byCode: Readonly<Record<string, ExitName>> = {
  EADDRINUSE: "inUse",
  ELOCKED: "inUse",
  EACCES: "failure",
};

const byName: Readonly<Record<string, ExitName>> = {
  PortInUseError: "inUse",
  InvalidTokenError: "unauthorised",
  InvalidHostnameError: "usage",
  NoHostError: "cannotConnect",
  OptionError: "usage",
  OtherAccountError: "usage",
  SeedError: "usage",
  FleetInputError: "usage",
  FolderLockedError: "inUse",
  StateLockedError: "inUse",
  CorruptStoreError: "dataFolder",
  FolderUnusableError: "dataFolder",
  UnsafeFolderError: "dataFolder",
  NewerVersionError: "dataFolder",
  DatabaseAddressError: "usage",
  DatabaseError: "dataFolder",
  MissingDriverError: "dataFolder",
};

interface Clues {
  readonly name?: string;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly cause?: unknown;
  readonly message?: string;
}

/** Follows `cause` to the first error that carries a system error code. */
function systemCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as Clues;
    if (typeof code === "string") return code;
    if (at instanceof AggregateError && at.errors.length > 0) return systemCode(at.errors[0]);
  }
  return undefined;
}

/** The one place where an error becomes a message and an exit code. */
export function describeError(error: unknown): Report {
  if (error instanceof CliError) return report(error.exit, error.message, error.facts);
  if (error instanceof Interrupted) {
    return report(error.by === "SIGINT" ? "interrupted" : "terminated", error.message);
  }
  if (!(error instanceof Error)) return report("failure", String(error));
  if (error.name === "AbortError" && error.cause instanceof Interrupted) return describeError(error.cause);
  const clues = error as Clues;
  if (error.name === "ScalrConnectionError") return report("cannotConnect", error.message);
  if (clues.status === 401 || clues.status === 403) return report("unauthorised", error.message);
  const code = systemCode(error);
  if (code !== undefined && unreachable.has(code)) return report("cannotConnect", connectMessage(error));
  const exit = byName[error.name] ?? (code === undefined ? undefined : byCode[code]) ?? "failure";
  return report(exit, systemErrorText(error) ?? (error.message || error.name));
}

/** The message `fetch failed` has no details, so its cause is used. */
function connectMessage(error: Error): string {
  const cause = error.cause instanceof Error && error.message === "fetch failed" ? error.cause : error;
  return cause instanceof AggregateError && cause.errors[0] instanceof Error
    ? cause.errors[0].message
    : cause.message;
}
