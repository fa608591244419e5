/** R17: what happens to a run when its agent or its server is lost. A reference page and a test are generated from this table. */

/** The state of a run at the time of the loss. */
export const LOSS_PHASES = {
  assigned: "its task was given to the agent, which has not started it",
  hooking: "the agent executes a hook of the registry, before it plans",
  planning: "the agent plans",
  checking: "the agent has planned, and evaluates policies",
  applying: "the agent applies, and has sent a part of the state",
  uploading: "the agent has applied, and is sending the state",
} as const;

/** One of the states of a run. */
export type LossPhase = keyof typeof LOSS_PHASES;

export const LOSS_OUTCOMES = {
  continues: "The agent continues; the run ends normally.",
  returns: "The task returns to the queue; the next agent that polls executes it, as another attempt.",
  errored: "The run ends errored. It is never started again, and its workspace is free.",
} as const;

/** What happens to the run. */
export type LossOutcome = keyof typeof LOSS_OUTCOMES;

/** A way in which an agent is lost. */
export interface Loss {
  readonly name: string;
  /** What happens. */
  readonly what: string;
  readonly outcomes: Readonly<Record<LossPhase, LossOutcome>>;
  /** What the error of a run says that ends errored. */
  readonly says: string | null;
  /** What happens to the state that had not arrived. */
  readonly state: string;
}

const goesOn = {
  assigned: "continues",
  hooking: "continues",
  planning: "continues",
  checking: "continues",
  applying: "continues",
  uploading: "continues",
} as const;

const lost = {
  assigned: "returns",
  hooking: "errored",
  planning: "errored",
  checking: "errored",
  applying: "errored",
  uploading: "errored",
} as const;

export const LOSSES: readonly Loss[] = [
  {
    name: "agent killed",
    what: "The agent's process is killed, and does not come back for 5 minutes (R13).",
    outcomes: lost,
    says: "no contact for",
    state: "Stays on the agent's machine; the next agent that starts there delivers it.",
  },
  {
    name: "agent restarted",
    what: "The agent's process is killed and started again under its name.",
    outcomes: lost,
    says: "an agent of the same name took its place",
    state: "The restarted agent delivers it.",
  },
  {
    name: "cut off briefly",
    what: "The agent's network is cut, and restored before it counts as offline.",
    outcomes: goesOn,
    says: null,
    state: "Is sent as soon as the network is back.",
  },
  {
    name: "cut off for long",
    what: "The agent's network is cut, and restored after it was declared offline.",
    outcomes: lost,
    says: "no contact for",
    state: "The agent, told to drop the task, delivers it.",
  },
  {
    name: "replaced while cut off",
    what: "Another agent of the same name joins while the first is cut off; then the network is restored.",
    outcomes: lost,
    says: "an agent of the same name took its place",
    state: "The first agent, dismissed, delivers it before it exits.",
  },
  {
    name: "name tried again",
    what: "Another agent of the same name tries to join while the first is in contact, and is refused (R16).",
    outcomes: goesOn,
    says: null,
    state: "Is sent as usual.",
  },
  {
    name: "server restarted",
    what: "The server is killed and started again.",
    outcomes: goesOn,
    says: null,
    state: "Is sent as soon as the server is back.",
  },
  {
    name: "ten minutes at once",
    what: "The clock jumps by ten minutes while the agent is in contact.",
    outcomes: goesOn,
    says: null,
    state: "Is sent as usual.",
  },
  {
    name: "four hours at once",
    what: "The clock jumps by four hours, beyond what a plan or apply may take (run-operation-timeout).",
    outcomes: { ...lost, assigned: "continues" },
    says: "took longer than the 60 minutes",
    state: "The agent, told to drop the task, delivers it.",
  },
];
