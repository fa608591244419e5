/**
 * The agent protocol (`/api/agents/v1`): what agents and the simulator say to each other. JSON over HTTP, always
 * asked for by the agent (R15). Times are seconds. Every error is `{"errors":[{status, title, detail}]}`:
 *
 * - 401: the token is unknown or revoked. The agent stops its children and exits.
 * - 409: at registration, the name is taken by an agent that is alive (R16); for a log chunk, a gap.
 * - 410: the task's attempt is no longer current (R17). The agent drops the task; of an apply it delivers the state.
 * - 413: more than the server takes (`Limits`).
 * - 426: at registration, the agent's version is older than what the server works with.
 */

export * from "./hooks.js";
export * from "./limits.js";
export * from "./policies.js";
export type * from "./providers.js";
export * from "./scans.js";
export type * from "./session.js";
export type * from "./tasks.js";
export type * from "./vcs.js";

export const PROTOCOL_BASE = "/api/agents/v1";
