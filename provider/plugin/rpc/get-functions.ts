import type { Rpc } from "./rpc.js";

export const getFunctions: Rpc<"GetFunctions"> = { handle: () => ({ diagnostics: [] }) };
