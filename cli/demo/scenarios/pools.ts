import { runFleet } from "../acts/fleet.js";
import { tryForbiddenLinks } from "../acts/forbidden-links.js";
import { waitFourHours } from "../acts/four-hours.js";
import { tryToJoin } from "../acts/joining.js";
import { loseAgents } from "../acts/lost-agent.js";
import { deletePools } from "../acts/pool-deletion.js";
import { applyQuickstart } from "../acts/quickstart.js";
import { explainResolution } from "../acts/resolution.js";
import type { Scenario } from "./scenario.js";

/** The main story: from declared pools to runs on agents, and the end of both. */
const pools: Scenario = {
  title: "A simulator of its own",
  rules: Array.from({ length: 19 }, (_, index) => `R${index + 1}`),
  checks: {},
  async play(stage) {
    const { progress } = stage;
    progress.begin("examples/quickstart: a cdktf stack, planned and applied");
    await applyQuickstart(stage);
    progress.begin("Where each workspace's runs execute, and why");
    await explainResolution(stage);
    progress.begin("Links that are refused");
    await tryForbiddenLinks(stage);
    progress.begin("Thirty runs of examples/workloads, fifteen at once");
    const fleet = await runFleet(stage);
    progress.begin("Who may join a pool");
    await tryToJoin(stage, fleet);
    progress.begin("Agents that are killed");
    const lost = await loseAgents(stage, fleet);
    progress.begin("Four hours later");
    await waitFourHours(stage, fleet, lost);
    progress.begin("Deleting pools");
    await deletePools(stage, fleet, lost);
  },
};

export default pools;
