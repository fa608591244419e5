import { noEphemeralResource } from "./ephemeral.js";
import type { Rpc } from "./rpc.js";

export const closeEphemeralResource: Rpc<"CloseEphemeralResource"> = { handle: noEphemeralResource };
