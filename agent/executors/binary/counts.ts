import type { ChangeCounts } from "../../protocol/protocol.js";

/** A plan as `show -json` prints it, with the members that are counted. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly mode: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: unknown };
  }[];
}

/** The number of changes of a plan to managed resources, from `show -json`. A replacement counts as a creation and a deletion. */
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
 * The number of changes of an apply, from its summary, "Resources: 1 imported, 2 added, 0 changed, 1 destroyed.", or if it has
 * none, from the lines about each resource.
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
