/** A rule of scalr.io that the sandbox reproduces. The reference lists all rules, and the demo checks them. */
export interface Rule {
  readonly id: string;
  readonly area: "resolution" | "concurrency" | "agents" | "deletion" | "permissions";
  /** What holds, in a sentence or two. */
  readonly text: string;
  /** Where it comes from, the first of them being the strongest. */
  readonly source: readonly (keyof typeof RULE_SOURCES)[];
  /** Day on which it was last compared with its sources, or decided where the sandbox alone is its source. */
  readonly checked: string;
}

/** Where rules come from. */
export const RULE_SOURCES = {
  product: { title: "product", what: "What scalr.io's pages on agent pools and agents describe" },
  api: {
    title: "API",
    what: "The contract of the public API (go-scalr v2.0.0-rc.4), and what the official clients send, read and test (go-scalr at 60635be, terraform-provider-scalr at e29c00ca)",
  },
  sandbox: { title: "sandbox", what: "A decision of this project, because the other sources say nothing" },
} as const;

export const RULES: readonly Rule[] = [
  {
    id: "R1",
    area: "resolution",
    text: "If no pool is set, a run executes on the Scalr runners. Here they are local processes in a managed pool.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R2",
    area: "resolution",
    text: "The workspace's pool wins, then the environment's default, then the account's default, then the Scalr runners.",
    source: ["product", "api"],
    checked: "2026-11-28",
  },
  {
    id: "R3",
    area: "resolution",
    text: "A pool is shared with all environments, or only its assigned environments may use it. A link to a pool that the environment may not use is rejected. If access is withdrawn later, runs end errored.",
    source: ["product", "sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R4",
    area: "resolution",
    text: "Every resolution can be explained: the candidates in order, which one won, and why the others did not.",
    source: ["sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R5",
    area: "resolution",
    text: "A pool is for runs or for VCS, fixed at creation. Neither kind can be used as the other.",
    source: ["product", "api"],
    checked: "2026-11-28",
  },
  {
    id: "R6",
    area: "resolution",
    text: "A VCS pool is linked to a VCS provider of a self-hosted kind, not to workspaces.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R7",
    area: "concurrency",
    text: "The Scalr runners have an account-wide quota of concurrent runs; self-hosted agents do not count against it.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R8",
    area: "concurrency",
    text: "One agent runs at most 5 runs at a time; its operator may set less, never more.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R9",
    area: "concurrency",
    text: "Five on the runners and five on each of two agents make fifteen at once.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R10",
    area: "concurrency",
    text: "Runs of a workspace execute one at a time, in order. Dry runs neither wait nor block. Awaiting confirmation holds the workspace, not a slot.",
    source: ["api"],
    checked: "2026-11-28",
  },
  {
    id: "R11",
    area: "concurrency",
    text: "The agent with the most free slots gets the next task. Among equals it is the one that has been idle longest. Load is derived from tasks.",
    source: ["sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R12",
    area: "concurrency",
    text: "A queued run can always say what it is waiting for.",
    source: ["sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R13",
    area: "agents",
    text: "An agent is offline after 5 minutes without contact and removed 4 hours after it was last seen.",
    source: ["product", "api"],
    checked: "2026-11-28",
  },
  {
    id: "R14",
    area: "agents",
    text: "Only an offline or errored agent can be deleted.",
    source: ["product", "api"],
    checked: "2026-11-28",
  },
  {
    id: "R15",
    area: "agents",
    text: "Agents connect to Scalr. Nothing connects to an agent.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R16",
    area: "agents",
    text: "A pool token lets an agent join and gives it a session. Names are unique in a pool; secrets are shown once.",
    source: ["api"],
    checked: "2026-11-28",
  },
  {
    id: "R17",
    area: "agents",
    text: "A started task is never started again. When its agent is lost its run ends errored and the workspace is free; a task not started returns to the queue.",
    source: ["sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R18",
    area: "deletion",
    text: "A pool that an object links to cannot be deleted. The error names the objects.",
    source: ["product", "sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R19",
    area: "deletion",
    text: "Deleting a pool revokes its tokens and stops its agents. The runs that they execute end errored.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R20",
    area: "permissions",
    text: "Pools need agent-pools permissions; assigning one to a workspace needs workspaces:update and agent-pools:read.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R21",
    area: "permissions",
    text: "Roles granted by access policies decide what a caller may do. Objects that it may not read are answered with 404.",
    source: ["api"],
    checked: "2026-11-28",
  },
];
