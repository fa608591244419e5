import { appendFileSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { Diag } from "../../engine/index.js";
import type { Context } from "./command.js";

/** The output for GitHub Actions: annotations if GITHUB_ACTIONS is `true`, a summary if GITHUB_STEP_SUMMARY names its file. */
type Job = Pick<Context, "out" | "env" | "cwd">;

/** A mark on a file of the pull request, or on the job as a whole. */
interface Annotation {
  readonly severity: "error" | "warning";
  readonly title: string;
  readonly message: string;
  /** Absolute, or relative to the working directory. */
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
}

const escaped = (text: string): string =>
  text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
const escapedProperty = (text: string): string => escaped(text).replace(/:/g, "%3A").replace(/,/g, "%2C");

/** Writes a workflow command that makes an annotation; nothing outside GitHub Actions. */
export function annotate({ severity, title, message, file, line, endLine }: Annotation, job: Job): void {
  const { out, env, cwd } = job;
  if (env.GITHUB_ACTIONS !== "true") return;
  const properties = { file: file && inRepository(resolve(cwd, file), job), line, endLine, title };
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  // GitHub reads both streams; standard output may be JSON for somebody else.
  out.note(`::${severity} ${given.join(",")}::${escaped(message)}`);
}

/** Annotates what is wrong with a configuration, at its lines. Places are relative to the folder `dir`. */
export function annotateDiagnostics(diagnostics: readonly Diag[], dir: string, job: Job): void {
  for (const { severity, summary, detail, range, constructPath, address } of diagnostics) {
    const object = constructPath ?? address;
    const message = [...(object === undefined ? [] : [`${object}:`]), detail ?? summary].join(" ");
    const place = range && {
      file: resolve(dir, range.file),
      line: range.start.line,
      endLine: range.end.line,
    };
    annotate({ severity, title: summary, message, ...place }, job);
  }
}

/** Adds a section to the summary of the job. A summary that cannot be written fails nothing. */
export function summarise(title: string, lines: readonly string[], { out, env }: Job): void {
  const path = env.GITHUB_STEP_SUMMARY;
  if (!path) return;
  try {
    appendFileSync(path, `### ${title}\n\n${lines.join("\n")}\n\n`);
  } catch (error) {
    out.note(`The job's summary cannot be written to GITHUB_STEP_SUMMARY: ${(error as Error).message}`);
  }
}

/** Text within a line of the summary, as it is. */
export const summaryText = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|#]/g, "\\$&")
    .replace(/\s*\n\s*/g, " ")
    .trim();

/** GitHub knows files by their path in the repository. */
export function inRepository(file: string, { env, cwd }: Job): string {
  const path = relative(env.GITHUB_WORKSPACE || cwd, file);
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}
