/** The values that are known so far: what expressions can refer to. */

import type { InstanceKey } from "../addresses/address.js";
import type { ModuleCall } from "../language/index.js";
import { DYNAMIC, Value } from "../values/index.js";

export type Repetition = "none" | "enabled" | "count" | "for_each";

/** The instances of one resource. */
export interface Instances {
  readonly repetition: Repetition;
  /** False while it cannot be said which instances there are. */
  readonly keysKnown: boolean;
  /** In the order of their keys. */
  readonly values: ReadonlyMap<InstanceKey, Value>;
  /** What it is where it is not enabled: null, of its type where that is known. */
  readonly absent?: Value;
}

/** The values of one module instance that are evaluated already. */
export class Store {
  readonly variables = new Map<string, Value>();
  readonly locals = new Map<string, Value>();
  /** By the resource's address. */
  readonly resources = new Map<string, Instances>();
  readonly outputs = new Map<string, Value>();
  /** By the call's name. */
  readonly modules = new Map<string, CalledModule>();
}

/** The instances of a module that is called. */
export interface CalledModule {
  readonly repetition: Repetition;
  readonly keysKnown: boolean;
  /** In the order of their keys. */
  readonly instances: ReadonlyMap<InstanceKey, Store>;
}

/** A module as expressions see it: its outputs, or a tuple or an object of those of its instances. */
export function moduleValue({ instances, ...how }: CalledModule, { configuration }: ModuleCall): Value {
  const names = [...configuration.outputs.keys()];
  const values = new Map<InstanceKey, Value>();
  for (const [key, { outputs }] of instances) {
    values.set(
      key,
      Value.object(names.map((name): [string, Value] => [name, outputs.get(name) ?? Value.unknown(DYNAMIC)])),
    );
  }
  return resourceValue({ ...how, values });
}

/** A resource as expressions see it: an object, a tuple of objects, or an object of objects. */
export function resourceValue({ repetition, keysKnown, values, absent }: Instances): Value {
  if (repetition === "none") return values.get(undefined) ?? Value.unknown(DYNAMIC);
  // What is not enabled is null.
  if (repetition === "enabled") return values.get(undefined) ?? absent ?? Value.null(DYNAMIC);
  if (!keysKnown) return Value.unknown(DYNAMIC);
  if (repetition === "for_each") {
    return Value.object([...values].map(([key, value]): [string, Value] => [String(key), value]));
  }
  const items: Value[] = [];
  for (const [key, value] of values) if (typeof key === "number") items[key] = value;
  return Value.tuple(Array.from(items, (item) => item ?? Value.unknown(DYNAMIC)));
}
