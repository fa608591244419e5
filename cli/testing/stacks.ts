import { writeFileSync } from "node:fs";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import {
  type Action,
  apply,
  type Diag,
  type Plan,
  plan,
  planChangesJson,
  type StateFile,
  serializeState,
} from "../../engine/index.js";
import type { ProviderFactories } from "../../engine/provider.js";
import { toPlain } from "../../engine/values/index.js";
import { createScalrProvider, SCALR_PROVIDER_SOURCES } from "../../provider/resources/index.js";
import { namesTold } from "../fleet/effect/plainly-told.js";
import type { PlanJson } from "../fleet/effect/plan-json.js";
import { withStandIns } from "../fleet/effect/stand-ins.js";
import type { TellNames } from "../fleet/effect/told-names.js";
import { StackError } from "./errors.js";
import { stacksOf, type Target, type TestedStack } from "./target.js";

/** How a test applies its stacks. */
export interface StackOptions {
  /** Values of variables, by name. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A change of one resource instance. Unchanged instances are not listed. */
export interface StackChange {
  /** Name of the stack. */
  readonly stack: string;
  /** Such as `scalr_agent_pool.private`. */
  readonly address: string;
  readonly action: Exclude<Action, "no-op" | "read">;
}

/** The changes of an apply, and the outputs of the stacks. */
export interface Applied {
  readonly changes: readonly StackChange[];
  /** Values of the outputs by name, including sensitive ones. If two stacks have the same name, the later stack wins. */
  // biome-ignore lint/suspicious/noExplicitAny: an output is of any type, which the test knows.
  readonly outputs: Readonly<Record<string, any>>;
  /** Warnings. */
  readonly diagnostics: readonly Diag[];
}

/** The stacks that a test applies to its sandbox, and their states. */
export class Stacks {
  readonly #states = new Map<string, StateFile>();
  readonly #providers: ProviderFactories;

  constructor(
    private readonly scratch: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    this.#providers = {
      ...builtinProviderFactories,
      ...Object.fromEntries(
        SCALR_PROVIDER_SOURCES.map((source) => [source, () => createScalrProvider({ env })]),
      ),
    };
  }

  /** The changes that an apply would make, for each stack separately. @throws StackError */
  async plan(target: Target, options: StackOptions): Promise<StackChange[]> {
    const changes: StackChange[] = [];
    for (const stack of await this.#stacks(target)) {
      changes.push(...changesOf(stack, await this.#plan(stack, "normal", options)));
    }
    return changes;
  }

  /** The plan of each stack as JSON, and a function that tells what its names lead to. @throws StackError */
  async plansOf(
    target: Target,
    options: StackOptions,
  ): Promise<{ readonly plan: PlanJson; readonly tell: TellNames }[]> {
    const plans: { plan: PlanJson; tell: TellNames }[] = [];
    for (const stack of await this.#stacks(target)) {
      const made = await this.#plan(stack, "normal", options);
      const again = () => this.#planWithStandIns(stack, options);
      const tell: TellNames = (real, open) => namesTold(made, real, open, again);
      plans.push({ plan: planChangesJson(made) as PlanJson, tell });
    }
    return plans;
  }

  /** @throws StackError */
  async apply(target: Target, options: StackOptions): Promise<Applied> {
    return this.#change(await this.#stacks(target), "normal", options);
  }

  /** Destroys all stacks, those that depend on others first. @throws StackError */
  async destroy(target: Target, options: StackOptions): Promise<Applied> {
    return this.#change((await this.#stacks(target)).reverse(), "destroy", options);
  }

  /** Drops all states, after their objects were deleted. */
  forget(): void {
    this.#states.clear();
  }

  #stacks = (target: Target) => stacksOf(target, this.scratch, { ...process.env, ...this.env });

  async #change(stacks: readonly TestedStack[], mode: Plan["mode"], options: StackOptions): Promise<Applied> {
    const changes: StackChange[] = [];
    const outputs: Record<string, unknown> = Object.create(null);
    const diagnostics: Diag[] = [];
    for (const stack of stacks) {
      const planned = await this.#plan(stack, mode, options);
      const done = await apply(planned, { providers: this.#providers, env: this.env });
      this.#keep(stack, done.state);
      diagnostics.push(...planned.diagnostics, ...done.diagnostics);
      refuse(stack, mode === "destroy" ? "destroyed" : "applied", done.diagnostics);
      changes.push(...changesOf(stack, planned));
      for (const [name, { value }] of Object.entries(done.outputs))
        outputs[name] = toPlain(value.unmarkDeep());
    }
    return { changes, outputs, diagnostics };
  }

  async #plan(stack: TestedStack, mode: Plan["mode"], options: StackOptions): Promise<Plan> {
    const made = await plan({ ...this.#request(stack, options), mode });
    refuse(stack, "planned", made.diagnostics);
    return made.plan!;
  }

  async #planWithStandIns(stack: TestedStack, options: StackOptions): Promise<Plan | undefined> {
    const providers = withStandIns(this.#providers);
    return (await plan({ ...this.#request(stack, options), providers, refresh: false })).plan;
  }

  #request(stack: TestedStack, { variables = {} }: StackOptions) {
    return {
      dir: stack.dir,
      providers: this.#providers,
      state: this.#states.get(stack.name) ?? null,
      inputs: Object.entries(variables).map(([name, value]) => ({ name, value, from: "the test" })),
      env: this.env,
    };
  }

  #keep({ name, statePath }: TestedStack, state: StateFile): void {
    this.#states.set(name, state);
    if (statePath !== undefined) writeFileSync(statePath, serializeState(state), { mode: 0o600 });
  }
}

function changesOf({ name }: TestedStack, { changes }: Plan): StackChange[] {
  return changes.flatMap(({ address, action, mode }) =>
    mode === "managed" && action !== "no-op" && action !== "read" ? [{ stack: name, address, action }] : [],
  );
}

function refuse(
  { name }: TestedStack,
  step: "planned" | "applied" | "destroyed",
  diagnostics: readonly Diag[],
) {
  if (diagnostics.some(({ severity }) => severity === "error")) throw new StackError(name, step, diagnostics);
}
