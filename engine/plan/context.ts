import { formatInstance, type InstanceAddress, inModule, type ParsedAddress } from "../addresses/address.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import type { CheckRecorder } from "../evaluate/check-recorder.js";
import type { Session } from "../evaluate/session.js";
import type { OutputChange, PlanMode, ResourceChange } from "../interfaces/types.js";
import type { WorkingResource, WorkingState } from "../state/working.js";
import type { Value } from "../values/index.js";
import type { Changes } from "./planned.js";

/** A plan while it is made. */
export interface PlanContext extends Session {
  readonly mode: PlanMode;
  readonly refresh: boolean;
  /** Values of variables as they were given. */
  readonly rawVariables: ReadonlyMap<string, Value>;
  /** The state as it is found; becomes what the plan is made from. */
  readonly state: WorkingState;
  readonly changes: Changes;
  readonly drift: ResourceChange[];
  readonly outputChanges: OutputChange[];
  readonly checks: CheckRecorder;
  /** Undefined: everything. */
  readonly targets: readonly ParsedAddress[] | undefined;
  /** Undefined: nothing. Never beside `targets`. */
  readonly excludes: readonly ParsedAddress[] | undefined;
  /** Resources that targets depend on: all of their instances count as targeted. */
  readonly targetsAll: ReadonlySet<string>;
  /** Instances to replace on request. */
  readonly replace: ReadonlySet<string>;
  /** Where instances were before they were moved, by their address now. */
  readonly moved: ReadonlyMap<string, string>;
}

/** Whether the plan leaves something out: not all that was declared, and not all of the state, is looked at. */
export const isPartial = ({ targets, excludes }: Pick<PlanContext, "targets" | "excludes">): boolean =>
  targets !== undefined || excludes !== undefined;

/** The state's name for a resource in the module instance that the session is in. */
export function stateId({ module }: Pick<Session, "module">, resource: { readonly address: string }): string {
  return inModule(module.address, resource.address);
}

/** What the state has of a resource of the configuration, in any instance of its module. */
export function storedIn(state: WorkingState, facts: ResourceFacts): WorkingResource[] {
  if (facts.module.path === "") {
    const stored = state.resources.get(facts.address);
    return stored ? [stored] : [];
  }
  return state.ofConfig(facts.address);
}

/** The id of a change in a plan: one object, current or deposed. */
export function changeId(address: string, deposed?: string): string {
  return deposed === undefined ? address : `${address} (deposed object ${deposed})`;
}

/** The address of the instance with that key. */
export function instanceAddress(
  { module, mode, type, name }: { module: string; mode: "managed" | "data"; type: string; name: string },
  key: InstanceAddress["key"],
): InstanceAddress {
  return { module, mode, type, name, key };
}

/** An instance of a resource in the module instance that the session is in. */
export function addressIn(
  { module }: Pick<Session, "module">,
  { mode, type, name }: Pick<ResourceFacts["resource"], "mode" | "type" | "name">,
  key: InstanceAddress["key"],
): InstanceAddress {
  return { module: module.address, mode, type, name, key };
}

/** What every change says of the instance that it is about. */
export function changeBase(context: PlanContext, address: InstanceAddress) {
  const text = formatInstance(address);
  const previous = context.moved.get(text);
  const { module, mode, type, name, key } = address;
  return {
    address: text,
    module,
    mode,
    type,
    name,
    key,
    ...(previous !== undefined && { previousAddress: previous }),
  };
}
