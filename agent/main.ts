/** The agent as a program of its own; settings are the SCALR_AGENT_* environment variables. */
import { runAgent } from "./index.js";

process.exitCode = await runAgent();
// What a task left behind must not keep the agent.
process.exit();
