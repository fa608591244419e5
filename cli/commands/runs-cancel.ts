import { decision } from "../runs/decide.js";

export default decision({
  name: "runs cancel",
  summary: "Stop a run that executes or waits for its turn or an agent",
  details:
    "The program that executes it is asked to end and killed after 10 seconds; cancel it a second time, and it is killed at " +
    "once. What an apply has done stays done, and is in the state. A plan that waits for a confirmation is dropped with `runs discard`.",
  action: "cancel",
  example: "Stop it, and let the next run begin",
});
