import { HOOK_NAMES } from "../../../agent/protocol/protocol.js";
import type { Reader } from "../../core/schema.js";
import { type ExplainedHook, type ExplainedHooks, hooksRefusal } from "./hook-rules.js";
import { hooksOf } from "./linked.js";

/** The hooks of the registry that runs of an environment execute. */
export function explainHooks(reader: Reader, environment: string): ExplainedHooks {
  const linked = hooksOf(reader, environment);
  const hooks = linked.map(({ id, name, events, hook, status, error, repository }): ExplainedHook => {
    const revision = hook.vcsRevision ? reader.get("vcs-revisions", hook.vcsRevision) : undefined;
    return {
      hook: { id, name },
      events: HOOK_NAMES.filter((event) => events.includes(event)),
      interpreter: hook.interpreter,
      script: hook.scriptfilePath,
      repository,
      branch: revision?.branch ?? hook.vcsRepo?.branch ?? null,
      commit: revision?.commitSha ?? null,
      status,
      error,
    };
  });
  const error = hooksRefusal(linked, reader.get("environments", environment)?.name ?? environment);
  return error === null ? { hooks } : { hooks, error };
}
