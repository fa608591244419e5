import { decision } from "../runs/decide.js";

export default decision({
  name: "runs discard",
  summary: "End a run that waits for a confirmation or its turn; nothing of it is applied",
  details: "The next run of the workspace begins. A run that executes is stopped with `runs cancel`.",
  action: "discard",
  example: "Drop the plan, and let the next run begin",
});
