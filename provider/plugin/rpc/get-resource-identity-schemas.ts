import type { Rpc } from "./rpc.js";

export const getResourceIdentitySchemas: Rpc<"GetResourceIdentitySchemas"> = {
  handle: () => ({ diagnostics: [] }),
};
