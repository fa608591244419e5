import { describe, expect, it } from "vitest";
import {
  eventBridgeHears,
  eventsOf,
  type Happening,
  slackHears,
  webhookHears,
} from "../../../simulator/integrations/webhooks/event-rules.js";
import { numberFault } from "../../../simulator/integrations/webhooks/limit-rules.js";
import { RUN_STATUSES } from "../../../simulator/runs/run-transition-rules.js";

const happening = (more: Partial<Happening> = {}): Happening => ({
  event: "run:errored",
  run: { isDry: false, workspace: "ws-1" },
  environment: "env-1",
  ...more,
});

describe("the events that a run is when it comes into a status", () => {
  const events = (more: { readonly driftSchedule?: string; readonly hasChanges: boolean }) =>
    Object.fromEntries(
      RUN_STATUSES.map((status) => [status, eventsOf({ status, ...more })] as const).filter(
        ([, found]) => found.length > 0,
      ),
    );

  const OF_RUNS = {
    applied: ["run:completed"],
    planned_and_finished: ["run:completed"],
    errored: ["run:errored"],
    canceled: ["run:errored"],
    planned: ["run:needs_attention"],
    planned_and_saved: ["run:needs_attention"],
    policy_override: ["run:needs_attention"],
  };

  it("are one of three, for these statuses and no others", () => {
    expect(events({ hasChanges: true })).toEqual(OF_RUNS);
    expect(events({ hasChanges: false })).toEqual(OF_RUNS);
  });

  it("are two where a run of drift detection has found that something differs", () => {
    expect(events({ driftSchedule: "dds-1", hasChanges: false })).toEqual(OF_RUNS);
    expect(events({ driftSchedule: "dds-1", hasChanges: true })).toEqual({
      ...OF_RUNS,
      planned_and_finished: ["run:completed", "drift_detected"],
    });
  });
});

describe("who hears of an event", () => {
  const webhook = {
    id: "wh",
    enabled: true,
    events: ["run:errored"],
    isShared: false,
    environments: ["env-1"],
  };

  it.each([
    ["its event in its environment", {}, {}, true],
    ["another event", {}, { event: "run:completed" as const }, false],
    ["another environment", {}, { environment: "env-2" }, false],
    ["another environment, when it is shared", { isShared: true }, { environment: "env-2" }, true],
    ["anything, when it is turned off", { enabled: false, isShared: true }, {}, false],
    ["anything, without an environment", { environments: [] }, {}, false],
  ])("a webhook: %s", (_name, of, at, hears) => {
    expect(webhookHears({ ...webhook, ...of }, happening(at))).toBe(hears);
  });

  const slack = {
    id: "s",
    status: "active",
    events: ["run_errored"],
    environments: ["env-1"],
    runMode: "all" as const,
  };
  const environmentOf = (workspace: string) =>
    ({ "ws-1": "env-1", "ws-2": "env-1", "ws-3": "env-3" })[workspace];

  it.each([
    ["its event in its environment", {}, {}, true],
    ["another event", {}, { event: "run:completed" as const }, false],
    ["another environment", {}, { environment: "env-2" }, false],
    ["a workspace that it names", { workspaces: ["ws-1"] }, {}, true],
    ["a workspace beside those that it names", { workspaces: ["ws-2"] }, {}, false],
    ["an environment of which it names no workspace", { workspaces: ["ws-3"] }, {}, true],
    ["a run that applies, in mode apply", { runMode: "apply" as const }, {}, true],
    [
      "a dry run, in mode apply",
      { runMode: "apply" as const },
      { run: { isDry: true, workspace: "ws-1" } },
      false,
    ],
    [
      "a dry run, when it is for applies by its older name",
      { isApplyOnly: true },
      { run: { isDry: true, workspace: "ws-1" } },
      false,
    ],
    [
      "a dry run, in mode dry",
      { runMode: "dry" as const },
      { run: { isDry: true, workspace: "ws-1" } },
      true,
    ],
    ["a run that applies, in mode dry", { runMode: "dry" as const }, {}, false],
    ["anything, when it is turned off", { status: "disabled" }, {}, false],
    ["its event, after a call failed", { status: "failed" }, {}, true],
    [
      "drift that a dry run found, in mode apply",
      { events: ["drift_detected"], runMode: "apply" as const },
      { event: "drift_detected" as const, run: { isDry: true, workspace: "ws-1" } },
      true,
    ],
    ["drift, when it names events of runs alone", {}, { event: "drift_detected" as const }, false],
  ])("Slack: %s", (_name, of, at, hears) => {
    expect(slackHears({ ...slack, ...of }, happening(at), environmentOf)).toBe(hears);
  });

  it("EventBridge: every event of runs, unless it is turned off", () => {
    const heard = (status: string, event: Happening["event"]) =>
      eventBridgeHears({ id: "b", status }, { event });
    expect(
      ["active", "failed", "pending", "disabled"].map((status) => heard(status, "run:completed")),
    ).toEqual([true, true, true, false]);
    expect(heard("active", "drift_detected")).toBe(false);
  });
});

describe("numbers of a webhook", () => {
  it.each([
    ["timeout", 1, true],
    ["timeout", 120, true],
    ["timeout", 0, false],
    ["timeout", 121, false],
    ["max-attempts", 1, true],
    ["max-attempts", 50, true],
    ["max-attempts", 51, false],
    ["max-attempts", 2.5, false],
  ] as const)("%s %d: %s", (name, value, isRight) => {
    expect(numberFault(name, value) === null).toBe(isRight);
  });
});
