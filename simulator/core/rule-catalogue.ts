/** The rules that the sandbox reproduces, by id: what the docs list and the demo proves. */
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
  sandbox: { title: "sandbox", what: "A decision of this project, where the others are silent" },
} as const;

export const RULES: readonly Rule[] = [
  {
    id: "R1",
    area: "resolution",
    text: "Where no pool is set, a run executes on the Scalr runners. Here they are local processes in a managed pool.",
    source: ["product"],
    checked: "2026-11-24",
  },
  {
    id: "R2",
    area: "resolution",
    text: "The workspace's pool wins, else the environment's default, else the account's default, else the runners.",
    source: ["product", "api"],
    checked: "2026-11-28",
  },
  {
    id: "R3",
    area: "resolution",
    text: "A pool is shared with every environment or usable by its assigned ones alone. An inaccessible link is refused; access withdrawn later fails closed.",
    source: ["product", "sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R4",
    area: "resolution",
    text: "Every resolution can be explained: the candidates in order, which won, and why each other did not.",
    source: ["sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R5",
    area: "resolution",
    text: "A pool is for runs or for VCS, fixed at creation. Neither can stand where the other belongs.",
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
    text: "The agent with most free slots takes the next task, ties go to the longest idle; load is derived from tasks.",
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
    text: "All traffic goes from the agent to Scalr; nothing ever connects to an agent.",
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
    text: "A pool that something links to cannot be deleted; the refusal names what does.",
    source: ["product", "sandbox"],
    checked: "2026-11-24",
  },
  {
    id: "R19",
    area: "deletion",
    text: "Deleting a pool revokes its tokens and stops its agents; what they were running ends errored.",
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
    text: "Roles granted by access policies decide what a caller may do; what it may not read is not found.",
    source: ["api"],
    checked: "2026-11-28",
  },
];
