/** The agent as a program of its own; settings are the SCALR_AGENT_* environment variables. */
import { runAgent } from "./index.js";

process.exitCode = await runAgent();
// Handles that a task left open must not keep the agent running.
process.exit();
