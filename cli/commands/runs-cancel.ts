import { decision } from "../runs/decide.js";

export default decision({
  name: "runs cancel",
  summary: "Stop a run that executes or waits for its turn or an agent",
  details:
    "The program that executes it gets 10 seconds to end before it is killed. Cancel a second time to kill it at " +
    "once. Changes that an apply has made stay, and are in the state. Use `runs discard` for a plan that waits for a " +
    "confirmation.",
  action: "cancel",
  example: "Stop it, and let the next run begin",
});
