import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../../files/places.js";
import { type Json, ScalrClient } from "../../provider/client/index.js";
import { scalrProviderRelease } from "../../provider/plugin/release.js";
import { type Simulator, startSimulator } from "../../simulator/server.js";
import { type Deadline, type Resolution, type Status, sandboxApi } from "../client/sandbox-api.js";
import { findWorkspace } from "../client/workspaces.js";
import { type Process, Processes } from "../demo/stage/processes.js";
import { askEffect } from "../fleet/effect/ask.js";
import { packageFolder } from "../runs/archive.js";
import { queue, upload } from "../runs/queue.js";
import { joined, type TestAgent } from "./agent.js";
import { SandboxError } from "./errors.js";
import type { AgentOptions, RunOptions, SandboxOptions } from "./options.js";
import { pool, pools, type TestPool } from "./pools.js";
import { TestRun } from "./run.js";
import { type Applied, type StackChange, type StackOptions, Stacks } from "./stacks.js";
import type { Target } from "./target.js";
import { type Changes, type Move, shown, type WhatIf, whatIf } from "./what-if.js";

/** A scalr.io of a test's own: in memory, on a free port of this machine, gone when it is closed. */
export class Sandbox implements AsyncDisposable {
  readonly #stacks: Stacks;
  readonly #processes: Processes;
  #agents = 0;
  #closed: Promise<void> | undefined;

