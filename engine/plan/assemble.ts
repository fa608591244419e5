/** From what was found while planning to the plan. */
import { compareInstances } from "../addresses/address.js";
import type { StateFile } from "../interfaces/state-file.js";
import type { Action, Counts, Plan, ResourceChange } from "../interfaces/types.js";
import { sameJson } from "../state/same-json.js";
import type { PlanContext } from "./context.js";
import { internals } from "./internals.js";

interface Frame {
  readonly dir: string;
  readonly workspace: string;
  readonly prior: StateFile;
  readonly planTimestamp: Date;
  readonly targets: readonly string[];
  readonly excludes: readonly string[];
}

/** Puts a plan together of what was found while the graph was walked. */
export function assemble(
  context: PlanContext,
  { dir, workspace, prior, planTimestamp, targets, excludes }: Frame,
): Plan {
  const changes = [...context.changes.values()].sort(compareChanges);
  const drift = context.drift.toSorted(compareChanges);
  const outputChanges = context.outputChanges.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const refreshedState: StateFile = { ...context.state.toFile(), serial: prior.serial };
  const hasChanges =
    changes.some(
      ({ action, previousAddress, importing }) => action !== "no-op" || previousAddress || importing,
    ) ||
    outputChanges.some(({ action }) => action !== "no-op") ||
    // What changed outside is not a reason to apply, unless taking it over is what was asked for.
    (context.mode === "refresh-only" && !sameJson(managed(prior), managed(refreshedState)));
  return {
    mode: context.mode,
    dir,
    workspace,
    counts: countChanges(changes),
    hasChanges,
    changes,
    drift,
    outputChanges,
    checks: context.checks.results(),
    targets,
    excludes,
    diagnostics: context.diagnostics.filter(({ severity }) => severity === "warning"),
    priorState: prior,
    refreshedState,
    timestamp: planTimestamp.toISOString().replace(/\.\d+Z$/, "Z"),
    internal: internals(context),
  };
}

const managed = ({ resources }: StateFile) => resources.filter(({ mode }) => mode === "managed");

function compareChanges(a: ResourceChange, b: ResourceChange): number {
  return compareInstances(a, b) || ((a.deposed ?? "") < (b.deposed ?? "") ? -1 : 1);
}

const COUNTED: Readonly<Record<Action, readonly (keyof Counts)[]>> = {
  "no-op": [],
  read: [],
  create: ["add"],
  update: ["change"],
  delete: ["destroy"],
  forget: ["forget"],
  "delete-then-create": ["add", "destroy"],
  "create-then-delete": ["add", "destroy"],
  "forget-then-create": ["add", "forget"],
};

/** The number of objects that a plan adds, changes and so on. A replacement adds and destroys. */
function countChanges(changes: readonly ResourceChange[]): Counts {
  const counts = { add: 0, change: 0, destroy: 0, import: 0, forget: 0 };
  for (const { action, importing } of changes) {
    for (const name of COUNTED[action]) counts[name]++;
    if (importing) counts.import++;
  }
  return counts;
}
