import { decision } from "../runs/decide.js";

export default decision({
  name: "runs confirm",
  summary: "Apply a run's plan that waits for a confirmation",
  details:
    "Follow the apply with `run --follow`. A run that waits for something else is refused, with its status.",
  action: "apply",
  example: "Let the apply begin",
});