  private constructor(
    private readonly simulator: Simulator,
    private readonly scratch: string,
    /** Speaks with its API as the administrator: for what this class has no method for. */
    readonly client: ScalrClient,
  ) {
    this.#stacks = new Stacks(scratch, this.env);
    this.#processes = new Processes(scratch, cleanEnvironment());
  }

  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const simulator = await startSimulator({
      clock: "virtual",
      logLevel: "error",
      provider: scalrProviderRelease(),
      ...options,
    });
    const scratch = temporaryFolder("scalr-sandbox-testing-");
    const client = new ScalrClient({ baseUrl: simulator.url, token: simulator.token });
    return new Sandbox(simulator, scratch, client);
  }

  /** Such as `http://127.0.0.1:41234`. */
  get url(): string {
    return this.simulator.url;
  }

  /** The administrator's token. */
  get token(): string {
    return this.simulator.token;
  }

  get accountId(): string {
    return this.simulator.accountId;
  }

  /** What a provider, or a program that the test starts, needs to find it: SCALR_HOSTNAME and SCALR_TOKEN. */
  get env(): { readonly SCALR_HOSTNAME: string; readonly SCALR_TOKEN: string } {
    return { SCALR_HOSTNAME: this.url, SCALR_TOKEN: this.token };
  }

  /** Plans and applies stacks, in this process. Applied again, they are changed. @throws StackError */
  apply(target: Target, options: StackOptions = {}): Promise<Applied> {
    return this.#stacks.apply(target, options);
  }

  /** What applying would change; empty when everything is as declared. @throws StackError */
  plan(target: Target, options: StackOptions = {}): Promise<StackChange[]> {
    return this.#stacks.plan(target, options);
  }

  /** Takes away what `apply` made of the same stacks. @throws StackError */
  destroy(target: Target, options: StackOptions = {}): Promise<Applied> {
    return this.#stacks.destroy(target, options);
  }

  /** The account's pools, by name. */
  pools(): TestPool[] {
    return pools(this.simulator.store);
  }

  /** A pool by its name or id. @throws SandboxError when there is none */
  pool(named: string): TestPool {
    return pool(this.simulator.store, named);
  }

  /** R4: the candidates in order, which one wins, and why each other does not. Its id, or `environment/name`. */
  async explain(workspace: string): Promise<Resolution> {
    const { id } = await findWorkspace(this.client, workspace);
    return this.client.json("GET", `${sandboxApi}/workspaces/${id}/resolution`);
  }

  /**
   * Name of the pool that a workspace's runs use (R4); `scalr-runners` for the Scalr runners (R1). The workspace by its id, or
   * `environment/name`. @throws SandboxError where no pool may take them
   */
  async poolOf(workspace: string): Promise<string> {
    const { pool, error = "" } = await this.explain(workspace);
    if (error === "" && pool !== null) return pool.name;
    throw new SandboxError(`Runs of ${workspace} would end errored, for no pool may take them: ${error}`);
  }

  /** Whose runs changes of links and access would move (R2, R3). Nothing is made. Names that there are not are refused. */
  whatIf(changes: Changes): Promise<WhatIf> {
    return whatIf(this.client, changes);
  }

  /** Whose runs applying would move, of all stacks together. Nothing is made. @throws StackError */
  async moves(target: Target, options: StackOptions = {}): Promise<Move[]> {
    const moves: Move[] = [];
    for (const { plan, again } of await this.#stacks.plansOf(target, options)) {
      const effect = await askEffect(plan, this.client, again);
      if (effect === null) continue;
      if (effect.unsure.length > 0)
        throw new SandboxError(
          `Only applying tells whose runs move: ${effect.unsure.join(", ")} is not known before.`,
        );
      moves.push(...shown(effect).moves);
    }
    return moves;
  }

  /** Pools with their load, the queue with what each run in it waits for (R12), and the clock. */
  status(): Promise<Status> {
    return this.client.json("GET", `${sandboxApi}/status`);
  }

  /** The secret of a new token of a pool, for an agent of the test's own. */
  async poolToken(named: string): Promise<string> {
    const { id } = this.pool(named);
    const path = `agent-pools/${id}/access-tokens`;
    const { data } = await this.client.create(path, { type: "access-tokens", attributes: {} });
    return String(data.attributes.token);
  }

  /**
   * Starts a real agent as a process of its own and resolves when it has joined its pool. It ends with the sandbox, and with the
   * test's process at the latest.
   * @throws SandboxError with what it printed, when it does not join
   */
  async startAgent({ pool: named, name, concurrency }: AgentOptions): Promise<TestAgent> {
    const { store } = this.simulator;
    const { id: poolId } = this.pool(named);
    const before = new Set(store.find("agents", "pool", poolId).map(({ id }) => id));
    const called = name ?? `agent-${++this.#agents}`;
    const flags = concurrency === undefined ? [] : ["--concurrency", String(concurrency)];
    const own = ["agent", "--name", called, "--exit-with-parent", "--on-stop", "force-shutdown"];
    const process: Process = this.#processes.start(`The agent ${called}`, [...own, ...flags], {
      SCALR_URL: this.url,
      SCALR_AGENT_TOKEN: await this.poolToken(named),
      SCALR_AGENT_DATA_DIR: join(this.scratch, `agent-${called}`),
    });
    return joined(called, poolId, before, process, this.simulator);
  }

  /**
   * Uploads a folder to a workspace and queues a run of it, as `scalr-sandbox run` does; resolves as soon as it is queued. Unless
   * `options` say otherwise it applies without a confirmation, has no variables, and its message is `Queued by a test`.
   */
  async run({ workspace, folder, variables = {}, ...options }: RunOptions): Promise<TestRun> {
    const { id } = await findWorkspace(this.client, workspace);
    const { archive } = await packageFolder(resolve(folder));
    const { dry = false, destroy = false, autoApply = true, message = "Queued by a test" } = options;
    const attributes: Record<string, Json> = {
      message,
      "is-dry": dry,
      "is-destroy": destroy,
      "auto-apply": autoApply && !dry,
      variables: Object.entries(variables).map(([key, value]) => ({ key, value: String(value) })),
    };
    const configuration = await upload(this.client, id, archive, dry);
    const run = await queue(this.client, { workspace: id, configuration, attributes });
    return new TestRun(run, this.client, this.simulator.store);
  }

  /** The sandbox's time. */
  now(): Date {
    return new Date(this.simulator.clock.now());
  }

  /**
   * Moves the time forward by `4h`, `5m30s` or milliseconds, and resolves with what fell due on the way, in order. Agents that
   * live keep in contact; one that was killed goes offline and is removed when its time has come (R13).
   */
  async advance(by: string | number): Promise<readonly Deadline[]> {
    const path = `${sandboxApi}/clock/advance`;
    return (await this.client.json<{ fired: readonly Deadline[] }>("POST", path, { by })).fired;
  }

  /** Empties it: everything that was applied or run is gone, and agents with their pools. The time stays. */
  async reset(): Promise<void> {
    await this.client.json("POST", `${sandboxApi}/reset`, {});
    this.#stacks.forget();
  }

  /** Ends its agents and the sandbox itself. May be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    try {
      await this.#processes.stopAll();
    } finally {
      await this.simulator.close();
      rmSync(this.scratch, { recursive: true, force: true });
    }
  }
}

/** What the shell says about another scalr.io must not reach an agent of the test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(SCALR_|TF_|VITEST|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}
