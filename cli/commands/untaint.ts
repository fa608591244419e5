import { taintCommand } from "../stacks/taint.js";

export default taintCommand({
  name: "untaint",
  summary: "Remove the mark of a tainted resource, so that it is kept",
  done: "successfully untainted",
});
