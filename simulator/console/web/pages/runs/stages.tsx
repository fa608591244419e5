import type { Run, Task } from "../../../../core/entities.js";
import { OVERRIDABLE_RUN_STATUSES } from "../../../../runs/run-status-rules.js";
import { now } from "../../data/clock.js";
import { tasksOf } from "../../data/derived.js";
import { absolute, span, words } from "../../data/format.js";
import { world } from "../../data/world.js";
import { PoolLink } from "../../parts/pool-link.js";

type State = "done" | "now" | "waits" | "failed" | "skipped" | "later";

interface Stage {
  readonly name: string;
  readonly state: State;
  readonly from: number | null;
  readonly to: number | null;
  readonly task?: Task | undefined;
  readonly note?: string;
}

/** The stages of a run from left to right: the current one, how long each took, and on which agent. */
export function Stages({ run }: { run: Run }) {
  return (
    <ol class="stages" aria-label="Stages">
      {stagesOf(run).map((stage) => (
        <li
          key={stage.name}
          class={`stage ${stage.state}`}
          aria-current={stage.state === "now" ? "step" : undefined}
        >
          <span class="dot" aria-hidden="true" />
          <strong>{stage.name}</strong>
          <span class="unseen">: {SAID[stage.state]}</span>
          <Duration stage={stage} />
          {stage.task !== undefined && <Place task={stage.task} />}
          {stage.note !== undefined && <span class="muted">{stage.note}</span>}
        </li>
      ))}
    </ol>
  );
}

const SAID: Readonly<Record<State, string>> = {
  done: "done",
  now: "under way",
  waits: "waits",
  failed: "failed",
  skipped: "not reached",
  later: "to come",
};

function Duration({ stage: { from, to, state } }: { stage: Stage }) {
  if (from === null) return null;
  return (
    <span class="muted number" title={absolute(from)}>
      {span((to ?? (state === "now" || state === "waits" ? now() : from)) - from)}
    </span>
  );
}

function Place({ task }: { task: Task }) {
  const agent = world.get("agents", task.agent);
  return (
    <span class="muted">
      {agent?.name ?? (task.agent === null ? "waits in" : task.agent)} {agent && "in "}
      <PoolLink id={task.pool} />
    </span>
  );
}

function stagesOf(run: Run): readonly Stage[] {
  const at = (status: string) => run.statusTimestamps[`${status.replaceAll("_", "-")}-at`] ?? null;
  const tasks = tasksOf(run.id);
  const task = (phase: Task["phase"]) => tasks.findLast((each) => each.phase === phase);
  const [planTask, applyTask] = [task("plan"), task("apply")];
  const judging =
    ["policy_checking", ...OVERRIDABLE_RUN_STATUSES].map(at).find((each) => each !== null) ?? null;
  const planned = judging ?? at("planned") ?? at("planned_and_saved") ?? at("planned_and_finished");
  const judged = at("policy_checked");
  const end = ["errored", "canceled", "discarded"].includes(run.status) ? at(run.status) : null;
  const failed = run.status === "errored" || run.status === "canceled" || run.status === "discarded";

  const queued: Stage = {
    name: "Queued",
    from: run.createdAt,
    to: at("planning") ?? end,
    state: at("planning") !== null ? "done" : failed ? "failed" : "waits",
    ...(planTask !== undefined && at("planning") === null && { task: planTask }),
  };
  const plan: Stage = {
    name: "Plan",
    from: at("planning"),
    to: planned ?? end,
    state:
      planned !== null
        ? "done"
        : at("planning") === null
          ? failed
            ? "skipped"
            : "later"
          : failed
            ? "failed"
            : "now",
    task: at("planning") === null ? undefined : planTask,
  };
  const policies: readonly Stage[] =
    judging === null
      ? []
      : [
          {
            name: "Policies",
            from: judging,
            to: judged ?? end,
            state:
              judged !== null
                ? "done"
                : failed
                  ? "failed"
                  : OVERRIDABLE_RUN_STATUSES.has(run.status)
                    ? "waits"
                    : "now",
            ...(OVERRIDABLE_RUN_STATUSES.has(run.status) && { note: "for an override" }),
          },
        ];
  if (run.status === "planned_and_finished")
    return [
      queued,
      plan,
      ...policies,
      { name: "Done", state: "done", from: null, to: null, note: run.isDry ? "a dry run" : "no changes" },
    ];

  const confirmed = at("confirmed");
  const confirmation: Stage = {
    name: "Confirmation",
    from: at("planned") ?? at("planned_and_saved"),
    to: confirmed ?? end,
    state:
      confirmed !== null
        ? "done"
        : planned === null || (judging !== null && judged === null)
          ? failed
            ? "skipped"
            : "later"
          : failed
            ? "failed"
            : "waits",
    ...(run.autoApply && { note: "automatic" }),
  };
  const apply: Stage = {
    name: "Apply",
    from: at("applying"),
    to: at("applied") ?? end,
    state:
      at("applied") !== null
        ? "done"
        : at("applying") !== null
          ? failed
            ? "failed"
            : "now"
          : failed
            ? confirmed === null
              ? "skipped"
              : "failed"
            : confirmed !== null
              ? "waits"
              : "later",
    task: applyTask,
  };
  const last: Stage = {
    name: run.status === "applied" ? "Applied" : end === null ? "Done" : words(run.status),
    state: run.status === "applied" ? "done" : end === null ? "later" : "failed",
    from: null,
    to: null,
  };
  return [queued, plan, ...policies, confirmation, apply, last];
}
