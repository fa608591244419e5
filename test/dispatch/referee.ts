import type { Agent, Run, Task } from "../../simulator/core/entities.js";
import type { Sandbox } from "../support/sandbox.js";

/**
 * What the text of the rules says of a run's statuses, written down here once more: nothing of the simulator's own tables is asked, so that
 * a mistake in one of them is seen.
 */
const ENDED: readonly string[] = ["applied", "planned_and_finished", "errored", "discarded", "canceled"];

export const hasEnded = ({ status }: Pick<Run, "status">): boolean => ENDED.includes(status);

/** R10: a run holds its workspace from its plan on, also while it waits for a confirmation. */
const holdsWorkspace = (run: Run): boolean => !run.isDry && run.status !== "pending" && !hasEnded(run);

/** R7, R8: a task takes a slot from the moment it is handed out until it has ended. */
const takesSlot = (task: Task): boolean => task.status === "assigned" || task.status === "running";

/** Slots that an open poll can still take; `sure` until the poll may have been answered. */
interface OpenPoll {
  slots: number;
  sure: boolean;
}

/** Watches every commit for what the rules forbid. It keeps its own account of who holds what, from the changes alone. */
export class Referee {
  readonly faults: string[] = [];
  readonly polls = new Map<string, OpenPoll>();
  /** By task: the agent that has it and the pool that it is held in. */
  private readonly held = new Map<string, { readonly agent: string; readonly pool: string }>();
  private readonly starts = new Map<string, number>();
  private readonly runs = new Map<string, Run>();
  /** By agent: since when it has had no task. */
  private readonly idleSince = new Map<string, number>();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly managedPool: string,
    private readonly quota: number,
  ) {
    sandbox.simulator.store.onCommit(({ changes }) => {
      for (const change of changes) {
        if (change.type === "agents" && change.after && !change.before)
          this.idleSince.set(change.after.id, this.now);
        if (change.type === "runs") this.runMoved(change.before, change.after);
      }
      for (const change of changes) if (change.type === "tasks") this.taskMoved(change.before, change.after);
      this.judge();
    });
  }

  private get now(): number {
    return this.sandbox.simulator.clock.now();
  }

  private heldBy(agent: string): number {
    return [...this.held.values()].filter((each) => each.agent === agent).length;
  }

  /** R10: a run begins when no earlier one of its workspace is left. */
  private runMoved(before: Run | undefined, after: Run | undefined): void {
    if (after === undefined) return;
    this.runs.set(after.id, after);
    if (before?.status !== "pending" || after.status !== "plan_queued" || after.isDry) return;
    for (const other of this.runs.values()) {
      const isEarlier =
        other.workspace === after.workspace && other.sequence < after.sequence && !other.isDry;
      if (isEarlier && !hasEnded(other))
        this.faults.push(
          `run ${after.id} began before ${other.id} of its workspace, which is ${other.status}`,
        );
    }
  }

  private taskMoved(before: Task | undefined, after: Task | undefined): void {
    if (after !== undefined && takesSlot(after) && (before === undefined || !takesSlot(before)))
      this.assigned(after);
    if (after !== undefined && takesSlot(after))
      this.held.set(after.id, { agent: after.agent!, pool: after.pool });
    else if (before !== undefined && this.held.delete(before.id) && this.heldBy(before.agent!) === 0)
      this.idleSince.set(before.agent!, this.now);
    if (after?.status !== "running" || before?.status === "running") return;
    const starts = (this.starts.get(after.id) ?? 0) + 1;
    this.starts.set(after.id, starts);
    if (starts > 1) this.faults.push(`task ${after.id} was started ${starts} times`);
  }

  private free(agent: Agent, slots: number): number {
    return Math.min(slots, agent.concurrency - this.heldBy(agent.id));
  }

  /** R11, before the task counts as held. */
  private assigned(task: Task): void {
    const { store } = this.sandbox.simulator;
    const chosen = store.get("agents", task.agent!)!;
    const poll = this.polls.get(chosen.id);
    if (chosen.pool !== task.pool)
      this.faults.push(`agent ${chosen.name} was given a task of another pool than its own`);
    if (poll === undefined) {
      this.faults.push(`agent ${chosen.name} was given a task without having asked`);
      return;
    }
    const had = this.free(chosen, poll.slots);
    if (had < 1) this.faults.push(`agent ${chosen.name} was given a task with ${had} slots free`);
    for (const other of store.all("agents")) {
      const its = this.polls.get(other.id);
      if (other.pool !== task.pool || other.id === chosen.id || !its?.sure || other.condition !== "online")
        continue;
      const free = this.free(other, its.slots);
      if (free > had)
        this.faults.push(`${chosen.name} with ${had} free was chosen before ${other.name} with ${free}`);
      if (free === had && free > 0 && this.isIdleForLonger(other.id, chosen.id))
        this.faults.push(`${chosen.name} was chosen before ${other.name}, which had been idle for longer`);
    }
    poll.slots -= 1;
    poll.sure = false;
  }

  private isIdleForLonger(one: string, other: string): boolean {
    if (this.heldBy(one) > 0 || this.heldBy(other) > 0) return false;
    return this.idleSince.get(one)! < this.idleSince.get(other)!;
  }

  private judge(): void {
    const { store } = this.sandbox.simulator;
    for (const agent of store.all("agents")) {
      const held = this.heldBy(agent.id);
      if (held > agent.concurrency || held > 5) this.faults.push(`agent ${agent.name} holds ${held} tasks`);
    }
    const onRunners = [...this.held.values()].filter(({ pool }) => pool === this.managedPool).length;
    if (onRunners > this.quota) this.faults.push(`the Scalr runners hold ${onRunners} tasks`);
    const holders = new Map<string, number>();
    for (const run of this.runs.values())
      if (holdsWorkspace(run)) holders.set(run.workspace, (holders.get(run.workspace) ?? 0) + 1);
    for (const [workspace, runs] of holders)
      if (runs > 1) this.faults.push(`${runs} runs hold workspace ${workspace}`);
  }
}
