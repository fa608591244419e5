import type { Rpc } from "./rpc.js";

export const stopProvider: Rpc<"StopProvider"> = {
  handle(session) {
    session.stop();
    return { Error: "" };
  },
};
