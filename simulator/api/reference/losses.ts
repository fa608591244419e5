import { LOSS_OUTCOMES, LOSS_PHASES, LOSSES, type LossPhase } from "../../agents/loss-rules.js";
import { page, table } from "./markdown.js";

const phases = Object.keys(LOSS_PHASES) as LossPhase[];

/** `docs/reference/losses.md` */
export const lossesPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/agents/loss-rules.ts. -->",
    "# What a loss does to a run",
    "A task is started at most once (R17). The tables say what happens to a run when its agent, its server or the network fails,\n" +
      "or the clock jumps. It depends on what the run was doing. `test/agent/loss.e2e.test.ts` plays every cell with real processes and\n" +
      "prints what it saw. A registry hook belongs to its task, so it is never executed twice.",
    table(
      ["Moment", "Meaning"],
      phases.map((phase) => [phase, LOSS_PHASES[phase]]),
    ),
    table(
      ["What happens", ...phases],
      LOSSES.map(({ name, outcomes }) => [`**${name}**`, ...phases.map((phase) => outcomes[phase])]),
    ),
    table(
      ["Outcome", "Meaning"],
      Object.entries(LOSS_OUTCOMES).map(([name, text]) => [name, text]),
    ),
    table(
      ["What happens", "In detail", "The run's error says", "A state that has not arrived"],
      LOSSES.map(({ name, what, says, state }) => [
        name,
        what,
        says === null ? "-" : `"... ${says} ..."`,
        state,
      ]),
    ),
    "A state that arrives late becomes the workspace's current state only if the workspace has not changed since. Otherwise it is\n" +
      "kept as an additional version. Either way the run's error names the version. A run that has ended never blocks its workspace.",
  );
