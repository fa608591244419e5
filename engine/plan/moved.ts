/** `moved` blocks: the state's objects under their new addresses. */

import type { InstanceKey } from "../addresses/address.js";
import {
  compareKeys,
  configModule,
  formatInstance,
  formatModule,
  formatResource,
  type InstanceAddress,
  inModule,
  type ModuleStep,
  moduleSteps,
} from "../addresses/address.js";
import { BUILTIN } from "../addresses/provider-address.js";
import { diag, errorDiag } from "../config/diagnostics.js";
import type { Diag } from "../interfaces/diag.js";
import type { StateInstance } from "../interfaces/state-file.js";
import type { ModuleNode, Moved, TargetAddress, TargetResource } from "../language/index.js";
import type { WorkingState } from "../state/working.js";

interface Applied {
  /** Where instances were, by where they are now. */
  readonly moved: Map<string, string>;
  readonly diagnostics: readonly Diag[];
}

type ModuleNodes = ReadonlyMap<string, ModuleNode>;

/** Carries out the `moved` blocks on the state, before anything is planned. */
export function applyMoves(modules: ModuleNodes, state: WorkingState): Applied {
  const moved = new Map<string, string>();
  const diagnostics: Diag[] = [];
  const blocked: string[] = [];
  for (const { path, config } of modules.values()) {
    for (const statement of config.moved) {
      const problem = refuse(statement, path, modules);
      if (problem) diagnostics.push(problem);
      else
        for (const [was, is] of pairs(statement, path, modules, state)) {
          if (!moveTo(state, was, is, moved))
            blocked.push(`\n  - ${formatInstance(was)} could not move to ${formatInstance(is)}`);
        }
    }
  }
  if (blocked.length > 0) diagnostics.push(unresolved(blocked));
  return { moved, diagnostics };
}

function unresolved(blocked: readonly string[]): Diag {
  return diag(
    "warning",
    "Unresolved resource instance address changes",
    `OpenTofu tried to adjust resource instance addresses in the prior state based on change information recorded in the configuration, but some adjustments did not succeed due to existing objects already at the intended addresses:${blocked.join("")}\n\nOpenTofu has planned to destroy these objects. If OpenTofu's proposed changes aren't appropriate, you must first resolve the conflicts using the "tofu state" subcommands and then create a new plan.`,
  );
}

/** A null_resource may become a terraform_data, which does the same. */
const becomesData = (from: { readonly type: string }, to: { readonly type: string }): boolean =>
  from.type === "null_resource" && to.type === "terraform_data";

/** The object of a null_resource as one of a terraform_data. */
function asData(object: StateInstance): StateInstance {
  const { id = null, triggers = null } = (object.attributes ?? {}) as {
    id?: string | null;
    triggers?: Readonly<Record<string, string | null>> | null;
  };
  const secret = (object.sensitive_attributes ?? []).some(([step]) => step?.value === "triggers");
  const types = Object.fromEntries(Object.keys(triggers ?? {}).map((name) => [name, "string"]));
  return {
    ...object,
    schema_version: 0,
    attributes: {
      id,
      input: null,
      output: null,
      triggers_replace: triggers && { value: triggers, type: ["object", types] },
    },
    sensitive_attributes: secret ? [[{ type: "get_attr", value: "triggers_replace" }]] : [],
  };
}

function refuse({ from, to, span }: Moved, path: string, modules: ModuleNodes): Diag | null {
  const [was, is] = [title(from, path), title(to, path)];
  if (from.kind !== to.kind) {
    return errorDiag(
      "Invalid moved block",
      `This statement declares a move from ${was} to ${is}: a resource can not become a module, nor a module a resource.`,
      span,
    );
  }
  if (
    from.kind === "resource" &&
    to.kind === "resource" &&
    (from.mode !== to.mode || (from.type !== to.type && !becomesData(from, to)))
  ) {
    return errorDiag(
      "Resource type mismatch",
      `This statement declares a move from ${was} to ${is}, which is a resource of a different type.`,
      span,
    );
  }
  if (keyOf(from) !== undefined || keyOf(to) !== undefined) return null;
  const module = modules.get(configModule(inside(path, from.module)));
  const declared =
    from.kind === "module"
      ? module?.caller?.call
      : module?.config.resources.get(formatResource({ ...from, module: "" }));
  if (!declared) return null;
  const what = from.kind === "module" ? "module call" : "resource";
  return errorDiag(
    "Moved object still exists",
    `This statement declares a move from ${was}, but that ${what} is still declared at ${declared.span.file}:${declared.span.start.line}. Change your configuration so that it is declared as ${is} instead.`,
    span,
  );
}

const inside = (path: string, module: readonly ModuleStep[]): string => {
  const text = formatModule(module);
  return text === "" ? path : inModule(path, text);
};

const title = (target: TargetAddress, path: string): string =>
  target.kind === "module"
    ? inside(path, target.module)
    : formatInstance({ ...target, module: inside(path, target.module), key: target.key });

const keyOf = (target: TargetAddress): InstanceKey =>
  target.kind === "module" ? target.module.at(-1)!.key : target.key;

