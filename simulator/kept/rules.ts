import { invalidAttribute, invalidRelationship } from "../core/errors.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { Operation } from "../core/resource.js";
import { scheduleFault } from "../runs/schedule-rules.js";
import { triggerRefusal } from "../runs/trigger-rules.js";
import { keyFault } from "../workspaces/variable-rules.js";

type Rule = (op: Operation, next: DataObject, previous: DataObject | null) => void;

/** The few rules of data types that the contract does not state. They throw to refuse. */
export const DATA_RULES: Readonly<Record<string, Rule>> = {
  "run-schedule-rules": (_op, { schedule }) => {
    const fault = scheduleFault(schedule);
    if (fault !== null) throw invalidAttribute("schedule", fault);
  },
  "run-triggers": ({ reader }, { upstream, downstream }) => {
    const after = (workspace: string) =>
      reader.find("run-triggers", "upstream", workspace).map((trigger) => trigger.downstream as string);
    const refusal = triggerRefusal({ upstream, downstream }, after);
    if (refusal !== null) throw invalidRelationship("downstream", refusal);
  },
  "var-set-variables": (_op, { key, category, hcl }) => {
    const fault = keyFault(key, category);
    if (fault !== null) throw invalidAttribute("key", fault);
    if (hcl && category !== "terraform")
      throw invalidAttribute("hcl", "Only the value of a Terraform variable can be an expression.");
  },
};
