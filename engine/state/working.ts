/** A state that changes while a plan is made or applied. */
import { randomBytes } from "node:crypto";
import type { InstanceKey } from "../addresses/address.js";
import {
  compareResources,
  compareText,
  configAddress,
  formatResource,
  type InstanceAddress,
  type ResourceAddress,
  sortKeys,
} from "../addresses/address.js";
import type { StateFile, StateInstance, StateOutput, StateResource } from "../interfaces/state-file.js";
import { sameJson } from "./same-json.js";
import { LANGUAGE_VERSION } from "./state.js";

export interface Slot {
  current?: StateInstance;
  /** By deposed key. */
  readonly deposed: Map<string, StateInstance>;
}

export interface WorkingResource {
  readonly address: ResourceAddress;
  /** As states write it: `provider["…"]`. */
  provider: string;
  each?: "list" | "map";
  readonly slots: Map<InstanceKey, Slot>;
}

/** The state while it is worked on, resource by resource; `toFile` makes a state file of it. */
export class WorkingState {
  readonly resources = new Map<string, WorkingResource>();
  outputs: Record<string, StateOutput>;
  checkResults: unknown;

  /** @param base the stored state that serials are counted from */
  constructor(
    file: StateFile,
    readonly base: StateFile = file,
  ) {
    // No prototype: an output may be called "constructor".
    this.outputs = Object.assign(Object.create(null), file.outputs);
    this.checkResults = file.check_results;
    for (const resource of file.resources) {
      const address: ResourceAddress = {
        module: resource.module ?? "",
        mode: resource.mode,
        type: resource.type,
        name: resource.name,
      };
      const known = this.resources.get(formatResource(address));
      const target: WorkingResource = known ?? { address, provider: resource.provider, slots: new Map() };
      if (resource.each) target.each = resource.each;
      if (!known) this.resources.set(formatResource(address), target);
      for (const instance of resource.instances) {
        const slot = slotOf(target, instance.index_key ?? undefined);
        if (instance.deposed) slot.deposed.set(instance.deposed, instance);
        else slot.current = instance;
      }
    }
  }

  #byConfig: Map<string, Set<string>> | undefined;

  /** What there is of a resource of the configuration, in the instances of its module. */
  ofConfig(address: string): WorkingResource[] {
    if (!this.#byConfig) {
      this.#byConfig = new Map();
      for (const [id, resource] of this.resources) this.#index(id, resource.address);
    }
    return [...(this.#byConfig.get(address) ?? [])].flatMap((id) => this.resources.get(id) ?? []);
  }

  #index(id: string, address: ResourceAddress): void {
    const of = configAddress(address);
    const known = this.#byConfig?.get(of);
    if (known) known.add(id);
    else this.#byConfig?.set(of, new Set([id]));
  }

  slot(address: InstanceAddress): Slot | undefined {
    return this.resources.get(formatResource(address))?.slots.get(address.key);
  }

  /** Replaces the current object; undefined removes it. */
  set(address: InstanceAddress, provider: string, object: StateInstance | undefined): void {
    if (object === undefined) {
      const slot = this.slot(address);
      if (slot) delete slot.current;
      this.#tidy(address);
      return;
    }
    const id = formatResource(address);
    let resource = this.resources.get(id);
    if (!resource) {
      const { module, mode, type, name } = address;
      resource = { address: { module, mode, type, name }, provider, slots: new Map() };
      this.resources.set(id, resource);
      this.#index(id, resource.address);
    }
    resource.provider = provider;
    slotOf(resource, address.key).current = object;
  }

  setDeposed(address: InstanceAddress, key: string, object: StateInstance | undefined): void {
    const slot = this.slot(address);
    if (!slot) return;
    if (object === undefined) slot.deposed.delete(key);
    else slot.deposed.set(key, object);
    this.#tidy(address);
  }

  /** Sets the current object aside, to be destroyed after its replacement exists. */
  depose(address: InstanceAddress): string | undefined {
    const slot = this.slot(address);
    if (!slot?.current) return undefined;
    let key: string;
    do key = randomBytes(4).toString("hex");
    while (slot.deposed.has(key));
    slot.deposed.set(key, slot.current);
    delete slot.current;
    return key;
  }

  /** Makes a deposed object the current one again, unless there is one. */
  restore(address: InstanceAddress, key: string): boolean {
    const slot = this.slot(address);
    const object = slot?.deposed.get(key);
    if (!slot || !object || slot.current) return false;
    slot.deposed.delete(key);
    slot.current = object;
    return true;
  }

  #tidy(address: InstanceAddress): void {
    const id = formatResource(address);
    const resource = this.resources.get(id);
    const slot = resource?.slots.get(address.key);
    if (!resource || !slot || slot.current || slot.deposed.size > 0) return;
    resource.slots.delete(address.key);
    if (resource.slots.size === 0) this.resources.delete(id);
  }

  /**
   * The state as a file. Its serial is one more than that of the state it comes from, if anything differs from it.
   *
   * @param grown it is known to differ
   */
  toFile(grown = false): StateFile {
    const resources = [...this.resources.values()]
      .sort(
        (a, b) => compareText(a.address.module, b.address.module) || compareResources(a.address, b.address),
      )
      .map(resourceFile);
    const outputs = Object.fromEntries(
      Object.keys(this.outputs)
        .sort()
        .map((name) => [name, this.outputs[name]!]),
    );
    const { base } = this;
    const file: StateFile = { ...base, outputs, resources, check_results: this.checkResults };
    if (!grown && sameJson(content(file), content(base))) return base;
    return { ...file, terraform_version: LANGUAGE_VERSION, serial: base.serial + 1 };
  }
}

const content = ({ outputs, resources, check_results }: StateFile) => ({ outputs, resources, check_results });

function slotOf(resource: WorkingResource, key: InstanceKey): Slot {
  let slot = resource.slots.get(key);
  if (!slot) {
    slot = { deposed: new Map() };
    resource.slots.set(key, slot);
  }
  return slot;
}

function resourceFile({ address, provider, each, slots }: WorkingResource): StateResource {
  const { module, mode, type, name } = address;
  const instances: StateInstance[] = [];
  for (const key of sortKeys(slots.keys())) {
    const { current, deposed } = slots.get(key)!;
    const index = key === undefined ? {} : { index_key: key };
    if (current) instances.push({ ...index, ...without(current) });
    for (const id of [...deposed.keys()].sort()) {
      instances.push({ ...index, ...without(deposed.get(id)!), deposed: id });
    }
  }
  return {
    ...(module !== "" && { module }),
    mode,
    type,
    name,
    ...(each && { each }),
    provider,
    instances,
  };
}

/** The object without what says whose it is. */
function without({ index_key, deposed, ...rest }: StateInstance): StateInstance {
  return rest as StateInstance;
}
