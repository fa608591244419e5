import { wireFunctions } from "../convert/function.js";
import type { Rpc } from "./rpc.js";

export const getFunctions: Rpc<"GetFunctions"> = {
  handle: ({ provider }) => ({ functions: wireFunctions(provider.schema.functions), diagnostics: [] }),
};
