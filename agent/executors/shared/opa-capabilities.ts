/** What proposed policies may use of the language: all of it but the network. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { passedOn } from "../../process/passed-on.js";
import { runBounded } from "./bounded-program.js";
import type { ExecutorHost, OpaProgram } from "./executor.js";

/** Functions of the language that reach a network. */
const REACHING_OUT: ReadonlySet<string> = new Set(["http.send", "net.lookup_ip_addr"]);

const SECONDS = 60;
const BYTES = 4 * 1024 * 1024;

interface Capabilities {
  readonly builtins: readonly { readonly name: string }[];
}

/**
 * Writes what `opa eval --capabilities` reads, without the functions that reach a network: a policy that calls one cannot be
 * evaluated, and says so. @throws Error where the program does not tell its capabilities
 */
export async function writeWithoutNetwork(
  { program, version }: OpaProgram,
  dir: string,
  host: ExecutorHost,
): Promise<string> {
  mkdirSync(dir, { recursive: true });
  const { stopped, how, stdout, stderr } = await runBounded(
    {
      program,
      args: ["capabilities", "--current"],
      cwd: dir,
      env: { ...passedOn(["PATH"]), HOME: dir, TMPDIR: dir },
      seconds: SECONDS,
      bytes: BYTES,
      stdout: "keep",
      stderr: "keep",
    },
    host,
  );
  host.signal.throwIfAborted();
  const all = stopped === null && how === null ? read(stdout) : null;
  if (all === null) {
    const why = stopped ?? (stderr.trim().slice(0, 200) || how);
    throw new Error(
      `Proposed policies cannot be evaluated: Open Policy Agent ${version} (${program}) does not say what it is capable of: ${why}.`,
    );
  }
  const builtins = all.builtins.filter(({ name }) => !REACHING_OUT.has(name));
  const file = join(dir, "capabilities.json");
  writeFileSync(file, JSON.stringify({ ...all, builtins, allow_net: [] }));
  return file;
}

function read(text: string): Capabilities | null {
  try {
    const all = JSON.parse(text) as Capabilities | null;
    return Array.isArray(all?.builtins) ? all : null;
  } catch {
    return null;
  }
}
