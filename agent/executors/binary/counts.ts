import type { ChangeCounts } from "../../protocol/protocol.js";

/** A plan as `show -json` prints it, as far as it is counted. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly mode: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: unknown };
  }[];
}

/** What a plan would do, counted over managed resources as `show -json` lists them. A replacement counts as both. */
export function plannedCounts({ resource_changes: changes = [] }: PlanJson): ChangeCounts {
  const managed = changes.filter(({ mode }) => mode === "managed").map(({ change }) => change);
  const count = (action: string) => managed.filter(({ actions }) => actions.includes(action)).length;
  return {
    add: count("create"),
    change: count("update"),
    destroy: count("delete"),
    import: managed.filter(({ importing }) => importing !== undefined && importing !== null).length,
    forget: count("forget"),
  };
}

/**
 * What an apply has done: its summary, "Resources: 1 imported, 2 added, 0 changed, 1 destroyed.", or, when it came to no
 * summary, the lines about what was done to each resource.
 */
export function appliedCounts(text: string): ChangeCounts {
  const summary = /^(?:Apply|Destroy) complete! Resources: (.*)$/m.exec(text)?.[1];
  if (summary === undefined) return linesCounted(text);
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
  return {
    add: count("added"),
    change: count("changed"),
    destroy: count("destroyed"),
    import: count("imported"),
    forget: count("forgotten"),
  };
}

function linesCounted(text: string): ChangeCounts {
  // What a provisioner prints stands behind "(local-exec): ".
  const lines = text.split("\n").filter((line) => !/^\S.* \([\w-]+\): /.test(line));
  const count = (done: string) =>
    lines.filter((line) => new RegExp(`^\\S.*: ${done}( after | \\[|$)`).test(line)).length;
  return {
    add: count("Creation complete"),
    change: count("Modifications complete"),
    destroy: count("Destruction complete"),
    import: count("Import complete"),
    forget: 0,
  };
}
