/** The features of the language that proposed policies may use: all except the network. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { passedOn } from "../../process/passed-on.js";
import { runBounded } from "./bounded-program.js";
import type { ExecutorHost, OpaProgram } from "./executor.js";

/** Functions that access a network. */
const REACHING_OUT: ReadonlySet<string> = new Set(["http.send", "net.lookup_ip_addr"]);

const SECONDS = 60;
const BYTES = 4 * 1024 * 1024;

interface Capabilities {
  readonly builtins: readonly { readonly name: string }[];
}

/**
 * Writes the file for `opa eval --capabilities`, without functions that access a network: a policy that calls one fails with an
 * error. @throws Error if the program does not print its capabilities
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
