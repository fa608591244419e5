import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { ScalrProvider } from "../../../provider/constructs/index.js";

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was synthesized.
export type Json = any;

/** How a stack writes the id of what is declared at `address`. */
export const id = (address: string) => `\${${address}.id}`;

/** What the app writes for its stack `name`, without the metadata. Throws what synthesis throws. */
export function synthesize(build: (app: App) => void, name = "stack"): Json {
  const outdir = mkdtempSync(join(tmpdir(), "constructs-"));
  try {
    declare(() => {
      const app = new App({ outdir });
      build(app);
      app.synth();
    });
    return withoutMetadata(JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8")));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/**
 * Declares and synthesizes. cdktf takes a whole stack trace for every token, which is cheap only as long as nothing maps its
 * frames back to sources, as vitest does.
 */
export function declare(work: () => void): void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => "";
  try {
    work();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/** The resources, by type and name, of a stack with a provider. */
export function resources(build: (stack: TerraformStack) => void): Json {
  return synthesize((app) => build(newStack(app))).resource;
}

export function newStack(app: App, name = "stack"): TerraformStack {
  const stack = new TerraformStack(app, name);
  new ScalrProvider(stack, "scalr");
  return stack;
}

function withoutMetadata(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutMetadata);
  if (json === null || typeof json !== "object") return json;
  const entries = Object.entries(json).filter(([name]) => name !== "//");
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutMetadata(value)]));
}
