import { noEphemeralResource } from "./ephemeral.js";
import type { Rpc } from "./rpc.js";

export const validateEphemeralResourceConfig: Rpc<"ValidateEphemeralResourceConfig"> = {
  handle: noEphemeralResource,
};
