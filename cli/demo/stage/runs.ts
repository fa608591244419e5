import { join } from "node:path";
import type { ScalrClient } from "../../../provider/client/index.js";
import type { Run, Task } from "../../../simulator/core/entities.js";
import { SETTLED_RUN_STATUSES } from "../../../simulator/runs/run-transition-rules.js";
import { sandboxApi, type Waiting } from "../../client/sandbox-api.js";
import { packageFolder } from "../../runs/archive.js";
import { queue, upload } from "../../runs/queue.js";
import type { Observer } from "./observer.js";

export interface RunRequest {
  /** A folder of examples/workloads. */
  readonly workload: string;
  readonly variables?: Readonly<Record<string, string | number>>;
  readonly isDry?: boolean;
  /** False waits for a confirmation after the plan. */
  readonly autoApply?: boolean;
  readonly message?: string;
}

/** Queues runs of the workloads and looks at what happens to them. */
export class Runs {
  private readonly archives = new Map<string, Promise<Uint8Array>>();
  private readonly configurations = new Map<string, Promise<string>>();

  constructor(
    private readonly client: ScalrClient,
    private readonly observer: Observer,
    /** examples/workloads */
    private readonly folder: string,
  ) {}

  /** The id of the run. A workspace is sent each workload once; its runs share the configuration version. */
  async queue(workspace: string, request: RunRequest): Promise<string> {
    const { workload, variables = {}, isDry = false, autoApply = true } = request;
    return queue(this.client, {
      workspace,
      configuration: await this.configuration(workspace, workload),
      attributes: {
        message: request.message ?? `Demo: ${workload}`,
        "is-dry": isDry,
        "auto-apply": autoApply && !isDry,
        variables: Object.entries(variables).map(([key, value]) => ({ key, value: String(value) })),
      },
    });
  }

  get(id: string): Run | undefined {
    return this.observer.get("runs", id);
  }

  ended(id: string): boolean {
    const run = this.get(id);
    return run !== undefined && SETTLED_RUN_STATUSES.has(run.status);
  }

  async untilEnded(ids: readonly string[]): Promise<void> {
    await this.observer.until(`the end of ${ids.length} runs`, () => ids.every((id) => this.ended(id)));
  }

  /** The run's tasks, the plan's first. */
  tasks(id: string): Task[] {
    return this.observer
      .all("tasks")
      .filter(({ run }) => run === id)
      .sort((a, b) => a.queuedAt - b.queuedAt);
  }

  /** R12 */
  async waitingFor(id: string): Promise<Waiting | null> {
    const { waitingFor } = await this.client.json<{ waitingFor: Waiting | null }>(
      "GET",
      `${sandboxApi}/runs/${id}/waiting`,
    );
    return waitingFor;
  }

  /** The text that the run's apply has logged so far. */
  async applyLog(id: string): Promise<string> {
    const apply = this.get(id)?.apply;
    return apply ? this.client.text(`/api/iacp/v3/applies/${apply}/output`) : "";
  }

  private configuration(workspace: string, workload: string): Promise<string> {
    const key = `${workspace} ${workload}`;
    const known = this.configurations.get(key) ?? this.send(workspace, workload);
    this.configurations.set(key, known);
    return known;
  }

  private async send(workspace: string, workload: string): Promise<string> {
    const packed =
      this.archives.get(workload) ??
      packageFolder(join(this.folder, workload)).then(({ archive }) => archive as Uint8Array);
    this.archives.set(workload, packed);
    return upload(this.client, workspace, await packed);
  }
}
