import type { Json } from "../../../provider/client/index.js";
import type { Effect } from "../../client/sandbox-api.js";
import type { PlannedChange } from "./changes.js";
import type { PlanJson, Values } from "./plan-json.js";

/** Changes that the host would reject for a reason of its own. */
export interface Refusal {
  /** The address of the resource. */
  readonly address: string;
  /** What the host says of it. */
  readonly message: string;
  /** The addresses of what is refused only because it needs this resource, or because this one is not destroyed. */
  readonly waiting: readonly string[];
}

/** A rejected change. */
interface Refused extends PlannedChange {
  readonly message: string;
  readonly operation: Operation;
}

/** As `POST what-if` takes it. */
type Operation =
  | { readonly op: "add"; readonly data: Fields & { readonly lid: string } }
  | { readonly op: "update"; readonly data: Fields }
  | { readonly op: "remove"; readonly ref: { readonly type: string; readonly id: string } };

type Fields = { readonly [name: string]: Json };

/** The attributes in which other resources hold an object, by the object's type: they are destroyed or unlinked before it. */
const HELD_IN: Readonly<Record<string, readonly string[]>> = {
  environments: ["environment_id"],
  "agent-pools": ["agent_pool_id", "default_workspace_agent_pool_id"],
  workspaces: [],
};

/**
 * The rejections of a host, each reason once: at the resource that the host rejects, with the resources that need it. `changes`
 * are those that the host was asked about, in that order.
 */
export function refusalsOf(
  refused: Effect["refused"],
  changes: readonly PlannedChange[],
  plan: PlanJson,
): readonly Refusal[] {
  const all = refused.map(({ change, message }) => ({ ...changes[change]!, message }) as Refused);
  const before = valuesBefore(plan);
  const needs = new Map(all.map((each) => [each, all.filter(isNeededBy(each, before))]));
  const waiting = new Map<Refused, Set<string>>(
    all.filter((each) => needs.get(each)!.length === 0).map((cause) => [cause, new Set()]),
  );
  for (const each of all)
    for (const cause of causesOf(each, needs))
      if (cause.address !== each.address) waiting.get(cause)?.add(each.address);
  return [...waiting].map(([{ address, message }, others]) => ({ address, message, waiting: [...others] }));
}

/** The changes that a rejected change needs, directly or not. */
function causesOf(change: Refused, needs: ReadonlyMap<Refused, readonly Refused[]>): ReadonlySet<Refused> {
  const found = new Set<Refused>();
  const pending = [change];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    for (const each of needs.get(next)!)
      if (!found.has(each)) {
        found.add(each);
        pending.push(each);
      }
  return found;
}

/** Whether a change can only be made after another one, which it is given. */
function isNeededBy(
  { address, operation }: Refused,
  before: ReadonlyMap<string, readonly Values[]>,
): (other: Refused) => boolean {
  if (operation.op === "remove") {
    const { type, id } = operation.ref;
    const holds = (values: Values) => HELD_IN[type]!.some((attribute) => values[attribute] === id);
    return (other) =>
      other.operation.op !== "add" &&
      (before.get(other.address) ?? []).some((values) => isOf(values, other.operation) && holds(values));
  }
  const names = new Set(namesIn(operation.data, operation.op === "add" ? operation.data.lid : null));
  return ({ address: elsewhere, operation: other }) => {
    if (other.op === "add") return names.has(other.data.lid);
    // What is replaced keeps its name while it stays.
    return other.op === "remove" && operation.op === "add" && elsewhere === address;
  };
}

/** Of a resource with several objects, as one that is replaced has, whether the values are those of the one that is changed. */
const isOf = ({ id }: Values, operation: Operation) => operation.op !== "remove" || operation.ref.id === id;

/** The names under which a change speaks of objects that the same plan adds; `own` is that of its own object. */
const namesIn = (value: Json, own: string | null): readonly string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, each]) =>
        name !== "lid" || typeof each !== "string" ? namesIn(each as Json, own) : each === own ? [] : [each],
      )
    : [];

/** The values that resources had, by their addresses. */
function valuesBefore({ resource_changes: all = [] }: PlanJson): ReadonlyMap<string, readonly Values[]> {
  const values = new Map<string, Values[]>();
  for (const { address, change } of all)
    if (change.before !== null) values.set(address, [...(values.get(address) ?? []), change.before]);
  return values;
}
