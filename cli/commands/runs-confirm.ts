import { decision } from "../runs/decide.js";

export default decision({
  name: "runs confirm",
  summary: "Apply a run's plan that waits for a confirmation",
  details: "Follow the apply with `run --follow`. A run that does not wait for a confirmation is refused.",
  action: "apply",
  example: "Let the apply begin",
});
