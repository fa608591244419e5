import type { DataObject } from "../../data/types.js";
import { scheduleFault } from "../../rules/schedules.js";
import { triggerRefusal } from "../../rules/triggers.js";
import { keyFault } from "../../rules/variables.js";
import { invalidAttribute, invalidRelationship } from "../errors.js";
import type { Operation } from "../resource.js";

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
