/**
 * Tests of agent pools: a scalr.io in memory, inside the test's own process.
 *
 *     const sandbox = await startSandbox();
 *     await sandbox.apply((app) => new Pools(app, "pools"));
 *     expect(await sandbox.poolOf("production/api")).toBe("private");
 *     await sandbox.close();
 *
 * It works with every test runner; docs/how-to/test-with-vitest.md shows it in vitest.
 */
import type { SandboxOptions } from "./options.js";
import { Sandbox } from "./sandbox.js";

export type { Declare, SynthesizableApp } from "../../provider/constructs/in-process.js";
export type { Candidate, Deadline, Resolution, Status, Waiting } from "../client/sandbox-api.js";
export type { TestAgent } from "./agent.js";
export { SandboxError, StackError } from "./errors.js";
export type { AgentOptions, RunOptions, SandboxOptions } from "./options.js";
export type { TestPool } from "./pools.js";
export type { RunPhase, TestRun } from "./run.js";
export type { Sandbox } from "./sandbox.js";
export type { Applied, StackChange, StackOptions } from "./stacks.js";
export type { Files, Target } from "./target.js";
export type { Changes, Move, WhatIf } from "./what-if.js";

/**
 * Starts a sandbox in memory on a free port of this machine. Its clock stands still until the test advances it, so no deadline
 * passes by itself. The test closes it with `close()` or `await using`.
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return Sandbox.start(options);
}
