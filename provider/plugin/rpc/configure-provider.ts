import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const configureProvider: Rpc<"ConfigureProvider"> = {
  async handle(session, { config }) {
    return { diagnostics: wireDiagnostics(await session.configure(decoded(config, session.configType))) };
  },
};
