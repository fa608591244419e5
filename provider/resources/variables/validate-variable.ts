import type { Plain } from "../../../engine/values/index.js";
import type { Finding, PlainObject } from "../framework/index.js";

const isGiven = (value: Plain | undefined) => value !== null && value !== undefined;

/** What attributes of a variable exclude or need each other. */
export function validateVariable(config: PlainObject): readonly Finding[] {
  const findings: Finding[] = [];
  const fault = (attribute: string, summary: string, detail: string) =>
    findings.push({ summary, detail, attribute });
  if (isGiven(config.value) && isGiven(config.value_wo))
    fault("value_wo", "Two values for one variable", "Give value or value_wo, not both.");
  if (isGiven(config.value_wo_version) && !isGiven(config.value_wo)) {
    const detail =
      "It says when value_wo is new, and there is none. Give value_wo, or remove value_wo_version.";
    fault("value_wo_version", "A version without a write-only value", detail);
  }
  if (!isGiven(config.var_set_id)) return findings;
  for (const name of ["workspace_id", "environment_id"]) {
    const detail = `A variable of a set belongs to nothing else. Remove ${name} or var_set_id.`;
    if (isGiven(config[name])) fault(name, "Two owners of one variable", detail);
  }
  return findings;
}
