/** OpenTofu's builtin provider, without what needs a program of its own. */
import { randomUUID } from "node:crypto";
import type {
  Diagnostic,
  PlanRequest,
  PlanResponse,
  Provider,
  ProviderHost,
} from "../interfaces/provider.js";
import { blockType } from "../interfaces/schema.js";
import { DYNAMIC, STRING, Value } from "../values/index.js";
import { terraformFunctions } from "./functions.js";
import { type LocalResource, localProvider, withAttributes } from "./kit/local.js";
import { remoteState } from "./remote-state.js";

const dataBlock = {
  attributes: {
    id: { type: STRING, computed: true, description: "A UUID, fixed at creation." },
    input: { type: DYNAMIC, optional: true, description: "Any value, copied to `output` when applied." },
    output: { type: DYNAMIC, computed: true, description: "The value of `input` at the last apply." },
    triggers_replace: {
      type: DYNAMIC,
      optional: true,
      description: "Any value whose change replaces the resource.",
    },
  },
} as const;

const terraformData: LocalResource = {
  schema: { version: 0, block: dataBlock },
  validate(config) {
    return ["id", "output"]
      .filter((name) => !config.isNull && !config.attr(name).isNull)
      .map(
        (name): Diagnostic => ({
          severity: "error",
          summary: `"${name}" attribute is read-only`,
          detail: `Remove "${name}" from the configuration of this terraform_data: it is set when the resource is applied.`,
          attribute: [{ attribute: name }],
        }),
      );
  },
  plan({ prior, proposed, priorPrivate }: PlanRequest): PlanResponse {
    const input = proposed.attr("input");
    const pending = input.isNull ? input : Value.unknown(input.type);
    const id = Value.unknown(STRING, { notNull: true });
    const answer = (planned: Value, replace: boolean): PlanResponse => ({
      planned,
      requiresReplace: replace ? [[{ attribute: "triggers_replace" }]] : [],
      private: priorPrivate,
      diagnostics: [],
    });
    if (prior.isNull) return answer(withAttributes(proposed, { id, output: pending }), false);
    if (!prior.attr("triggers_replace").equals(proposed.attr("triggers_replace"))) {
      return answer(withAttributes(proposed, { id, output: pending }), true);
    }
    if (prior.attr("input").equals(input)) return answer(proposed, false);
    return answer(withAttributes(proposed, { output: Value.unknown(input.type) }), false);
  },
  create(planned) {
    const changes: Record<string, Value> = {};
    if (!planned.attr("output").isKnown) changes.output = planned.attr("input");
    if (!planned.attr("id").isKnown) changes.id = Value.string(randomUUID());
    return withAttributes(planned, changes);
  },
  import: (id) => {
    const nothing = Object.entries(blockType(dataBlock).attributes).map(([name, type]): [string, Value] => [
      name,
      Value.null(type),
    ]);
    return withAttributes(Value.object(nothing), { id: Value.string(id) });
  },
};

/** The provider that OpenTofu and Terraform have built in: `terraform_data` and `terraform_remote_state`. */
export function createTerraformProvider({ dir, env }: ProviderHost = { dir: process.cwd() }): Provider {
  return localProvider({
    resources: { terraform_data: terraformData },
    dataSources: { terraform_remote_state: remoteState(dir, env) },
    functions: terraformFunctions,
  });
}
