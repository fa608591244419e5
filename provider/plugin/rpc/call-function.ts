import type { Rpc } from "./rpc.js";

export const callFunction: Rpc<"CallFunction"> = {
  handle: (_session, { name }) => ({
    error: { text: `The provider has no function ${JSON.stringify(name)}.` },
  }),
};
