import type { Registry } from "../../core/compile.js";
import type { Services } from "../../core/services.js";
import type { SimulatorOptions } from "../../platform/start/options.js";
import { OptionError } from "../../platform/start-errors.js";
import { basicEntities } from "../basics.js";
import { takeSnapshot } from "../snapshots/file.js";
import { accountOf, seed, type World } from "./index.js";

/** The name of the snapshot of a new world, to which `reset` can return. */
const SEED_SNAPSHOT = "seed";

/** The world in the options, and the options with the world's account id. @throws SeedError */
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
 * Creates the world in an empty sandbox, and a snapshot of it. A sandbox that is not empty stays as it is: it was seeded at an
 * earlier start and has been used since. Returns the number of objects, or null if no world was created. @throws SeedError
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

/** Takes a snapshot of the new world, to which a reset can return. */
export async function remember(services: Services, { file }: World): Promise<void> {
  await takeSnapshot(services, SEED_SNAPSHOT, `The world of ${file}`);
}
