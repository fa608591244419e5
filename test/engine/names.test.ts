/** Names that every object of JavaScript answers to are names like others. */
import { describe, expect, it } from "vitest";
import { parseExpression, type Scope } from "../../engine/language/index.js";
import { STRING, toPlain, Value } from "../../engine/values/index.js";
import { actions, Workspace } from "./support.js";

const INHERITED = Object.getOwnPropertyNames(Object.prototype);

describe.each(INHERITED)("%s", (name) => {
  it("may name whatever a configuration names", async () => {
    const w = new Workspace({
      "part/main.tf": `
        variable "${name}" { type = list(object({ ${name} = string })) }
        output "${name}" { value = var.${name}[*].${name} }`,
      "main.tf": `
        variable "${name}" {
          type    = object({ ${name} = string, b = optional(string, "x") })
          default = { ${name} = "v" }
        }
        locals {
          ${name} = [{ ${name} = 1 }, { ${name} = var.${name}.${name} }]
        }
        resource "terraform_data" "${name}" {
          for_each = { "${name}" = 1 }
          input    = { ${name} = each.key }
        }
        module "${name}" {
          source  = "./part"
          ${name} = tolist(local.${name})
        }
        output "${name}" {
          value = { ${name} = terraform_data.${name}["${name}"].output, all = module.${name}.${name} }
        }`,
    });
    const made = await w.planned();
    expect(actions(made)).toEqual({ [`terraform_data.${name}["${name}"]`]: "create" });
    const { outputs } = await w.apply(made);
    const plain = toPlain(outputs[name]!.value) as Record<string, unknown>;
    expect(Object.entries(plain)).toEqual(
      [
        [name, Object.fromEntries([[name, name]])],
        ["all", ["1", "v"]],
      ].sort(([a], [b]) => (a! < b! ? -1 : 1)),
    );
    expect(actions(await w.planned())).toEqual({});
  });

  it("is not a function, namespace, type or class of characters", async () => {
    expect(refusal(`${name}("x")`)).toContain("There is no function named");
    expect(refusal(`uuidv5("${name}", "x")`)).toContain("neither dns, url, oid or x500 nor a UUID");
    expect(refusal(`regex("[[:${name}:]]", "x")`)).toContain("invalid character class range");
    expect(refusal(`textencodebase64("x", "${name}")`)).toContain("is not a supported IANA encoding name");
    const { diagnostics } = await new Workspace(`variable "x" { type = ${name} }`).plan();
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Invalid type specification"]);
  });
});

const scope: Scope = { lookup: () => ({ value: Value.null(STRING), diagnostics: [] }) };

/** What an expression is refused with. */
function refusal(text: string): string {
  const { diagnostics } = parseExpression(text).expression!.evaluate(scope);
  return diagnostics.map(({ detail }) => detail).join("\n");
}
