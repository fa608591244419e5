import type { Executor } from "../shared/executor.js";
import { describeTool, type Tool } from "../shared/tools.js";
import { apply } from "./apply.js";
import { init } from "./init.js";
import { plan } from "./plan.js";

/** The executor that runs `tofu` or `terraform`. */
export const binaryExecutor = (tool: Tool): Executor => ({
  title: `Executed by ${describeTool(tool)}.`,
  init: (order, host) => init(tool, order, host),
  plan: (order, host) => plan(tool, order, host),
  apply: (order, host) => apply(tool, order, host),
});
