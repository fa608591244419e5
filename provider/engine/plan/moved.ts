/** `moved` blocks: the state's objects under their new addresses. */
import { formatInstance, formatResource, type InstanceAddress } from "../address.js";
import { errorDiag } from "../diagnostics.js";
import type { Configuration, TargetAddress } from "../lang/index.js";
import type { WorkingState } from "../state/working.js";
import type { Diag, InstanceKey } from "../types.js";

interface Applied {
  /** Where instances were, by where they are now. */
  readonly moved: Map<string, string>;
  readonly diagnostics: readonly Diag[];
}

export function applyMoves(config: Configuration, state: WorkingState): Applied {
  const moved = new Map<string, string>();
  const diagnostics: Diag[] = [];
  for (const { from, to, span } of config.moved) {
    if (from.mode !== to.mode || from.type !== to.type) {
      diagnostics.push(
        errorDiag(
          "Resource type mismatch",
          `This statement declares a move from ${text(from)} to ${text(to)}, which is a resource of a different type.`,
          span,
        ),
      );
      continue;
    }
    const declared = config.resources.get(formatResource({ module: "", ...from }));
    if (declared && from.key === undefined && to.key === undefined) {
      diagnostics.push(
        errorDiag(
          "Moved object still exists",
          `This statement declares a move from ${text(from)}, but that resource is still declared at ${declared.span.file}:${declared.span.start.line}. Change your configuration so that it is declared as ${text(to)} instead.`,
          span,
        ),
      );
      continue;
    }
    for (const [was, is] of pairs(state, from, to, config)) {
      if (state.slot(is)?.current) continue;
      move(state, was, is);
      const origin = moved.get(formatInstance(was)) ?? formatInstance(was);
      moved.delete(formatInstance(was));
      if (origin !== formatInstance(is)) moved.set(formatInstance(is), origin);
    }
  }
  return { moved, diagnostics };
}

const text = ({ mode, type, name, key }: TargetAddress): string =>
  formatInstance({ module: "", mode, type, name, key });

function* pairs(
  state: WorkingState,
  from: TargetAddress,
  to: TargetAddress,
  config: Configuration,
): Generator<[InstanceAddress, InstanceAddress]> {
  const stored = state.resources.get(formatResource({ module: "", ...from }));
  if (!stored) return;
  const target = config.resources.get(formatResource({ module: "", ...to }));
  for (const [key, slot] of [...stored.slots]) {
    if (!slot.current || (from.key !== undefined && from.key !== key)) continue;
    const newKey = newKeyOf(from, to, key, target?.count !== undefined);
    yield [address(from, key), address(to, newKey)];
  }
}

/** A whole resource keeps its keys; a lone instance becomes the first one when `count` is added. */
function newKeyOf(from: TargetAddress, to: TargetAddress, key: InstanceKey, counted: boolean): InstanceKey {
  if (to.key !== undefined || from.key !== undefined) return to.key;
  return key === undefined && counted ? 0 : key;
}

const address = ({ mode, type, name }: TargetAddress, key: InstanceKey): InstanceAddress => ({
  module: "",
  mode,
  type,
  name,
  key,
});

function move(state: WorkingState, from: InstanceAddress, to: InstanceAddress): void {
  const provider = state.resources.get(formatResource(from))!.provider;
  const slot = state.slot(from)!;
  const { current } = slot;
  const deposed = [...slot.deposed];
  state.set(to, provider, current);
  for (const [key, object] of deposed) {
    state.setDeposed(to, key, object);
    state.setDeposed(from, key, undefined);
  }
  state.set(from, provider, undefined);
}

/** An instance whose resource gained or lost `count` goes on without a `moved` block. */
export function applyImpliedMoves(
  config: Configuration,
  state: WorkingState,
  moved: Map<string, string>,
): void {
  for (const resource of config.resources.values()) {
    if (resource.mode !== "managed" || resource.forEach) continue;
    const base = { module: "", mode: resource.mode, type: resource.type, name: resource.name } as const;
    const stored = state.resources.get(resource.address);
    if (!stored) continue;
    const [from, to]: [InstanceKey, InstanceKey] = resource.count ? [undefined, 0] : [0, undefined];
    if (!stored.slots.get(from)?.current || stored.slots.get(to)?.current) continue;
    move(state, { ...base, key: from }, { ...base, key: to });
    const was = formatInstance({ ...base, key: from });
    moved.set(formatInstance({ ...base, key: to }), moved.get(was) ?? was);
    moved.delete(was);
  }
}
