import { spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../shell/errors.js";

export interface SynthesizeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Show everything the app printed when it fails, stack traces included. */
  readonly debug: boolean;
}

/**
 * Runs the `app` command of a folder's `cdktf.json` as cdktf's own tool does, and returns the folder that it wrote
 * the stacks to.
 */
export async function synthesize(folder: string, options: SynthesizeOptions): Promise<string> {
  const file = join(folder, "cdktf.json");
  const settings = await readJsonObject(file);
  const { app, output = "cdktf.out", context = {}, terraformModules } = settings;
  if (typeof app !== "string" || app.trim() === "") {
    throw new CliError(
      "failure",
      `${file} has no "app": it must hold the command that synthesizes the stacks.`,
    );
  }
  const outdir = join(folder, String(output));
  await mkdir(outdir, { recursive: true });
  const { code, text } = await shell(app, folder, {
    ...options,
    env: {
      ...options.env,
      CDKTF_OUTDIR: outdir,
      CDKTF_CONTEXT_JSON: JSON.stringify({ ...localModules(terraformModules), ...(context as object) }),
      CDKTF_LOG_LEVEL: "error",
    },
  });
  options.signal.throwIfAborted();
  if (code !== 0) {
    const said = options.debug ? text.trim() : withoutStackTrace(text);
    throw new CliError(
      "failure",
      `The cdktf app in ${folder} failed (${app}, exit code ${code}):\n${said || "It printed nothing."}`,
    );
  }
  return outdir;
}

/** Local modules that `cdktf.json` lists: cdktf copies them beside the stacks that use them, and asks for all paths at once. */
function localModules(listed: unknown): { readonly cdktfRelativeModules?: readonly string[] } {
  const sources = (Array.isArray(listed) ? listed : [])
    .map((module) => (typeof module === "string" ? module : module?.source))
    .filter((source): source is string => typeof source === "string" && /^\.\.?[\\/]/.test(source));
  return sources.length > 0 ? { cdktfRelativeModules: sources } : {};
}

function shell(
  commandLine: string,
  cwd: string,
  { env, signal }: SynthesizeOptions,
): Promise<{ code: number | string; text: string }> {
  return new Promise((resolve, reject) => {
    // A group of its own: a Ctrl-C reaches the app through `signal`, whatever the shell does with it.
    const child = spawn(commandLine, {
      cwd,
      env,
      shell: true,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    const stop = () => {
      try {
        process.kill(-child.pid!, "SIGTERM");
      } catch {
        // It has ended already.
      }
    };
    signal.addEventListener("abort", stop, { once: true });
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code, by) => {
      signal.removeEventListener("abort", stop);
      resolve({ code: code ?? by ?? "unknown", text: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

const frame = /^\s+at .*(:\d+:\d+\)?|<anonymous>\)?|\(native\)|node:internal.*)$/;

/** The message of the error that ended a Node program, without source excerpt, frames and version line. */
function withoutStackTrace(text: string): string {
  // The properties of an error follow its last frame, in braces.
  const lines = text.replace(/^(\s+at .*) \{\r?\n[\s\S]*?^\}$/m, "$1").split(/\r?\n/);
  const firstFrame = lines.findIndex((line) => frame.test(line));
  const kept = lines.filter((line) => !frame.test(line) && !/^Node\.js v\d/.test(line));
  if (firstFrame === -1) return kept.join("\n").trim();
  // Node prints `file:line`, the source line and a caret before the error itself.
  const caret = lines.findIndex((line) => /^\s*\^+\s*$/.test(line));
  const from = caret !== -1 && caret < firstFrame ? caret + 1 : 0;
  const message = lines
    .slice(from)
    .filter((line) => !frame.test(line) && !/^Node\.js v\d/.test(line))
    .join("\n");
  return message.trim();
}

/** Reads a JSON object; errors name the file and the place. */
export async function readJsonObject(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError(
      "failure",
      `${path} is not valid JSON: ${(error as Error).message}. Correct it and try again.`,
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CliError("failure", `${path} must hold a JSON object.`);
  }
  return value as Record<string, unknown>;
}
