/** Reading and writing states: what is kept, and what is refused. */
import { expect, test } from "vitest";
import { parseState, StateError, serializeState } from "../../engine/index.js";
import { Workspace } from "./support.js";

test("numbers keep all of their digits", async () => {
  const digits = "12345678901234567890123456789";
  const workspace = new Workspace(`
    resource "terraform_data" "n" { input = { big = ${digits}, small = 1.5 } }
    output "n" { value = terraform_data.n.output.big }
  `);
  await workspace.up();
  const text = serializeState(workspace.state!);
  expect(text).toContain(`"big": ${digits}`);
  workspace.state = parseState(text);
  expect(serializeState(workspace.state)).toBe(text);
  expect((await workspace.planned()).hasChanges).toBe(false);
});

test("what the engine does not know is kept", () => {
  const text = JSON.stringify({
    version: 4,
    terraform_version: "1.99.0",
    serial: 7,
    lineage: "5f2b8f4e-4d0c-4f0f-9d0e-0a1b2c3d4e5f",
    outputs: {},
    resources: [
      {
        mode: "managed",
        type: "null_resource",
        name: "x",
        provider: 'provider["registry.opentofu.org/hashicorp/null"]',
        instances: [
          { schema_version: 0, attributes: { id: "1", triggers: null }, identity_schema_version: 0 },
        ],
      },
    ],
    check_results: null,
  });
  expect(JSON.parse(serializeState(parseState(text)))).toEqual(JSON.parse(text));
});

test.each([
  ["not JSON", "{", /not valid JSON/],
  ["something else", "{}", /no format version/],
  ["a newer format", '{"version":5}', /newer/],
  ["an older format", '{"version":3}', /too old/],
  ["an encrypted state", '{"version":4,"encrypted_data":"x"}', /encrypted/],
  ["no serial", '{"version":4}', /serial/],
  ["a bad resource", '{"version":4,"serial":1,"resources":[{}]}', /Resource 0/],
])("%s is refused with a reason", (_what, text, reason) => {
  expect(() => parseState(text)).toThrow(reason);
  expect(() => parseState(text)).toThrow(StateError);
});
