import { join, resolve } from "node:path";
import { temporaryFolder } from "../../files/places.js";
import { removeFolder } from "../../files/remove-folder.js";
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

/** Milliseconds in which agents have to stop before they are killed: the hooks of a test do not wait for long. */
const STOP_GRACE = 5_000;

/** A scalr.io for one test: in memory, on a free port of this machine, deleted when it is closed. */
export class Sandbox implements AsyncDisposable {
  readonly #stacks: Stacks;
  readonly #processes: Processes;
  #agents = 0;
  #closed: Promise<void> | undefined;

  private constructor(
    private readonly simulator: Simulator,
    private readonly scratch: string,
    /** A client of its API, as the administrator, for everything that this class has no method for. */
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

  /** The environment for a provider or a program that the test starts: SCALR_HOSTNAME and SCALR_TOKEN. */
  get env(): { readonly SCALR_HOSTNAME: string; readonly SCALR_TOKEN: string } {
    return { SCALR_HOSTNAME: this.url, SCALR_TOKEN: this.token };
  }

  /** Plans and applies stacks in this process. A second call changes what the first one created. @throws StackError */
  apply(target: Target, options: StackOptions = {}): Promise<Applied> {
    return this.#stacks.apply(target, options);
  }

  /** The changes that an apply would make, or an empty list. @throws StackError */
  plan(target: Target, options: StackOptions = {}): Promise<StackChange[]> {
    return this.#stacks.plan(target, options);
  }

  /** Destroys what `apply` created from the same stacks. @throws StackError */
  destroy(target: Target, options: StackOptions = {}): Promise<Applied> {
    return this.#stacks.destroy(target, options);
  }

  /** The account's pools, by name. */
  pools(): TestPool[] {
    return pools(this.simulator.store);
  }

  /** A pool by its name or id. @throws SandboxError if it does not exist */
  pool(named: string): TestPool {
    return pool(this.simulator.store, named);
  }

  /** R4: the candidates for a workspace in order, which one wins, and why the others do not. Takes its id, or `environment/name`. */
  async explain(workspace: string): Promise<Resolution> {
    const { id } = await findWorkspace(this.client, workspace);
    return this.client.json("GET", `${sandboxApi}/workspaces/${id}/resolution`);
  }

  /**
   * The name of the pool that executes a workspace's runs (R4); `scalr-runners` for the Scalr runners (R1). Takes the id of the
   * workspace, or `environment/name`. @throws SandboxError if there is no such pool
   */
  async poolOf(workspace: string): Promise<string> {
    const { pool, error = "" } = await this.explain(workspace);
    if (error === "" && pool !== null) return pool.name;
    throw new SandboxError(`Runs of ${workspace} would end errored, for no pool may take them: ${error}`);
  }

  /** The workspaces whose runs changes of links and access would move (R2, R3). Changes nothing. @throws SandboxError for unknown names */
  whatIf(changes: Changes): Promise<WhatIf> {
    return whatIf(this.client, changes);
  }

  /** The workspaces whose runs an apply of all stacks would move. Changes nothing. @throws StackError */
  async moves(target: Target, options: StackOptions = {}): Promise<Move[]> {
    const moves: Move[] = [];
    for (const { plan, tell } of await this.#stacks.plansOf(target, options)) {
      const effect = await askEffect(plan, this.client, tell);
      if (effect === null) continue;
      if (effect.unsure.length > 0)
        throw new SandboxError(
          `Only applying tells whose runs move: ${effect.unsure.join(", ")} is not known before.`,
        );
      moves.push(...shown(effect).moves);
    }
    return moves;
  }

  /** Pools with their load, the queue with the reason why each run waits (R12), and the clock. */
  status(): Promise<Status> {
    return this.client.json("GET", `${sandboxApi}/status`);
  }

  /** The secret of a new pool token, for an agent that the test starts itself. */
  async poolToken(named: string): Promise<string> {
    const { id } = this.pool(named);
    const path = `agent-pools/${id}/access-tokens`;
    const { data } = await this.client.create(path, { type: "access-tokens", attributes: {} });
    return String(data.attributes.token);
  }

  /**
   * Starts a real agent as a separate process and resolves when it has joined its pool. It ends with the sandbox, at the latest
   * with the test's process.
   * @throws SandboxError with the agent's output, if it does not join
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
    return joined(called, poolId, before, process, store, (id) => this.simulator.agentEnded(id));
  }

  /**
   * Uploads a folder to a workspace and queues a run, as `scalr-sandbox run` does. Resolves when the run is queued. By default
   * the run applies without a confirmation, has no variables, and its message is `Queued by a test`.
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
   * Advances the clock by `4h`, `5m30s` or milliseconds, and resolves with the deadlines that passed, in order. Running agents
   * stay in contact. A killed agent goes offline and is removed at its time (R13).
   */
  async advance(by: string | number): Promise<readonly Deadline[]> {
    const path = `${sandboxApi}/clock/advance`;
    return (await this.client.json<{ fired: readonly Deadline[] }>("POST", path, { by })).fired;
  }

  /** Empties the sandbox: deletes all objects and runs, and agents with their pools. The clock keeps its time. */
  async reset(): Promise<void> {
    await this.client.json("POST", `${sandboxApi}/reset`, {});
    this.#stacks.forget();
  }

  /** Stops the agents and the sandbox. Can be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    try {
      await this.#processes.stopAll(STOP_GRACE);
    } finally {
      await this.simulator.close();
      removeFolder(this.scratch);
    }
  }
}

/** Settings of the shell for another scalr.io must not reach the agents of a test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(SCALR_|TF_|VITEST|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}
