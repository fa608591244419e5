import { readExamples } from "../../sandbox/examples.js";
import type { SandboxContext } from "./context.js";

/** `GET /examples`: worlds and workloads to begin with. */
export const listExamples = ({ services }: SandboxContext) => readExamples(services.accountId);
