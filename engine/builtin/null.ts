/** `hashicorp/null`: resources that do nothing themselves, for their triggers and provisioners. */
import { randomBytes } from "node:crypto";
import type { PlanRequest, PlanResponse, Provider } from "../interfaces/provider.js";
import { mapOf, STRING, Value } from "../values/index.js";
import { type LocalDataSource, type LocalResource, localProvider, withAttributes } from "./kit/local.js";

/** A positive number of 63 bits, as text. */
function randomNumber(): string {
  return (randomBytes(8).readBigUInt64BE() >> 1n).toString();
}

const nullResource: LocalResource = {
  schema: {
    version: 0,
    block: {
      description: "A resource that follows the standard lifecycle but takes no further action.",
      attributes: {
        id: { type: STRING, computed: true, description: "A random number, fixed at creation." },
        triggers: {
          type: mapOf(STRING),
          optional: true,
          description: "Arbitrary values. A change replaces the resource, which runs its provisioners again.",
        },
      },
    },
  },
  plan({ prior, proposed, priorPrivate }: PlanRequest): PlanResponse {
    const creating = prior.isNull;
    const replaced = !creating && !prior.attr("triggers").equals(proposed.attr("triggers"));
    const id = creating ? Value.unknown(STRING, { notNull: true }) : prior.attr("id");
    return {
      planned: withAttributes(proposed, { id }),
      requiresReplace: replaced ? [[{ attribute: "triggers" }]] : [],
      private: priorPrivate,
      diagnostics: [],
    };
  },
  create: (planned) =>
    planned.attr("id").isKnown ? planned : withAttributes(planned, { id: Value.string(randomNumber()) }),
};

const nullDataSource: LocalDataSource = {
  schema: {
    version: 0,
    block: {
      deprecated: "Use locals, or terraform_data, instead.",
      attributes: {
        id: { type: STRING, computed: true },
        inputs: {
          type: mapOf(STRING),
          optional: true,
          description: "Arbitrary values, copied to `outputs`.",
        },
        outputs: {
          type: mapOf(STRING),
          computed: true,
          description: "The value of `inputs`, once it is read.",
        },
        random: { type: STRING, computed: true, description: "A random number, new at each read." },
        has_computed_default: {
          type: STRING,
          optional: true,
          computed: true,
          description: 'The text "default" unless set.',
        },
      },
    },
  },
  read(config) {
    const given = config.attr("has_computed_default");
    return withAttributes(config, {
      id: Value.string("static"),
      outputs: config.attr("inputs"),
      random: Value.string(randomNumber()),
      has_computed_default: given.isNull ? Value.string("default") : given,
    });
  },
};

/** The provider `hashicorp/null`. */
export function createNullProvider(): Provider {
  return localProvider({
    resources: { null_resource: nullResource },
    dataSources: { null_data_source: nullDataSource },
  });
}
