import type { ScenarioEntry } from "./scenario.js";

export type { Scenario, ScenarioEntry } from "./scenario.js";

/** Every story that `demo --scenario` plays; the first one when none is named. */
export const scenarios = {
  pools: {
    summary: "where runs execute, how many at once, agents that join and are lost, pools that are deleted",
    load: () => import("./pools.js"),
  },
  vcs: {
    summary: "a Git server that only an agent of a VCS pool reaches: pushes, dry runs, commit statuses",
    load: () => import("./vcs.js"),
  },
  serverless: {
    summary: "a pool whose agents are started on demand, one for each task, by its webhook",
    load: () => import("./serverless.js"),
  },
  lifecycle: {
    summary: "agents as they are operated: drained, stopped, silent, removed, deleted with their pool",
    load: () => import("./lifecycle.js"),
  },
  loss: {
    summary: "an agent killed in an apply, networks that are cut, a server that is killed",
    load: () => import("./loss.js"),
  },
  "provider-configurations": {
    summary:
      "credentials for runs: links and defaults, variables, workload identity, a run that manages the sandbox",
    load: () => import("./provider-configurations.js"),
  },
  webhooks: {
    summary:
      "events of runs: signed deliveries, retries, receivers that hang, a killed server, Slack and EventBridge",
    load: () => import("./webhooks.js"),
  },
  policies: {
    summary:
      "policies from a Git repository: three levels, an override, a push, agents without opa (needs opa)",
    load: () => import("./policies.js"),
  },
  scanners: {
    summary:
      "Checkov before a run's init, and what its plan costs by Infracost; programs that stand for both",
    load: () => import("./scanners.js"),
  },
  hooks: {
    summary: "scripts from a private repository before and after each phase: order, pushes, failures, a hang",
    load: () => import("./hooks.js"),
  },
  drift: {
    summary: "drift detection: a schedule that finds what was changed outside of runs",
    load: () => import("./drift.js"),
  },
} as const satisfies Readonly<Record<string, ScenarioEntry>>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as [ScenarioName, ...ScenarioName[]];

/** `pools (about this); loss (about that)`, for help. */
export const scenarioList = (): string =>
  Object.entries(scenarios)
    .map(([name, { summary }]) => `${name} (${summary})`)
    .join("; ");
