import { noEphemeralResource } from "./ephemeral.js";
import type { Rpc } from "./rpc.js";

export const openEphemeralResource: Rpc<"OpenEphemeralResource"> = { handle: noEphemeralResource };
