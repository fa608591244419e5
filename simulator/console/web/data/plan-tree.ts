type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

interface Change {
  readonly actions: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  readonly after_unknown?: Json;
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

/** A plan as `show -json` prints it, with the members that are used. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly module_address?: string;
    readonly mode?: string;
    readonly change: Change;
  }[];
  readonly output_changes?: Readonly<Record<string, Change>>;
}

export interface Attribute {
  readonly name: string;
  /** As text; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly forcesReplacement: boolean;
}

export interface Leaf {
  readonly address: string;
  /** The address within its module. */
  readonly name: string;
  readonly action: "create" | "update" | "delete" | "replace" | "read" | "forget" | "no-op";
  readonly attributes: readonly Attribute[];
}

export interface Branch {
  /** `module.network["a"]`; empty for the root. */
  readonly name: string;
  readonly leaves: Leaf[];
  readonly modules: Branch[];
  /** Resources in it and below. */
  count: number;
}

/** The changes of a plan as a tree of modules. */
export function treeOf({ resource_changes = [] }: PlanJson, withUnchanged: boolean): Branch {
  const root: Branch = { name: "", leaves: [], modules: [], count: 0 };
  for (const { address, module_address: module = "", change } of resource_changes) {
    const action = actionOf(change.actions);
    if (action === "no-op" && !withUnchanged) continue;
    const way = branchAt(root, module);
    const name = module === "" ? address : address.slice(module.length + 1);
    way.at(-1)!.leaves.push({ address, name, action, attributes: attributesOf(change) });
    for (const branch of way) branch.count += 1;
  }
  return root;
}

function actionOf(actions: readonly string[]): Leaf["action"] {
  if (actions.length > 1) return "replace";
  const [only = "no-op"] = actions;
  return ["create", "update", "delete", "read", "forget"].includes(only) ? (only as Leaf["action"]) : "no-op";
}

/** The nodes from the root to a module. Instance keys may contain dots. */
function branchAt(root: Branch, module: string): readonly Branch[] {
  const names =
    module === "" ? [] : (module.match(/module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g) ?? [module]);
  const way = [root];
  for (const name of names) {
    const parent = way.at(-1)!;
    let branch = parent.modules.find((each) => each.name === name);
    if (branch === undefined) {
      branch = { name, leaves: [], modules: [], count: 0 };
      parent.modules.push(branch);
    }
    way.push(branch);
  }
  return way;
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function attributesOf(change: Change): readonly Attribute[] {
  const [before, after, unknown] = [change.before, change.after, change.after_unknown].map((each) =>
    isObject(each) ? each : {},
  ) as [Record<string, Json>, Record<string, Json>, Record<string, Json>];
  const replaced = new Set((change.replace_paths ?? []).map(([first]) => String(first)));
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])].sort();
  return names.flatMap((name) => {
    const isUnknown = holdsTrue(unknown[name]);
    const [old, next] = [textOf(before[name]), isUnknown ? "known after apply" : textOf(after[name])];
    return old === next && !isUnknown
      ? []
      : [{ name, before: old, after: next, forcesReplacement: replaced.has(name) }];
  });
}

/** Whether any part of a value is marked. */
const holdsTrue = (marks: Json | undefined): boolean =>
  marks === true || (typeof marks === "object" && marks !== null && Object.values(marks).some(holdsTrue));

const textOf = (value: Json | undefined): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);
