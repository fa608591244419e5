import { LOSS_OUTCOMES, LOSS_PHASES, LOSSES, type LossPhase } from "../../agents/loss-rules.js";
import { page, table } from "./markdown.js";

const phases = Object.keys(LOSS_PHASES) as LossPhase[];

/** `docs/reference/losses.md` */
export const lossesPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/agents/loss-rules.ts. -->",
    "# What a loss does to a run",
    "A task is started at most once (R17). What happens to a run when its agent, its server, or the network or the time\n" +
      "between them is lost, depends on where it stands. `test/agent/loss.test.ts` plays every cell with real processes and prints\n" +
      "what it saw.",
    table(
      ["When", "What that is"],
      phases.map((phase) => [phase, LOSS_PHASES[phase]]),
    ),
    table(
      ["What happens", ...phases],
      LOSSES.map(({ name, outcomes }) => [`**${name}**`, ...phases.map((phase) => outcomes[phase])]),
    ),
    table(
      ["Outcome", "What that is"],
      Object.entries(LOSS_OUTCOMES).map(([name, text]) => [name, text]),
    ),
    table(
      ["What happens", "In detail", "The run's error says", "The state that had not arrived"],
      LOSSES.map(({ name, what, says, state }) => [
        name,
        what,
        says === null ? "-" : `"... ${says} ..."`,
        state,
      ]),
    ),
    "A state that arrives late becomes the workspace's current one only if nothing has happened there since; otherwise it is\n" +
      "kept as a version beside it. Either way the run's error says which version it is. Whatever happens, no workspace stays held\n" +
      "by a run that has ended.",
  );
