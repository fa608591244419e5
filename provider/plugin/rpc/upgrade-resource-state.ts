import { wireDiagnostics } from "../convert/diagnostics.js";
import { wireValue } from "../convert/value.js";
import { storedJson } from "./raw-state.js";
import type { Rpc } from "./rpc.js";

export const upgradeResourceState: Rpc<"UpgradeResourceState"> = {
  async handle(session, { typeName, version, rawState }) {
    const type = session.resourceType(typeName);
    const answer = await session.provider.upgradeResourceState(typeName, version, storedJson(rawState));
    return {
      upgradedState: wireValue(answer.state, type),
      diagnostics: wireDiagnostics(answer.diagnostics),
    };
  },
};
