import { agentStatus } from "../../simulator/agents/agent-status-rules.js";
import type { AgentStatus } from "../../simulator/core/entities.js";
import type { Store } from "../../simulator/core/schema.js";
import type { Process } from "../demo/stage/processes.js";
import { SandboxError } from "./errors.js";
import { until } from "./until.js";

/** An agent process that a test started. */
export class TestAgent {
  constructor(
    readonly id: string,
    readonly name: string,
    private readonly process: Process,
    private readonly store: Store,
    private readonly agentEnded: (id: string) => void,
  ) {}

  get pid(): number {
    return this.process.pid;
  }

  /** R13: its status, or `gone` if it is no longer in the pool. */
  get status(): AgentStatus | "gone" {
    const agent = this.store.get("agents", this.id);
    if (agent === undefined) return "gone";
    return agentStatus(agent, this.store.count("tasks", "agent", this.id));
  }

  /** Its output so far, line by line. */
  get output(): readonly string[] {
    return this.process.output;
  }

  /** Makes the agent leave its pool. Its running tasks are stopped. */
  async stop(): Promise<void> {
    await this.process.stop(10_000);
  }

  /** Kills it with SIGKILL, as a power failure would. The pool notices after five minutes without contact. */
  async kill(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.process.ended;
    this.agentEnded(this.id);
  }

  /** Resolves when its status is `status`. @throws SandboxError after `seconds`, 30 by default */
  async reaches(status: AgentStatus | "gone", seconds = 30): Promise<void> {
    const what = () => `the agent ${this.name} (${this.id}) to be ${status}; it is ${this.status}.`;
    await until(this.store, what, () => (this.status === status ? true : undefined), seconds);
  }
}

/** Waits until an agent's process has joined its pool. @throws SandboxError with its output, if it ends instead */
export function joined(
  name: string,
  pool: string,
  /** Ids of the agents that were in the pool before it started: one of them may have had the same name. */
  before: ReadonlySet<string>,
  process: Process,
  store: Store,
  agentEnded: (id: string) => void,
): Promise<TestAgent> {
  const failed = process.ended.then(({ code }): never => {
    throw new SandboxError(`The agent ${name} ended with ${code}:\n${process.output.slice(-5).join("\n")}`);
  });
  const look = () =>
    store.find("agents", "pool", pool).find((agent) => agent.name === name && !before.has(agent.id));
  const what = () =>
    `the agent ${name} to join its pool. It printed:\n${process.output.slice(-5).join("\n")}`;
  return until(store, what, look, 30, failed).then(
    ({ id }) => new TestAgent(id, name, process, store, agentEnded),
  );
}
