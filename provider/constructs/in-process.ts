import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";

/** The part of a cdktf `App` that `synthesizeInto` needs. An `App` of the maintained fork has it too. */
export interface SynthesizableApp {
  readonly outdir: string;
  readonly manifest: { readonly outdir: string };
  synth(): void;
}

/** Declares one or more stacks in the given app. */
export type Declare = (app: App) => unknown;

/**
 * Synthesizes an app, or the stacks that a function declares in a new app, into a folder instead of the app's own. Throws
 * the errors of the constructs.
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

/** Both are set when an app is created, and read when it is synthesized. */
function redirect(app: SynthesizableApp, outdir: string): void {
  Object.assign(app, { outdir });
  Object.assign(app.manifest, { outdir });
}

/**
 * cdktf records a stack trace for every token. Test runners map each frame to its source, which takes most of the
 * time of a synthesis. Errors keep their messages without the traces.
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
