import { parseJson } from "../../../engine/state/json.js";
import { HostError } from "../wire/session.js";
import type { WireRawState } from "../wire/wire.js";

/** The JSON of a stored state, numbers with all of their digits. */
export function storedJson(state: WireRawState | null | undefined): unknown {
  if (state?.json.length) return parseJson(Buffer.from(state.json).toString());
  if (state && Object.keys(state.flatmap).length > 0) {
    throw new HostError(
      "The state has the format of Terraform before 0.12. Read and write it once with a version that still knows it, such as Terraform 0.12.",
    );
  }
  return null;
}
