import { describe, expect, it } from "vitest";
import { isLegal, TransitionError } from "../../simulator/core/transitions.js";
import { HOLDING_RUN_STATUSES, WAITING_RUN_STATUSES } from "../../simulator/runs/run-status-rules.js";
import {
  FINAL_RUN_STATUSES,
  holdsWhileItWaits,
  PHASE_TRANSITIONS,
  type PhaseEvent,
  phaseTransition,
  RUN_STATUSES,
  RUN_TRANSITIONS,
  type RunEvent,
  runTransition,
  SETTLED_RUN_STATUSES,
  TASK_TRANSITIONS,
  type TaskEvent,
  taskTransition,
} from "../../simulator/runs/run-transition-rules.js";
import { nextTime, scheduleFault } from "../../simulator/runs/schedule-rules.js";
import { queuesRun, triggerRefusal } from "../../simulator/runs/trigger-rules.js";
import {
  MOST_ATTEMPTS,
  MOST_KEPT,
  VCS_TASK_TIMEOUT,
  VCS_TASK_TRANSITIONS,
  type VcsTaskEvent,
  vcsTaskTransition,
  WATCH_SECONDS,
} from "../../simulator/vcs/vcs-task-rules.js";

type Status = string;

/** Written down once more from the life of a run as scalr.io documents it: by event, the statuses it is legal in and where it leads. */
const RUN: Readonly<Record<RunEvent, readonly [from: string, to: Status]>> = {
  "queue-plan": ["pending", "plan_queued"],
  "start-plan": ["plan_queued", "planning"],
  "check-policies": ["planning", "policy_checking"],
  "pass-policies": ["planning policy_checking", "policy_checked"],
  "await-override": ["planning policy_checking", "policy_override"],
  override: ["policy_override", "policy_checked"],
  "plan-changes": ["planning policy_checked", "planned"],
  "save-plan": ["planning policy_checked", "planned_and_saved"],
  "finish-plan": ["planning policy_checked", "planned_and_finished"],
  confirm: ["planned planned_and_saved", "confirmed"],
  "queue-apply": ["confirmed", "apply_queued"],
  "start-apply": ["apply_queued", "applying"],
  "finish-apply": ["applying", "applied"],
  discard: ["pending policy_override planned planned_and_saved", "discarded"],
  cancel: ["pending plan_queued planning policy_checking confirmed apply_queued applying", "canceled"],
  "be-superseded": ["pending policy_override planned planned_and_saved", "canceled"],
  fail: ["pending plan_queued planning policy_checking confirmed apply_queued applying", "errored"],
};

const PHASE: Readonly<Record<PhaseEvent, readonly [string, Status]>> = {
  queue: ["pending", "queued"],
  start: ["queued", "running"],
  finish: ["running", "finished"],
  fail: ["pending queued running", "errored"],
  cancel: ["pending queued running", "canceled"],
  skip: ["pending", "unreachable"],
};

const TASK: Readonly<Record<TaskEvent, readonly [string, Status]>> = {
  assign: ["queued", "assigned"],
  return: ["assigned", "queued"],
  start: ["assigned", "running"],
  finish: ["running", "finished"],
  lose: ["running", "lost"],
  cancel: ["queued assigned running", "canceled"],
};

const VCS_TASK: Readonly<Record<VcsTaskEvent, readonly [string, Status]>> = {
  start: ["queued", "running"],
  return: ["running", "queued"],
  finish: ["running", "finished"],
  fail: ["queued running", "errored"],
  cancel: ["queued running", "canceled"],
};

const lives = [
  { model: "Run", id: "run-1", life: RUN, table: RUN_TRANSITIONS, move: runTransition },
  { model: "Plan", id: "plan-1", life: PHASE, table: PHASE_TRANSITIONS, move: phaseTransition },
  { model: "Apply", id: "apply-1", life: PHASE, table: PHASE_TRANSITIONS, move: phaseTransition },
  { model: "Task", id: "task-1", life: TASK, table: TASK_TRANSITIONS, move: taskTransition },
  { model: "VcsTask", id: "vt-1", life: VCS_TASK, table: VCS_TASK_TRANSITIONS, move: vcsTaskTransition },
] as unknown as readonly {
  readonly model: string;
  readonly id: string;
  readonly life: Readonly<Record<string, readonly [string, Status]>>;
  readonly table: Parameters<typeof isLegal>[0];
  readonly move: (object: { id: string; status: Status }, event: string) => Status;
}[];

