import { deleteUsedPool } from "../acts/lifecycle/delete-pool.js";
import { drain } from "../acts/lifecycle/drain.js";
import { goSilent } from "../acts/lifecycle/silence.js";
import { stopAtOnce, stopWithGrace } from "../acts/lifecycle/stop.js";
import { openLab } from "../stage/lab.js";
import type { Scenario } from "./scenario.js";

/** How agents are operated, from maintenance to the end of their pool. */
const lifecycle: Scenario = {
  title: "Agents as they are operated",
  rules: ["R13", "R14", "R18", "R19"],
  checks: {
    drain: "A drained agent takes nothing new, finishes what runs, and leaves its pool.",
    grace: "A grace shutdown asks what runs to end, and its run says so.",
    now: "A second signal means now: what runs is killed, and nothing of it continues.",
  },
  async play(stage) {
    const { progress } = stage;
    const lab = await openLab(stage, ["api", "web", "worker"]);
    progress.begin("Maintenance: an agent is drained");
    await drain(stage, lab);
    progress.begin("Agents that may not wait");
    await stopWithGrace(stage, lab);
    await stopAtOnce(stage, lab);
    progress.begin("An agent that goes silent");
    const survivor = await goSilent(stage, lab);
    progress.begin("The end of a pool");
    await deleteUsedPool(stage, lab, survivor);
  },
};

export default lifecycle;
