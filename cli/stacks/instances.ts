import {
  readLocalState,
  type StateFile,
  type StateInstance,
  type StateResource,
} from "../../engine/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { oneStack } from "./locate.js";

/** An object of a stack's state that an address names. */
export interface FoundInstance {
  readonly address: string;
  readonly resource: StateResource;
  readonly instance: StateInstance;
}

interface Where {
  readonly folder: string;
  readonly stack: readonly string[];
  readonly state: string | undefined;
}

/** The instances in the state of a folder's stack, all or those of an address. */
export async function stateInstances(
  where: Where,
  context: Context,
  address: string | undefined,
): Promise<FoundInstance[]> {
  const { statePath } = await oneStack(where.folder, where, context.env, context);
  const state = await readLocalState(statePath);
  if (state === null)
    throw new CliError("failure", `There is no state at ${statePath}: nothing has been applied yet.`);
  const all = state.resources.flatMap((resource) =>
    resource.instances.map((instance) => ({ address: addressOf(resource, instance), resource, instance })),
  );
  return address === undefined ? all : all.filter((found) => covers(address, found.address));
}

/** The addresses of all instances in a state. */
export const addressesIn = (state: StateFile): string[] =>
  state.resources.flatMap((resource) => resource.instances.map((instance) => addressOf(resource, instance)));

function addressOf({ module, mode, type, name }: StateResource, instance: StateInstance): string {
  const key = instance.index_key === undefined ? "" : `[${JSON.stringify(instance.index_key)}]`;
  const deposed = instance.deposed === undefined ? "" : ` (deposed object ${instance.deposed})`;
  return `${module === undefined ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}${key}${deposed}`;
}

/** Whether `address` names the instance, its resource, or a module it is in. */
function covers(address: string, instance: string): boolean {
  return instance === address || instance.startsWith(`${address}[`) || instance.startsWith(`${address}.`);
}
