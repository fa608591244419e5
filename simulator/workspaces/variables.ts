import type { Variable } from "../core/entities.js";
import { invalidAttribute } from "../core/errors.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { Input } from "../core/resource.js";
import type { Reader } from "../core/schema.js";
import { type Candidate, effectiveVariables } from "./variable-rules.js";

/** The variables from the sets of a workspace: those shared with all, its environment's, and its own. */
function fromSets(reader: Reader, environment: string, sets: readonly string[]): Candidate[] {
  const usable = [...reader.all("var-sets")].filter((set) => set.isShared);
  const assigned = reader.find("var-sets", "environments", environment);
  const linked = sets.map((id) => reader.get("var-sets", id)).filter((set) => set !== undefined);
  const ids = new Set([...usable, ...assigned, ...linked].map(({ id }) => id));
  return [...ids].flatMap((id) => reader.find("var-set-variables", "varSet", id)) as DataObject[] as never;
}

/** The variables that a run of the workspace gets, in addition to those of the run itself. */
export function variablesOf(reader: Reader, workspaceId: string): readonly Candidate[] {
  const workspace = reader.get("workspaces", workspaceId)!;
  const environment = reader.get("environments", workspace.environment)!;
  return effectiveVariables<Candidate>([
    fromSets(reader, environment.id, workspace.varSets),
    reader.find("vars", "account", environment.account),
    reader.find("vars", "environment", environment.id).filter((variable) => variable.workspace === null),
    reader.find("vars", "workspace", workspace.id),
  ]);
}

/** The variables of the same key that a final one overrides: those of narrower scopes. */
export function overriddenBy(reader: Reader, final: Variable): readonly Variable[] {
  return reader
    .find("vars", "key", final.key)
    .filter((other) => other.id !== final.id && sameKind(other, final) && isWithin(reader, other, final));
}

/** The final variables of the same key that a new one would have to override: those of wider scopes. */
export function finalAbove(reader: Reader, variable: Variable): Variable | undefined {
  return reader
    .find("vars", "key", variable.key)
    .find((other) => other.final && sameKind(other, variable) && isWithin(reader, variable, other));
}

const sameKind = (one: Variable, other: Variable) =>
  (one.category === "terraform") === (other.category === "terraform");

/** Whether a variable belongs to a narrower scope within another's. */
function isWithin(reader: Reader, inner: Variable, outer: Variable): boolean {
  if (outer.workspace !== null) return false;
  if (outer.environment === null) return inner.workspace !== null || inner.environment !== null;
  return (
    inner.workspace !== null && reader.get("workspaces", inner.workspace)?.environment === outer.environment
  );
}

/** A sensitive value cannot be made readable: to turn `sensitive` off, give a new value. */
export function refuseRevealing(
  input: Pick<Input<unknown>, "given" | "changes">,
  previous: { readonly sensitive: boolean } | null,
): void {
  const { sensitive } = input.changes as { sensitive?: boolean };
  if (previous?.sensitive && sensitive === false && !input.given.has("value")) {
    throw invalidAttribute(
      "sensitive",
      "A sensitive value cannot be made readable; send a new value along with 'sensitive'.",
    );
  }
}