/** The addresses of a `moved` statement: from where, to where. */
function* pairs(
  { from, to }: Moved,
  path: string,
  modules: ModuleNodes,
  state: WorkingState,
): Generator<[InstanceAddress, InstanceAddress]> {
  const depth = moduleSteps(path).length;
  for (const { address, slots } of [...state.resources.values()]) {
    const steps = moduleSteps(address.module);
    // The statement holds in every instance of the module that it is in.
    if (configModule(formatModule(steps.slice(0, depth))) !== path) continue;
    const around = steps.slice(0, depth);
    const rest = steps.slice(depth);
    if (from.kind === "module") {
      const module = movedModule(from.module, to.module, rest);
      if (!module) continue;
      for (const key of [...slots.keys()])
        yield [
          { ...address, key },
          { ...address, module: formatModule([...around, ...module]), key },
        ];
      continue;
    }
    if (!sameSteps(rest, from.module)) continue;
    const { mode, type, name } = from;
    if (address.mode !== mode || address.type !== type || address.name !== name) continue;
    const target = to as TargetResource;
    const module = formatModule([...around, ...target.module]);
    const counted = modules
      .get(configModule(module))
      ?.config.resources.get(formatResource({ ...target, module: "" }))?.count;
    for (const [key, slot] of [...slots]) {
      if (!slot.current || (from.key !== undefined && from.key !== key)) continue;
      const newKey = newKeyOf(from, target, key, counted !== undefined);
      yield [
        { ...address, key },
        { module, mode: target.mode, type: target.type, name: target.name, key: newKey },
      ];
    }
  }
}

const sameSteps = (a: readonly ModuleStep[], b: readonly ModuleStep[]): boolean =>
  a.length === b.length && a.every(({ name, key }, i) => name === b[i]!.name && key === b[i]!.key);

/** Where a module is moved to, with the modules in it; a whole call keeps the keys of its instances. */
function movedModule(
  from: readonly ModuleStep[],
  to: readonly ModuleStep[],
  steps: readonly ModuleStep[],
): readonly ModuleStep[] | null {
  const last = from.length - 1;
  const [here, wanted, target] = [steps[last], from[last]!, to.at(-1)!];
  if (!here || !sameSteps(steps.slice(0, last), from.slice(0, last)) || here.name !== wanted.name)
    return null;
  const whole = wanted.key === undefined && target.key === undefined;
  if (!whole && here.key !== wanted.key) return null;
  const moved = whole ? { name: target.name, key: here.key } : target;
  return [...to.slice(0, -1), moved, ...steps.slice(from.length)];
}

/** A whole resource keeps its keys; a lone instance becomes the first one when `count` is added. */
function newKeyOf(from: TargetResource, to: TargetResource, key: InstanceKey, counted: boolean): InstanceKey {
  if (to.key !== undefined || from.key !== undefined) return to.key;
  return key === undefined && counted ? 0 : key;
}

/** False when something is there already. */
function moveTo(
  state: WorkingState,
  was: InstanceAddress,
  is: InstanceAddress,
  moved: Map<string, string>,
): boolean {
  if (!state.slot(was)?.current) return true;
  if (state.slot(is)?.current) return false;
  move(state, was, is);
  const origin = moved.get(formatInstance(was)) ?? formatInstance(was);
  moved.delete(formatInstance(was));
  if (origin !== formatInstance(is) && was.mode === "managed") moved.set(formatInstance(is), origin);
  return true;
}

function move(state: WorkingState, from: InstanceAddress, to: InstanceAddress): void {
  const provider = state.resources.get(formatResource(from))!.provider;
  const slot = state.slot(from)!;
  const { current } = slot;
  const deposed = [...slot.deposed];
  const changes = becomesData(from, to);
  const as = (object: StateInstance) => (changes ? asData(object) : object);
  state.set(to, changes ? `provider["${BUILTIN}"]` : provider, current && as(current));
  for (const [key, object] of deposed) {
    state.setDeposed(to, key, as(object));
    state.setDeposed(from, key, undefined);
  }
  state.set(from, provider, undefined);
}

/** An instance whose resource, or module, gained or lost `count` continues without a `moved` block. */
export function applyImpliedMoves(
  modules: ModuleNodes,
  state: WorkingState,
  moved: Map<string, string>,
): void {
  const named = new Set(
    [...modules.values()].flatMap(({ path, config }) =>
      config.moved.flatMap(({ from, to }) =>
        [from, to].map((target) => configModule(inside(path, target.module))),
      ),
    ),
  );
  // Where statements say something about a module, they say what happens to its instances.
  for (const node of modules.values()) if (!named.has(node.path)) moveCall(node, state, moved);
  for (const { address, slots } of [...state.resources.values()]) {
    const { config } = modules.get(configModule(address.module)) ?? {};
    const resource = config?.resources.get(formatResource({ ...address, module: "" }));
    if (resource?.mode !== "managed" || resource.forEach) continue;
    const [from, to]: [InstanceKey, InstanceKey] = resource.count ? [undefined, 0] : [0, undefined];
    if (!slots.get(from)?.current || slots.get(to)?.current) continue;
    moveTo(state, { ...address, key: from }, { ...address, key: to }, moved);
  }
}

function moveCall({ path, caller }: ModuleNode, state: WorkingState, moved: Map<string, string>): void {
  if (!caller || caller.call.forEach) return;
  const to: InstanceKey = caller.call.count ? 0 : undefined;
  const from: InstanceKey = caller.call.count ? undefined : 0;
  const depth = moduleSteps(path).length;
  const at = (module: string) => moduleSteps(module).slice(0, depth);
  const within = [...state.resources.values()].filter(
    ({ address }) => configModule(formatModule(at(address.module))) === path,
  );
  const taken = new Set(
    within
      .filter(({ address }) => at(address.module).at(-1)!.key === to)
      .map(({ address }) => formatModule(at(address.module).slice(0, -1))),
  );
  for (const { address, slots } of within) {
    const steps = moduleSteps(address.module);
    if (compareKeys(steps[depth - 1]!.key, from) !== 0) continue;
    if (taken.has(formatModule(steps.slice(0, depth - 1)))) continue;
    const module = formatModule(steps.map((step, i) => (i === depth - 1 ? { ...step, key: to } : step)));
    for (const key of [...slots.keys()])
      moveTo(state, { ...address, key }, { ...address, module, key }, moved);
  }
}
