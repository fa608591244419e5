import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";

/** What `synthesizeInto` needs of a cdktf `App`; one of the maintained fork has it too. */
export interface SynthesizableApp {
  readonly outdir: string;
  readonly manifest: { readonly outdir: string };
  synth(): void;
}

/** Declares one stack or several in the app that it is given. */
export type Declare = (app: App) => unknown;

/**
 * Synthesizes an app, or what a function declares in a new one, into a folder, wherever the app itself would write to. Throws
 * what the constructs throw.
 */
export function synthesizeInto(outdir: string, source: SynthesizableApp | Declare): void {
  withoutSourceMaps(() => {
    const app = typeof source === "function" ? new App({ outdir, stackTraces: false }) : source;
    if (typeof source === "function") source(app as App);
    mkdirSync(join(outdir, "stacks"), { recursive: true });
    const { outdir: own } = app;
    redirect(app, outdir);
    try {
      app.synth();
    } finally {
      redirect(app, own);
    }
  });
}

/** Both are set once, when an app is made, and read when it is synthesized. */
function redirect(app: SynthesizableApp, outdir: string): void {
  Object.assign(app, { outdir });
  Object.assign(app.manifest, { outdir });
}

/**
 * cdktf takes a stack trace for every token. Where a test runner maps each frame back to its source, that takes most of the
 * time of a synthesis; errors keep their messages without it.
 */
function withoutSourceMaps(work: () => void): void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${frame}`)].join("\n");
  try {
    work();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
