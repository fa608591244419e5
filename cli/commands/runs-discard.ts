import { decision } from "../runs/decide.js";

export default decision({
  name: "runs discard",
  summary: "Discard a run that waits for a confirmation or its turn; nothing is applied",
  details: "The next run of the workspace starts. Use `runs cancel` for a run that executes.",
  action: "discard",
  example: "Drop the plan, and let the next run begin",
});
