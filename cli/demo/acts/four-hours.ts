import type { Fleet, Stage } from "../stage/stage.js";
import type { Lost } from "./lost-agent.js";

/** R13: an agent leaves its pool 4 hours after it was last seen. Agents that are in contact stay. */
export async function waitFourHours(stage: Stage, fleet: Fleet, { busy }: Lost): Promise<void> {
  const { client, ledger, observer, progress } = stage;
  const lastSeenAt = observer.get("agents", busy.id)!.lastSeenAt;
  await stage.advance("3h20m");
  const before = await client.find(`agents/${busy.id}`);
  const now = await stage.advance("40m");
  await observer.until(`${busy.name} is removed`, () => observer.get("agents", busy.id) === undefined);
  const after = await client.find(`agents/${busy.id}`);
  const removed = observer.of("agents").find(({ id, action }) => id === busy.id && action === "deleted");
  const hours = removed ? (Date.parse(removed.at) - lastSeenAt) / 3_600_000 : Number.NaN;
  const alive = fleet.agents.filter(({ id }) => id !== busy.id);
  const statuses = await Promise.all(
    alive.map(async ({ id }) => String((await client.get(`agents/${id}`)).data.attributes.status)),
  );
  progress.keep(`  Time moved to ${now}: ${busy.name} is no longer in its pool.`);
  ledger.observe(
    "R13",
    before?.data.attributes.status === "offline" &&
      after === null &&
      Math.abs(hours - 4) < 0.001 &&
      statuses.every((status) => status === "idle"),
    `and was removed ${hours.toFixed(3)} h after it, while ${alive.map(({ name }) => name).join(", ")} stayed ${statuses.join(", ")}`,
  );
}
