/** What each exit code of an agent means. */
export const AGENT_EXIT = {
  stopped: { code: 0, meaning: "Stopped as asked, after leaving its pool." },
  failure: { code: 1, meaning: "It failed; the message says why." },
  settings: { code: 2, meaning: "A setting is missing or wrong; the message names it." },
  nameTaken: { code: 3, meaning: "Another agent of this name is connected to the pool (R16)." },
  tokenRefused: {
    code: 4,
    meaning:
      "The pool's token is unknown, revoked, or not one of a pool; or the server did not prove that it issued the token.",
  },
  dismissed: {
    code: 5,
    meaning: "The agent or its pool was deleted, or its session revoked: what it ran was stopped (R19).",
  },
  idle: { code: 6, meaning: "A single-task agent left its pool because it got no task." },
  versionTooOld: {
    code: 7,
    meaning: "The server accepts newer agents only; the message says from which version.",
  },
} as const;

/** Why an agent ended; each has a code of its own. */
export type AgentExit = keyof typeof AGENT_EXIT;

/** Why an agent ends, with the exit code that says so. */
export class AgentError extends Error {
  override readonly name = "AgentError";
  constructor(
    readonly exit: AgentExit,
    message: string,
  ) {
    super(message);
  }
}
