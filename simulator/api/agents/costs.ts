import type { CostReport } from "../../../agent/protocol/protocol.js";
import { invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { countField } from "./fields.js";

const LONGEST_ERROR = 1_000;

/** What a plan costs, as its agent reports it; null where it does not. @throws ApiError 422 */
export function costReportOf(value: unknown): CostReport | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) throw invalid("'cost' must be an object.", "/cost");
  const amount = (name: string): string => {
    const given = value[name];
    if (typeof given === "string" && /^-?\d{1,15}(\.\d{1,15})?$/.test(given)) return given;
    throw invalid(`'cost' has no amount '${name}'.`, "/cost");
  };
  return {
    error: typeof value.error === "string" ? value.error.slice(0, LONGEST_ERROR) : null,
    prior: amount("prior"),
    proposed: amount("proposed"),
    delta: amount("delta"),
    resources: countField(value, "resources"),
    matched: countField(value, "matched"),
    unmatched: countField(value, "unmatched"),
  };
}
