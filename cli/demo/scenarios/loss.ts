import { killMidApply } from "../acts/loss/killed.js";
import { cutBriefly, cutForLong } from "../acts/loss/partition.js";
import { restartServer } from "../acts/loss/server.js";
import { openLab } from "../stage/lab.js";
import type { Scenario } from "./scenario.js";

/** What is lost, and what is not, when agents, networks and the server fail. */
const loss: Scenario = {
  title: "What a loss does to runs",
  rules: ["R17"],
  checks: {
    cut: "An agent that is cut off for less than 5 minutes continues, and its run ends as if nothing had happened.",
    late: "An agent that comes back too late is told to stop; the state of its apply is delivered and undoes nothing.",
    restart: "A server that is killed and started again loses no run: agents keep theirs and report them.",
  },
  async play(stage) {
    const { progress } = stage;
    const lab = await openLab(stage, ["api", "web", "worker"]);
    progress.begin("An agent is killed in the middle of an apply");
    await killMidApply(stage, lab);
    progress.begin("The network is cut, and restored in time");
    await cutBriefly(stage, lab);
    progress.begin("The network is cut, and restored too late");
    await cutForLong(stage, lab);
    progress.begin("The server is killed, and started again");
    await restartServer(stage, lab);
  },
};

export default loss;
