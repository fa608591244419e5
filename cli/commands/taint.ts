import { taintCommand } from "../stacks/taint.js";

export default taintCommand({
  name: "taint",
  summary: "Mark a resource to be replaced by the next apply",
  done: "marked as tainted",
});
