/** Addresses of resources and their instances: writing, reading, ordering. */

/** The key of an instance of a resource or module; undefined if there is only one. */
export type InstanceKey = string | number | undefined;

export type Mode = "managed" | "data";

export interface ResourceAddress {
  /** Such as `module.network["a"]`; empty for the root module. */
  readonly module: string;
  readonly mode: Mode;
  readonly type: string;
  readonly name: string;
}

/** One step into a module: the call's name, and the key of one of its instances. */
export interface ModuleStep {
  readonly name: string;
  readonly key: InstanceKey;
}

export interface InstanceAddress extends ResourceAddress {
  readonly key: InstanceKey;
}

/** A text in quotes as the configuration language reads it. */
export function quoteHcl(text: string): string {
  return JSON.stringify(text)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}

/** What an instance's key adds to its resource's address: `[0]`, `["a"]`, or nothing. */
export function keySuffix(key: InstanceKey): string {
  if (key === undefined) return "";
  return typeof key === "number" ? `[${key}]` : `[${quoteHcl(key)}]`;
}

/** `module.a.data.type.name`, without the key of an instance. */
export function formatResource(address: ResourceAddress): string {
  const module = address.module === "" ? "" : `${address.module}.`;
  return `${module}${address.mode === "data" ? "data." : ""}${address.type}.${address.name}`;
}

/** `module.a.type.name["key"]`. */
export function formatInstance(address: InstanceAddress): string {
  return formatResource(address) + keySuffix(address.key);
}

/** The addresses that `-target` and similar accept. */
export type ParsedAddress =
  | { readonly kind: "module"; readonly module: string }
  | { readonly kind: "resource"; readonly resource: ResourceAddress }
  | { readonly kind: "instance"; readonly instance: InstanceAddress };

type Step = { readonly name: string } | { readonly key: string | number };

function steps(text: string): Step[] | null {
  const found: Step[] = [];
  const token = /\.?([\p{L}_][\p{L}\p{N}_-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/uy;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) return null;
    if (match[1] !== undefined) {
      if ((at === 0) === match[0].startsWith(".")) return null;
      found.push({ name: match[1] });
    } else if (match[2] !== undefined) {
      found.push({ key: Number(match[2]) });
    } else {
      try {
        const raw = JSON.parse(match[3]!) as string;
        found.push({ key: raw.replaceAll("$${", "${").replaceAll("%%{", "%{") });
      } catch {
        return null;
      }
    }
  }
  return found;
}

/** Null when the text is not an address. */
export function parseAddress(text: string): ParsedAddress | null {
  const all = steps(text);
  if (!all || all.length === 0) return null;
  let i = 0;
  const name = (): string | null => {
    const step = all[i];
    if (!step || !("name" in step)) return null;
    i++;
    return step.name;
  };
  const key = (): InstanceKey => {
    const step = all[i];
    if (!step || !("key" in step)) return undefined;
    i++;
    return step.key;
  };
  let module = "";
  for (;;) {
    const step = all[i];
    if (!step || !("name" in step) || step.name !== "module") break;
    i++;
    const call = name();
    if (call === null) return null;
    module += `${module === "" ? "" : "."}module.${call}${keySuffix(key())}`;
  }
  if (i === all.length) return { kind: "module", module };
  let type = name();
  let mode: Mode = "managed";
  if (type === "data") {
    mode = "data";
    type = name();
  }
  const resourceName = name();
  if (type === null || resourceName === null) return null;
  const resource: ResourceAddress = { module, mode, type, name: resourceName };
  if (i === all.length) return { kind: "resource", resource };
  const instanceKey = key();
  if (instanceKey === undefined || i !== all.length) return null;
  return { kind: "instance", instance: { ...resource, key: instanceKey } };
}

/** The path of a module's call inside another module, with the key of an instance where it has one. */
export function joinModule(module: string, call: string, key?: InstanceKey): string {
  return `${module === "" ? "" : `${module}.`}module.${call}${keySuffix(key)}`;
}

