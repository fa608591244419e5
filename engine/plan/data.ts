/** Reads data sources, or defers that until what they depend on exists. */

import { formatInstance } from "../addresses/address.js";
import { hasErrors } from "../config/diagnostics.js";
import { checkId } from "../config/nodes.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import type { CheckRecorder } from "../evaluate/check-recorder.js";
import { objectId, operation } from "../evaluate/events.js";
import type { Here } from "../evaluate/scope.js";
import type { Session } from "../evaluate/session.js";
import type { Diag } from "../interfaces/diag.js";
import { blockType } from "../interfaces/schema.js";
import type { ActionReason } from "../interfaces/types.js";
import { unknownUntilRead } from "../objects/propose.js";
import { markBySchema } from "../objects/schema.js";
import { conforms, Value } from "../values/index.js";
import { markSensitive, sensitivePaths } from "../values/parts.js";
import { configured, type InstanceRequest } from "./configured.js";
import { providerFault } from "./prior.js";

export interface DataRequest extends InstanceRequest {
  /** Something that it waits for is to be changed: the reading must come after that. */
  readonly pending: boolean;
  /** It is planned, and belongs to a check block: whatever it says now, it is read again when all is applied. */
  readonly provisional?: boolean;
}

export interface DataOutcome {
  readonly value: Value;
  /** Why it was not read yet. */
  readonly deferred?: ActionReason;
  readonly here: Here;
}

/** Null when it failed; the session has the reasons. */
export async function readData(
  session: Session & { readonly checks: CheckRecorder },
  request: DataRequest,
): Promise<DataOutcome | null> {
  const { facts, address, pending, provisional = false } = request;
  const { use } = facts;
  const { block } = facts.schema;
  const text = formatInstance(address);
  const instance = configured(session, request, "validateDataSource");
  if (instance === null) return null;
  const { here, config, provider, say } = instance;
  const later = (deferred: ActionReason): DataOutcome => {
    const value = markSensitive(unknownUntilRead(block, config.unmarkDeep()), sensitivePaths(config));
    return { value: markBySchema(value, block), deferred, here };
  };
  if (!config.isWhollyKnown) return later("read_because_config_unknown");
  if (pending) return later("read_because_dependency_pending");
  const answer = await operation(
    session.emit,
    { operation: "read", address: text },
    () => provider.readDataSource(address.type, config.unmarkDeep()),
    ({ state, diagnostics }) => (hasErrors(diagnostics) ? null : objectId(state)),
  );
  if (!say(answer.diagnostics)) return provisional ? later("read_because_check_nested") : null;
  const { state } = answer;
  if (!conforms(state.type, blockType(block)) || state.isNull || !state.isWhollyKnown) {
    session.report([
      providerFault(
        "Provider produced invalid object",
        use,
        `what it read for ${text} is not a complete object of its schema`,
      ),
    ]);
    return null;
  }
  return { value: markBySchema(markSensitive(state, sensitivePaths(config)), block), here };
}

/**
 * A data source in a check block must not stop anything: what is wrong with it is a warning, and the check has failed.
 *
 * @returns the session to read it with, and whether to ignore a failure
 */
export function readingSession<S extends Session & { readonly checks: CheckRecorder }>(
  session: S,
  facts: ResourceFacts,
): { session: S; lenient: boolean } {
  const check = [...facts.module.config.checks.values()].find(
    ({ data }) => data?.address === facts.resource.address,
  );
  if (!check) return { session, lenient: false };
  const report = (problems: readonly Diag[]): boolean => {
    session.report(problems.map((problem) => ({ ...problem, severity: "warning" })));
    const ids = [session.module.address, session.module.node.path].map((at) => checkId(check.name, at));
    for (const { severity, summary, detail } of problems) {
      if (severity !== "error") continue;
      session.checks.record("check", ids[0]!, ids[1]!, "fail", detail ? `${summary}: ${detail}` : summary);
    }
    return !hasErrors(problems);
  };
  return { session: { ...session, report }, lenient: true };
}

/** The value of a data source that was not read. */
export function nothingRead(facts: ResourceFacts): Value {
  return Value.null(blockType(facts.schema.block));
}
