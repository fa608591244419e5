/** What `npm run mutation` tries: each source, the group it counts in, and the tests that have to find its mutants. */
const group = (name, tests, files) =>
  files.map((file) =>
    Array.isArray(file) ? { group: name, file: file[0], tests: file[1] } : { group: name, file, tests },
  );

export const TARGETS = [
  ...group(
    "rules and resolution of pools",
    ["test/pools/rules.test.ts"],
    [
      "simulator/pools/pool-rules.ts",
      "simulator/pools/resolution-rules.ts",
      ["simulator/features/serverless/delivery-rules.ts", ["test/features/serverless/rules.test.ts"]],
      ["simulator/platform/outgoing/retry-rules.ts", ["test/platform/retry-rules.test.ts"]],
    ],
  ),
  ...group(
    "permissions",
    ["test/access/rules.test.ts"],
    [
      "simulator/access/permission-rules.ts",
      "simulator/access/permission-catalogue-rules.ts",
      "simulator/access/grant-rules.ts",
      "simulator/access/explain-permission-rules.ts",
      "simulator/access/network-rules.ts",
      "simulator/core/scopes.ts",
      ["simulator/core/authorize.ts", ["test/access/authorize.test.ts"]],
    ],
  ),
  ...group(
    "transitions",
    ["test/runs/rules.test.ts"],
    [
      "simulator/runs/run-status-rules.ts",
      "simulator/runs/run-transition-rules.ts",
      ["simulator/vcs/vcs-task-rules.ts", ["test/runs/rules.test.ts", "test/vcs/rules.test.ts"]],
      ["simulator/core/transitions.ts", ["test/runs/rules.test.ts", "test/core/transitions.test.ts"]],
    ],
  ),
  ...group(
    "rules of policies",
    ["test/integrations/policies/rules.test.ts"],
    [
      "simulator/integrations/policies/check-rules.ts",
      "simulator/integrations/policies/source/policy-file-rules.ts",
    ],
  ),
  ...group("rules of runs", ["test/runs/rules.test.ts"], ["simulator/runs/trigger-rules.ts"]),
  // It keeps the schedules that it has parsed.
  ...group("rules of runs", ["test/runs/rules.test.ts"], ["simulator/runs/schedule-rules.ts"]).map(
    (target) => ({ ...target, isStateful: true }),
  ),
  ...group(
    "rules of agents, deletion and losses",
    ["test/core/rules.test.ts"],
    ["simulator/agents/agent-status-rules.ts", "simulator/core/deletion-rules.ts"],
  ),
  // A table from which a test and a page are made: the page shows each of its words.
  ...group(
    "rules of agents, deletion and losses",
    ["test/api/reference.test.ts"],
    ["simulator/agents/loss-rules.ts"],
  ),
  ...group(
    "rules of workspaces and VCS",
    ["test/workspaces/rules.test.ts"],
    [
      "simulator/vcs/vcs-rules.ts",
      "simulator/workspaces/remote-state-rules.ts",
      "simulator/workspaces/variable-rules.ts",
      "simulator/workspaces/workspace-rules.ts",
    ],
  ),
  ...group(
    "dispatch",
    ["test/dispatch/dispatcher.test.ts", "test/dispatch/dispatcher-follows.test.ts"],
    [
      ["simulator/runs/dispatch/ordered-tree.ts", ["test/dispatch/ordered-tree.test.ts"]],
      [
        "simulator/runs/dispatch/polls.ts",
        [
          "test/dispatch/ordered-tree.test.ts",
          "test/dispatch/dispatcher.test.ts",
          "test/dispatch/dispatcher-follows.test.ts",
        ],
      ],
      "simulator/runs/dispatch/pool-queues.ts",
      "simulator/runs/dispatch/workspace-queues.ts",
      "simulator/runs/dispatch/orders.ts",
      "simulator/runs/dispatch/demand.ts",
      "simulator/runs/dispatch/run-dispatcher.ts",
    ],
  ),
  ...group(
    "judges of the demo",
    ["test/cli/demo/judges.test.ts"],
    [
      ["cli/demo/stage/ledger.ts", ["test/cli/demo/checks.test.ts", "test/cli/demo/judges.test.ts"]],
      "cli/demo/stage/load.ts",
      "cli/demo/acts/fleet-concurrency.ts",
      "cli/demo/acts/fleet-order.ts",
    ],
  ),
];