describe.each(lives)("the life of a $model", ({ model, id, life, table, move }) => {
  const statuses = [...new Set(Object.values(life).flatMap(([from, to]) => [...from.split(" "), to]))];

  it("knows every event, each with its reason", () => {
    expect(table.map(({ event }) => event)).toEqual(Object.keys(life));
    for (const { event, rule } of table) expect(rule, event).toMatch(/\S{2}/);
  });

  it.each(Object.keys(life))("%s leads where it should, and is refused in every other status", (event) => {
    const [from, to] = life[event]!;
    for (const status of statuses) {
      const legal = from.split(" ").includes(status);
      expect(isLegal(table, status, event)).toBe(legal);
      if (legal) expect(move({ id, status }, event)).toBe(to);
      else {
        const told = `${model} '${id}' is ${status}: it cannot ${event.replaceAll("-", " ")}. That is possible when it is ${from.replaceAll(" ", ", ")}.`;
        let error: unknown;
        try {
          move({ id, status }, event);
        } catch (caught) {
          error = caught;
        }
        expect(error).toBeInstanceOf(TransitionError);
        expect(error).toMatchObject({
          ...{ name: "TransitionError", message: told, model, id, status, event },
          legalIn: from.split(" "),
        });
      }
    }
    expect(isLegal(table, statuses[0]!, "no-such-event")).toBe(false);
  });
});

describe("R10: what a run's status means for its workspace", () => {
  it("ended, settled, holding, waiting", () => {
    const ended = ["planned_and_finished", "applied", "discarded", "canceled", "errored"];
    expect([...FINAL_RUN_STATUSES].sort()).toEqual([...ended].sort());
    expect([...SETTLED_RUN_STATUSES].sort()).toEqual([...ended, "planned_and_saved"].sort());
    expect([...HOLDING_RUN_STATUSES].sort()).toEqual(
      [
        "plan_queued",
        "planning",
        "policy_checking",
        "policy_override",
        "policy_checked",
        "planned",
        "apply_queued",
        "applying",
      ].sort(),
    );
    expect([...WAITING_RUN_STATUSES].sort()).toEqual(["confirmed", "pending"]);
    expect([...RUN_STATUSES].sort()).toEqual(
      [...SETTLED_RUN_STATUSES, ...HOLDING_RUN_STATUSES, ...WAITING_RUN_STATUSES].sort(),
    );
  });

  it("a confirmed run that waits for its time holds the workspace, unless its plan is saved or it is dry", () => {
    const run = { status: "confirmed", savePlan: false, isDry: false } as const;
    expect(holdsWhileItWaits(run)).toBe(true);
    expect(holdsWhileItWaits({ ...run, savePlan: true })).toBe(false);
    expect(holdsWhileItWaits({ ...run, isDry: true })).toBe(false);
    expect(holdsWhileItWaits({ ...run, status: "pending" })).toBe(false);
  });
});

describe("run triggers", () => {
  const after = (links: Readonly<Record<string, readonly string[]>>) => (workspace: string) =>
    links[workspace] ?? [];
  const refusal = (upstream: string, downstream: string, links = {}) =>
    triggerRefusal({ upstream, downstream }, after(links));

  it("may not be there twice, nor lead back", () => {
    expect(refusal("a", "b")).toBeNull();
    expect(refusal("a", "b", { b: ["c", "d"], c: ["d"], a: ["c"] })).toBeNull();
    expect(refusal("a", "a")).toBe("A workspace cannot trigger itself.");
    expect(refusal("a", "b", { a: ["b"] })).toBe("Workspace 'a' triggers 'b' already.");
    for (const links of [{ b: ["a"] }, { b: ["x", "c"], c: ["d"], d: ["a"] }, { b: ["c"], c: ["b", "a"] }])
      expect(refusal("a", "b", links)).toBe(
        "Workspace 'b' triggers 'a', directly or through others; the two would trigger each other endlessly.",
      );
  });

  it("end although others lead in a circle", () => {
    expect(refusal("a", "b", { b: ["c"], c: ["b"] })).toBeNull();
  });

  it("an upload queues a run by the workspace's policy", () => {
    const policies = ["always", "never", "skip_first", "on_create_only"] as const;
    expect(policies.map((policy) => [queuesRun(policy, true), queuesRun(policy, false)])).toEqual([
      [true, true],
      [false, false],
      [false, true],
      [true, false],
    ]);
  });
});

it("VCS tasks: how often, how long, how many", () => {
  expect({ MOST_ATTEMPTS, VCS_TASK_TIMEOUT, WATCH_SECONDS, MOST_KEPT }).toEqual({
    ...{ MOST_ATTEMPTS: 3, VCS_TASK_TIMEOUT: 600_000, WATCH_SECONDS: 30, MOST_KEPT: 100 },
  });
});

