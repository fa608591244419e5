import type { Expression, Expressions, ModuleJson, PlanJson, ResourceChangeJson } from "./plan-json.js";

/** A module's path of calls, each with the key of its instance: `module.a["x"].module.b`. */
interface Step {
  readonly name: string;
  readonly key: string;
}

type Reference =
  | { readonly kind: "resource"; readonly type: string; readonly name: string; readonly key: string }
  | { readonly kind: "output"; readonly module: string; readonly key: string; readonly output: string }
  | { readonly kind: "variable"; readonly name: string };

/** The deepest nesting of modules that is followed. */
const DEEPEST = 32;

/**
 * Finds the resources that an attribute refers to if its value is known only after the apply, such as the id of a new object. It
 * follows references, variables and outputs of modules.
 */
export class References {
  /** The expressions of each module's managed resources, by type and name. */
  private readonly expressions = new Map<ModuleJson, ReadonlyMap<string, Expressions | undefined>>();

  constructor(private readonly plan: PlanJson) {}

  /** Whether the configuration says anything of a resource's attribute. */
  isConfigured(change: ResourceChangeJson, attribute: string): boolean {
    return this.expressionOf(change, attribute) !== undefined;
  }

  /** The changes of the given type that an attribute refers to; null where that cannot be told before the apply. */
  targets(change: ResourceChangeJson, attribute: string, type: string): readonly ResourceChangeJson[] | null {
    const expression = this.expressionOf(change, attribute);
    if (expression === undefined) return null;
    const found = this.follow(expression, pathOf(change.module_address), keyText(change.index), DEEPEST);
    if (found === null) return null;
    const targets = [...new Set(found)].filter((each) => each.type === type);
    return targets.length > 0 ? targets : null;
  }

  private expressionOf(change: ResourceChangeJson, attribute: string): Expression | undefined {
    const module = this.moduleAt(pathOf(change.module_address));
    return module && this.expressionsIn(module).get(`${change.type}.${change.name}`)?.[attribute];
  }

  private expressionsIn(module: ModuleJson): ReadonlyMap<string, Expressions | undefined> {
    let found = this.expressions.get(module);
    if (!found) {
      const managed = (module.resources ?? []).filter(({ mode }) => mode === "managed");
      found = new Map(managed.map(({ type, name, expressions }) => [`${type}.${name}`, expressions]));
      this.expressions.set(module, found);
    }
    return found;
  }

  private moduleAt(path: readonly Step[]): ModuleJson | undefined {
    return path.reduce<ModuleJson | undefined>(
      (module, { name }) => module?.module_calls?.[name]?.module,
      this.plan.configuration?.root_module,
    );
  }

  /** Null where one of the references leads nowhere that can be followed, or to one of several instances. */
  private follow(
    { references = [] }: Expression,
    path: readonly Step[],
    key: string,
    depth: number,
  ): ResourceChangeJson[] | null {
    if (depth === 0) return null;
    const all: ResourceChangeJson[] = [];
    // Beside `pool["a"].id` there are `pool["a"]` and `pool`, which say less.
    const isPart = (text: string) =>
      references.some((other) => other.startsWith(text) && /^[.[]/.test(other.slice(text.length)));
    for (const text of references.filter((each) => !isPart(each))) {
      const reference = parsed(text);
      if (reference === null) return null;
      const found = this.followOne(reference, path, key, depth);
      if (found === null) return null;
      all.push(...found);
    }
    return all;
  }

  private followOne(
    reference: Reference,
    path: readonly Step[],
    key: string,
    depth: number,
  ): ResourceChangeJson[] | null {
    if (reference.kind === "resource") return this.instancesOf(reference, path, key);
    if (reference.kind === "variable") {
      const call = path.at(-1);
      const caller = path.slice(0, -1);
      const passed = call && this.moduleAt(caller)?.module_calls?.[call.name]?.expressions?.[reference.name];
      return passed ? this.follow(passed, caller, call.key, depth - 1) : null;
    }
    if (reference.output === "") return null;
    const inner = [...path, { name: reference.module, key: reference.key }];
    const output = this.moduleAt(inner)?.outputs?.[reference.output]?.expression;
    return output ? this.follow(output, inner, reference.key, depth - 1) : null;
  }

  private instancesOf(
    { type, name, key }: Extract<Reference, { kind: "resource" }>,
    path: readonly Step[],
    ownKey: string,
  ): ResourceChangeJson[] | null {
    const instances = (this.plan.resource_changes ?? []).filter(
      (each) =>
        each.mode === "managed" &&
        each.deposed === undefined &&
        each.type === type &&
        each.name === name &&
        samePath(pathOf(each.module_address), path),
    );
    if (key !== "") return instances.filter(({ index }) => keyText(index) === key);
    if (instances.length <= 1) return instances;
    // `pool[each.key]`: the instance of the same key.
    const same = instances.filter(({ index }) => ownKey !== "" && keyText(index) === ownKey);
    return same.length === 1 ? same : null;
  }
}

const keyText = (index: string | number | undefined) => (index === undefined ? "" : JSON.stringify(index));

/** Instances of a module whose key a reference does not give are taken to be the same. */
const samePath = (path: readonly Step[], other: readonly Step[]) =>
  path.length === other.length &&
  path.every(
    ({ name, key }, at) => name === other[at]!.name && (other[at]!.key === "" || key === other[at]!.key),
  );

const PART = /([A-Za-z_][\w-]*)((?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?)/y;

/** The names of an address with their keys: `a.b["x"].c`; null where it is something else. */
function partsOf(text: string): { name: string; key: string }[] | null {
  const parts: { name: string; key: string }[] = [];
  PART.lastIndex = 0;
  for (;;) {
    const match = PART.exec(text);
    if (match === null) return null;
    parts.push({ name: match[1]!, key: match[2]!.slice(1, -1) });
    const end = PART.lastIndex === 0 ? text.length : match.index + match[0].length;
    if (end >= text.length) return parts;
    if (text[end] !== ".") return null;
    PART.lastIndex = end + 1;
  }
}

function pathOf(address: string | undefined): readonly Step[] {
  const parts = address === undefined ? [] : (partsOf(address) ?? []);
  return parts.flatMap(({ name }, at) => (name === "module" && at % 2 === 0 ? [parts[at + 1]!] : []));
}

/** Names that do not refer to a resource themselves: `each.key` in `pool[each.key]`. */
const BESIDES = new Set(["each", "count", "path", "terraform"]);

function parsed(text: string): Reference | null {
  const parts = partsOf(text);
  const [first, second, third] = parts ?? [];
  if (first === undefined) return null;
  if (first.name === "var" && second) return { kind: "variable", name: second.name };
  if (first.name === "module" && second)
    return { kind: "output", module: second.name, key: second.key, output: third?.name ?? "" };
  if (first.name === "each" && second?.name === "value") return null;
  if (BESIDES.has(first.name)) return { kind: "resource", type: "", name: "", key: "" };
  if (first.name === "local" || first.name === "data" || second === undefined) return null;
  return { kind: "resource", type: first.name, name: second.name, key: second.key };
}
