import type { Registry } from "../../core/compile.js";
import type { Services } from "../../core/services.js";
import type { SimulatorOptions } from "../../platform/start/options.js";
import { OptionError } from "../../platform/start-errors.js";
import { basicEntities } from "../basics.js";
import { takeSnapshot } from "../snapshots/file.js";
import { accountOf, seed, type World } from "./index.js";

/** The snapshot of a described world as it was made, to which `reset` can go back. */
const SEED_SNAPSHOT = "seed";

/** The world that the options name, and the options with the account's id that it gives. @throws SeedError */
export async function withWorld(
  options: SimulatorOptions,
): Promise<{ options: SimulatorOptions; world: World | null }> {
  if (options.seed === undefined) return { options, world: null };
  // The reader of YAML is large, and most simulators start without a world.
  const { readWorld } = await import("./read.js");
  const world = readWorld(options.seed);
  const accountId = accountOf(world);
  if (accountId === undefined) return { options, world };
  if (options.accountId !== undefined && options.accountId !== accountId)
    throw new OptionError(
      `${world.file} describes account '${accountId}', and '${options.accountId}' was asked for. Leave one of them out.`,
    );
  return { options: { ...options, accountId }, world };
}

/**
 * Makes the world in a sandbox that is empty, and a snapshot of it. One that is not empty stays as it is: it was made
 * at an earlier start, and people have worked in it since. Returns the number of objects, or null for no world made.
 * @throws SeedError
 */
export async function makeWorld(
  services: Services,
  registry: Registry,
  world: World,
): Promise<number | null> {
  const { store, accountId } = services;
  const total = store.types.reduce((sum, type) => sum + store.count(type), 0);
  if (total > basicEntities(store, accountId).length + 1) return null;
  const objects = seed(services, registry, world);
  await remember(services, world);
  return objects;
}

/** Makes the world as it is now the snapshot to which a reset can go back. */
export async function remember(services: Services, { file }: World): Promise<void> {
  await takeSnapshot(services, SEED_SNAPSHOT, `The world of ${file}`);
}
