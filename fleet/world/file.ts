import { startSimulator } from "../../simulator/server.js";
import { worldOf } from "./from-store.js";
import type { World } from "./world.js";

/** The world that a world file describes. It is created in a sandbox in memory, so every check of `up --seed` applies. @throws SeedError */
export async function readWorldFile(file: string): Promise<World> {
  const simulator = await startSimulator({ seed: file, runners: false });
  try {
    return worldOf(simulator.store, simulator.accountId);
  } finally {
    await simulator.close();
  }
}