/** What a name is called from outside of its module. */
export function inModule(module: string, name: string): string {
  return module === "" ? name : `${module}.${name}`;
}

const parsedModules = new Map<string, readonly ModuleStep[]>([["", []]]);

/** The steps of an address such as `module.a[0].module.b`. */
export function moduleSteps(module: string): readonly ModuleStep[] {
  let found = parsedModules.get(module);
  if (!found) {
    const list: { name: string; key: InstanceKey }[] = [];
    for (const step of steps(module) ?? []) {
      if ("key" in step) list.at(-1)!.key = step.key;
      else list.push({ name: step.name, key: undefined });
    }
    // Every second name is the word `module`.
    found = list.filter((_, i) => i % 2 === 1);
    parsedModules.set(module, found);
  }
  return found;
}

/** `module.a[0].module.b`, or the empty string for the root. */
export function formatModule(list: readonly ModuleStep[]): string {
  return list.reduce((module, { name, key }) => joinModule(module, name, key), "");
}

/** The module as the configuration has it: without the keys of instances. */
export function configModule(module: string): string {
  if (!module.includes("[")) return module;
  return moduleSteps(module).reduce((path, { name }) => joinModule(path, name), "");
}

/** The resource as the configuration has it: states name dependencies so. */
export function configAddress(address: ResourceAddress): string {
  return formatResource(
    address.module === "" ? address : { ...address, module: configModule(address.module) },
  );
}

/** Modules near the root first, then by name and key. */
function compareModules(a: string, b: string): number {
  if (a === b) return 0;
  const left = moduleSteps(a);
  const right = moduleSteps(b);
  if (left.length !== right.length) return left.length - right.length;
  for (const [i, step] of left.entries()) {
    const other = right[i]!;
    const order = compareText(step.name, other.name) || compareKeys(step.key, other.key);
    if (order !== 0) return order;
  }
  return 0;
}

/** By the code units of the text, as for sorting. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** No key first, then numbers, then texts. */
export function compareKeys(a: InstanceKey, b: InstanceKey): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  return typeof a === "number" ? -1 : 1;
}

/** Also puts the absence of a key first, which `sort` alone leaves for last. */
export function sortKeys(keys: Iterable<InstanceKey>): InstanceKey[] {
  return [...keys]
    .map((key) => ({ key }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ key }) => key);
}

/** Root module first, data sources before resources, then by type, name and key. */
export function compareInstances(a: InstanceAddress, b: InstanceAddress): number {
  return compareResources(a, b) || compareKeys(a.key, b.key);
}

/** The order of resources in plans and states: by module, data sources first, then by type and name. */
export function compareResources(a: ResourceAddress, b: ResourceAddress): number {
  if (a.module !== b.module) return compareModules(a.module, b.module);
  if (a.mode !== b.mode) return a.mode === "data" ? -1 : 1;
  return compareText(a.type, b.type) || compareText(a.name, b.name);
}

/** Whether an address picked by a user covers an instance. */
export function covers(picked: ParsedAddress, instance: InstanceAddress): boolean {
  if (picked.kind === "module") return moduleCovers(picked.module, instance.module);
  const wanted = picked.kind === "resource" ? picked.resource : picked.instance;
  const same =
    wanted.module === instance.module &&
    wanted.mode === instance.mode &&
    wanted.type === instance.type &&
    wanted.name === instance.name;
  return same && (picked.kind === "resource" || picked.instance.key === instance.key);
}

/** Whether a module, or any of its instances, is the other one or holds it. */
export function moduleCovers(outer: string, inner: string): boolean {
  if (inner === outer || outer === "") return true;
  const wanted = moduleSteps(outer);
  const steps = moduleSteps(inner);
  return wanted.every(({ name, key }, i) => {
    const step = steps[i];
    return step?.name === name && (key === undefined || key === step.key);
  });
}