describe("schedules", () => {
  const fault = (what: string) =>
    `Value must be a cron expression with five fields, such as '30 3 * * 1-5'. ${what}`;

  it.each([
    ["* * * *", "It has 4 of 5 fields."],
    ["* * * * * *", "It has 6 of 5 fields."],
    ["60 * * * *", "'60' is not a valid minute (0 to 59)."],
    ["* 24 * * *", "'24' is not a valid hour (0 to 23)."],
    ["* * 0 * *", "'0' is not a valid day of the month (1 to 31)."],
    ["* * 32 * *", "'32' is not a valid day of the month (1 to 31)."],
    ["* * * 13 *", "'13' is not a valid month (1 to 12)."],
    ["* * * 0 *", "'0' is not a valid month (1 to 12)."],
    ["* * * * 8", "'8' is not a valid day of the week (0 to 7)."],
    ["5-1 * * * *", "'5-1' is not a valid minute (0 to 59)."],
    ["1-2-3 * * * *", "'1-2-3' is not a valid minute (0 to 59)."],
    ["*/0 * * * *", "'*/0' is not a valid minute (0 to 59)."],
    ["*/x * * * *", "'*/x' is not a valid minute (0 to 59)."],
    ["1/2/3 * * * *", "'1/2/3' is not a valid minute (0 to 59)."],
    ["1, * * * *", "'1,' is not a valid minute (0 to 59)."],
    ["-1 * * * *", "'-1' is not a valid minute (0 to 59)."],
    ["1- * * * *", "'1-' is not a valid minute (0 to 59)."],
    ["1x * * * *", "'1x' is not a valid minute (0 to 59)."],
    ["x1 * * * *", "'x1' is not a valid minute (0 to 59)."],
    ["x*/2 * * * *", "'x*/2' is not a valid minute (0 to 59)."],
    ["*/2x * * * *", "'*/2x' is not a valid minute (0 to 59)."],
    ["* * * FOO *", "'FOO' is not a valid month (1 to 12)."],
    ["* * * * MOON", "'MOON' is not a valid day of the week (0 to 7)."],
  ])("%s: %s", (text, what) => expect(scheduleFault(text)).toBe(fault(what)));

  const at = (text: string) => Date.parse(text);
  it.each([
    ["  30   3 * * *  ", "2026-01-01T00:00:00Z", "2026-01-01T03:30:00Z"],
    ["30 3 * * *", "2026-01-01T03:30:00Z", "2026-01-02T03:30:00Z"],
    ["30 3 * * *", "2026-01-01T03:29:59.999Z", "2026-01-01T03:30:00Z"],
    ["0 0 * * SUN", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z"],
    ["0 0 * * 7", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z"],
    ["0 0 * * 6-7", "2026-01-04T00:00:00Z", "2026-01-10T00:00:00Z"],
    ["0 0 1 mar *", "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"],
    ["0 0 1 Jan,DEC *", "2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z"],
    ["0 0 13 * FRI", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"],
    ["0 0 13 * *", "2026-01-01T00:00:00Z", "2026-01-13T00:00:00Z"],
    ["0 0 */2 * MON", "2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z"],
    ["0 0 13 * */2", "2026-01-01T00:00:00Z", "2026-01-13T00:00:00Z"],
    ["10/20 * * * *", "2026-01-01T00:31:00Z", "2026-01-01T00:50:00Z"],
    ["10-30/10 * * * *", "2026-01-01T00:30:00Z", "2026-01-01T01:10:00Z"],
    ["0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"],
    ["0 0 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00Z"],
  ])("%s after %s is %s", (text, after, next) => {
    expect(scheduleFault(text)).toBeNull();
    expect(nextTime(text, at(after))).toBe(at(next));
  });

  it.each(["MONTHS", "DAYS"])("every name of %s is known", (kind) => {
    const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    const after = at("2025-12-31T00:00:00Z");
    for (const [index, name] of (kind === "MONTHS" ? months : days).entries()) {
      const next = new Date(nextTime(kind === "MONTHS" ? `0 0 1 ${name} *` : `0 0 * * ${name}`, after)!);
      expect(kind === "MONTHS" ? next.getUTCMonth() : next.getUTCDay(), name).toBe(index);
    }
  });

  it("one that never comes is null, and so is one that is wrong", () => {
    expect(nextTime("0 0 31 2 *", at("2026-01-01T00:00:00Z"))).toBeNull();
    expect(nextTime("nonsense", 0)).toBeNull();
  });

  it("are the same when more were asked for than are kept", () => {
    for (let n = 0; n < 1_100; n++)
      expect(nextTime(`${n % 60} ${n % 24} ${1 + (n % 28)} * *`, n)).toBeTypeOf("number");
    for (let n = 0; n < 1_100; n++) expect(scheduleFault(`${n + 60} * * * *`)).not.toBeNull();
    expect(nextTime("30 3 * * *", 0)).toBe(12_600_000);
  });
});
