/** Runs the engine on configurations that are given as text. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import {
  type ApplyOptions,
  type ApplyOutcome,
  apply,
  type Diag,
  type EngineEvent,
  loadPlan,
  type Plan,
  type PlanOutcome,
  type PlanRequest,
  plan,
  renderEvent,
  type StateFile,
  savePlan,
} from "../../engine/index.js";
import type { ProviderFactories } from "../../engine/provider.js";
import { Cloud } from "./cloud.js";

export type Files = Readonly<Record<string, string>>;

/** A folder with a configuration, and the state of what was applied from it. */
export class Workspace {
  readonly dir = mkdtempSync(join(tmpdir(), "engine-"));
  state: StateFile | null = null;
  /** What the log would show, of the last call. */
  lines: string[] = [];
  events: EngineEvent[] = [];

  constructor(
    files: Files | string = {},
    readonly providers: ProviderFactories = builtinProviderFactories,
  ) {
    onTestFinished(() => rmSync(this.dir, { recursive: true, force: true }));
    this.write(files);
  }

  /** Replaces all configuration files. */
  write(files: Files | string): void {
    const all = typeof files === "string" ? { "main.tf": files } : files;
    for (const name of readdirSync(this.dir, { recursive: true, encoding: "utf8" }))
      if (/\.(tf|tofu|tf\.json|tofu\.json|tfvars)$/.test(name)) rmSync(join(this.dir, name));
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(this.dir, name)), { recursive: true });
      writeFileSync(join(this.dir, name), text);
    }
  }

  plan(options: Partial<PlanRequest> = {}): Promise<PlanOutcome> {
    this.#listen();
    return plan({
      dir: this.dir,
      providers: this.providers,
      state: this.state,
      onEvent: (event) => this.#take(event),
      ...options,
    });
  }

  /** A plan that must succeed. */
  async planned(options: Partial<PlanRequest> = {}): Promise<Plan> {
    const outcome = await this.plan(options);
    if (!outcome.plan) throw new Error(explain(outcome.diagnostics));
    return outcome.plan;
  }

  /** Applies the plan as it is read back from its bytes, and keeps the state. */
  async apply(made: Plan, options: Partial<ApplyOptions> = {}): Promise<ApplyOutcome> {
    this.#listen();
    const saved = loadPlan(savePlan(made), { providers: this.providers });
    const outcome = await apply(saved, {
      providers: this.providers,
      currentState: this.state,
      onEvent: (event) => this.#take(event),
      ...options,
    });
    this.state = outcome.state;
    return outcome;
  }

  /** Plans and applies; both must succeed. */
  async up(options: Partial<PlanRequest> = {}): Promise<ApplyOutcome> {
    const outcome = await this.apply(await this.planned(options));
    const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(explain(errors));
    return outcome;
  }

  #listen(): void {
    this.lines = [];
    this.events = [];
  }

  #take(event: EngineEvent): void {
    this.events.push(event);
    const line = renderEvent(event);
    if (line !== null) this.lines.push(line);
  }
}

export function explain(diagnostics: readonly Diag[]): string {
  return diagnostics.map(({ severity, summary, detail }) => `${severity}: ${summary}: ${detail}`).join("\n");
}

/** `address action`, of all changes that do something. */
export function actions(made: Plan): Record<string, string> {
  return Object.fromEntries(
    made.changes
      .filter(({ action }) => action !== "no-op")
      .map(({ address, deposed, action }) => [deposed ? `${address} (${deposed})` : address, action]),
  );
}

/** The summaries of the errors. */
export const errorsIn = (diagnostics: readonly Diag[]): string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary);

/** A workspace whose objects are in a cloud of its own. */
export function inCloud(files: string): { cloud: Cloud; workspace: Workspace } {
  const cloud = new Cloud();
  return { cloud, workspace: new Workspace(files, cloud.factories) };
}
