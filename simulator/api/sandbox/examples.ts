import { readExamples } from "../../sandbox/examples.js";
import type { SandboxContext } from "./context.js";

/** `GET /examples`: example worlds and workloads. */
export const listExamples = ({ services }: SandboxContext) => readExamples(services.accountId);
