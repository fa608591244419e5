import { noEphemeralResource } from "./ephemeral.js";
import type { Rpc } from "./rpc.js";

export const renewEphemeralResource: Rpc<"RenewEphemeralResource"> = { handle: noEphemeralResource };
