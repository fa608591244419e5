/** Changes of a state alone, which leave what exists as it is: `state rm`, `state mv`, `taint` and `untaint`. */
import {
  covers,
  formatInstance,
  formatResource,
  type InstanceAddress,
  moduleCovers,
  type ParsedAddress,
  parseAddress,
} from "../addresses/address.js";
import type { StateFile } from "../interfaces/state-file.js";
import { StateError } from "./checks.js";
import { WorkingState } from "./working.js";

/** A state as it becomes, and the addresses of the instances that changed. */
export interface Edited {
  readonly state: StateFile;
  readonly changed: readonly string[];
}

/** Forgets the objects of an address: of a module, a resource or an instance. @throws StateError if the state has no such object */
export function removeObjects(file: StateFile, address: string): Edited {
  const picked = parsed(address);
  const state = new WorkingState(file);
  const changed: string[] = [];
  for (const [id, { address: resource, slots }] of [...state.resources]) {
    for (const key of [...slots.keys()]) {
      const instance = { ...resource, key };
      if (!covers(picked, instance)) continue;
      changed.push(formatInstance(instance));
      slots.delete(key);
    }
    if (slots.size === 0) state.resources.delete(id);
  }
  if (changed.length === 0) throw missing(address);
  return { state: state.toFile(true), changed };
}

/**
 * Gives the objects of an address another one: a module's to a module, a resource's to a resource of the same type, an
 * instance's to an instance.
 *
 * @throws StateError where there is nothing at `from`, something at `to`, or the two do not fit
 */
export function moveObjects(file: StateFile, from: string, to: string): Edited {
  const [source, target] = [parsed(from), parsed(to)];
  const state = new WorkingState(file);
  const changed: string[] = [];
  for (const [id, resource] of [...state.resources]) {
    for (const [key, slot] of [...resource.slots]) {
      const instance = { ...resource.address, key };
      if (!covers(source, instance)) continue;
      const moved = renamed(instance, source, target, from, to);
      const place = formatResource(moved);
      const known = state.resources.get(place) ?? { ...resource, address: { ...moved }, slots: new Map() };
      if (known.slots.has(moved.key))
        throw new StateError(`${from} cannot be moved: the state has ${formatInstance(moved)} already.`);
      resource.slots.delete(key);
      if (resource.slots.size === 0) state.resources.delete(id);
      const { module, mode, type, name } = moved;
      state.resources.set(place, { ...known, address: { module, mode, type, name } });
      known.slots.set(moved.key, slot);
      changed.push(formatInstance(moved));
    }
  }
  if (changed.length === 0) throw missing(from);
  return { state: state.toFile(true), changed };
}

function renamed(
  instance: InstanceAddress,
  source: ParsedAddress,
  target: ParsedAddress,
  from: string,
  to: string,
): InstanceAddress {
  if (source.kind === "module" && target.kind === "module" && moduleCovers(source.module, instance.module))
    return { ...instance, module: target.module + instance.module.slice(source.module.length) };
  if (source.kind === "module" || target.kind === "module")
    throw new StateError(`${from} cannot be moved to ${to}: one is a module and the other a resource.`);
  const place = target.kind === "resource" ? target.resource : target.instance;
  if (place.type !== instance.type || place.mode !== instance.mode)
    throw new StateError(`${from} cannot be moved to ${to}: they are of different types.`);
  // All instances of a resource keep their keys; a single one gets the key of the target.
  const whole = source.kind === "resource" && target.kind === "resource";
  if (source.kind === "resource" && target.kind === "instance" && instance.key !== undefined)
    throw new StateError(`${from} cannot be moved to ${to}: it has several instances. Name one of them.`);
  const key = whole ? instance.key : target.kind === "instance" ? target.instance.key : undefined;
  return { ...place, key };
}

/** Marks an instance as one that the next apply replaces, or as one that it keeps. @throws StateError */
export function setTainted(file: StateFile, address: string, tainted: boolean): Edited {
  const picked = parsed(address);
  const instance: InstanceAddress | null =
    picked.kind === "instance"
      ? picked.instance
      : picked.kind === "resource"
        ? { ...picked.resource, key: undefined }
        : null;
  const state = new WorkingState(file);
  const object = instance && state.slot(instance)?.current;
  if (!object || instance.mode === "data") throw missing(address);
  if ((object.status === "tainted") === tainted)
    throw new StateError(`${address} is ${tainted ? "tainted already" : "not tainted"}.`);
  const { status: _, ...rest } = object;
  const { provider } = state.resources.get(formatResource(instance))!;
  state.set(instance, provider, tainted ? { ...rest, status: "tainted" } : rest);
  return { state: state.toFile(true), changed: [formatInstance(instance)] };
}

function parsed(address: string): ParsedAddress {
  const found = parseAddress(address);
  if (found) return found;
  throw new StateError(
    `${JSON.stringify(address)} is not an address such as null_resource.a, null_resource.a[0] or module.m.`,
  );
}

const missing = (address: string): StateError =>
  new StateError(`The state has no ${address}. See what it has: state list`);
