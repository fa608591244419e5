import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { expect } from "vitest";
import { apply, type Diag, type Plan, plan, type StateFile } from "../../../engine/index.js";
import type { ProviderFactories } from "../../../engine/provider.js";
import { createScalrProvider, SCALR_PROVIDER_SOURCE } from "../../../provider/resources/index.js";
import type { Sandbox } from "../../support/sandbox.js";
import { declare, newStack } from "./synthesize.js";

type Build = (stack: TerraformStack) => void;

/** A stack that is declared, planned and applied to a sandbox by the embedded engine, again and again. */
export class AppliedStack {
  state: StateFile | null = null;
  readonly #providers: ProviderFactories;

  constructor(sandbox: Sandbox) {
    const env = { SCALR_HOSTNAME: sandbox.url, SCALR_TOKEN: sandbox.token };
    this.#providers = { [SCALR_PROVIDER_SOURCE]: () => createScalrProvider({ env }) };
  }

  /** What applying would do: `create scalr_environment.dev`. */
  async plan(build: Build): Promise<string[]> {
    return this.#planned(build, "normal", async (made) => actions(made));
  }

  /** Applies, and proves that nothing is left to do; returns what it did. */
  async apply(build: Build): Promise<string[]> {
    const did = await this.applyOnce(build);
    expect(await this.plan(build)).toEqual([]);
    return did;
  }

  applyOnce = (build: Build): Promise<string[]> =>
    this.#planned(build, "normal", (made) => this.#apply(made));

  async destroy(build: Build): Promise<string[]> {
    const did = await this.#planned(build, "destroy", (made) => this.#apply(made));
    expect(this.state?.resources).toEqual([]);
    return did;
  }

  /** Applies a folder that was synthesized elsewhere. */
  async applyFolder(dir: string, mode: Plan["mode"] = "normal"): Promise<string[]> {
    return this.#apply(await this.#plan(dir, mode));
  }

  planFolder = async (dir: string): Promise<string[]> => actions(await this.#plan(dir, "normal"));

  async #planned<T>(build: Build, mode: Plan["mode"], use: (made: Plan) => Promise<T>): Promise<T> {
    const outdir = mkdtempSync(join(tmpdir(), "applied-"));
    try {
      declare(() => {
        const app = new App({ outdir });
        build(newStack(app));
        app.synth();
      });
      return await use(await this.#plan(join(outdir, "stacks", "stack"), mode));
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  }

  async #plan(dir: string, mode: Plan["mode"]): Promise<Plan> {
    const made = await plan({ dir, providers: this.#providers, state: this.state, mode, env: {} });
    refuse(made.diagnostics);
    return made.plan!;
  }

  async #apply(made: Plan): Promise<string[]> {
    const done = await apply(made, { providers: this.#providers, env: {} });
    this.state = done.state;
    refuse(done.diagnostics);
    return actions(made);
  }
}

function actions(made: Plan): string[] {
  return made.changes
    .filter(({ action, mode }) => action !== "no-op" && mode === "managed")
    .map(({ action, address }) => `${action} ${address}`)
    .sort();
}

function refuse(diagnostics: readonly Diag[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => `${one.summary}\n${one.detail}`).join("\n"));
}
