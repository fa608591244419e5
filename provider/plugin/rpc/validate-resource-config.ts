import type { Block, Diagnostic } from "../../../engine/provider.js";
import type { Value } from "../../../engine/values/index.js";
import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const validateResourceConfig: Rpc<"ValidateResourceConfig"> = {
  handle(session, { typeName, config, clientCapabilities }) {
    const given = decoded(config, session.resourceType(typeName));
    const tooNew = clientCapabilities?.writeOnlyAttributesAllowed
      ? []
      : writeOnly(session.provider.schema.resources[typeName]!.block, given);
    return {
      diagnostics: wireDiagnostics([...tooNew, ...session.provider.validateResource(typeName, given)]),
    };
  },
};

/** What a host that knows of no write-only attributes would take for a defect of the provider. */
function writeOnly(block: Block, given: Value): Diagnostic[] {
  const names = Object.keys(block.attributes).filter(
    (name) => block.attributes[name]!.writeOnly && !given.attr(name).isNull,
  );
  return names.map((name) => ({
    severity: "error",
    summary: `${name} needs a newer version`,
    detail:
      `${name} is write-only: it is kept out of plans and states, which OpenTofu and Terraform can do from version 1.11 on. ` +
      "Use such a version, or an attribute that is kept.",
    attribute: [{ attribute: name }],
  }));
}
