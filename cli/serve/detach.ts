import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { UpInfo } from "../client/up-info.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

/** The output of `up --json` on an error. */
interface Failure {
  readonly error: { readonly kind: ConstructorParameters<typeof CliError>[0]; readonly message: string };
}

/**
 * Starts `up` with the same arguments as a process that continues after this one, and waits until it listens.
 * @throws CliError with what it says when it ends before
 */
export async function startDetached({
  cwd,
  env,
  argv,
}: Pick<Context, "cwd" | "env" | "argv">): Promise<UpInfo> {
  const given = argv.filter((arg) => arg !== "--detach" && arg !== "--json");
  // Its errors are read if it ends early. After that the file has no name, and goes with the process.
  const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-up-"));
  const log = join(folder, "errors");
  const errors = openSync(log, "w", 0o600);
  try {
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...given, "--json"], {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", errors],
    });
    const ended = once(child, "close").then(([code]) => Number(code ?? 1));
    const line = await Promise.race([
      once(createInterface({ input: child.stdout! }), "line").then(([text]) => String(text)),
      ended.then(() => null),
    ]);
    if (line === null)
      throw new CliError("failure", `The sandbox exited with ${await ended}. ${readFileSync(log, "utf8")}`);
    const said = JSON.parse(line) as UpInfo | Failure;
    if ("error" in said) throw new CliError(said.error.kind, said.error.message);
    child.stdout!.destroy();
    child.unref();
    return said;
  } finally {
    closeSync(errors);
    rmSync(folder, { recursive: true, force: true });
  }
}
