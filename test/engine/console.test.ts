/** Expressions against a configuration and its state, printed as tofu's console prints them. */
import { expect, test } from "vitest";
import { createConsole } from "../../engine/index.js";
import { Workspace } from "./support.js";

const files = `
  variable "secret" {
    default = "hush"
    sensitive = true
  }
  variable "unset" {}
  locals { names = toset(["b", "a"]) }
  resource "terraform_data" "one" { input = { n = 1 } }
  resource "terraform_data" "many" {
    count = 2
    input = count.index
  }
`;

async function open() {
  const workspace = new Workspace(files);
  await workspace.up({ inputs: [{ name: "unset", value: "x", from: "-var" }] });
  const evaluator = await createConsole({
    dir: workspace.dir,
    providers: workspace.providers,
    state: workspace.state,
  });
  return async (text: string) => {
    const { text: shown, diagnostics } = await evaluator.evaluate(text);
    return shown ?? `${diagnostics[0]!.summary}: ${diagnostics[0]!.detail}`;
  };
}

test("values are printed as they could be typed", async () => {
  const evaluate = await open();
  expect(await evaluate("1 + 2")).toBe("3");
  expect(await evaluate('"a\\nb"')).toBe("<<EOT\na\nb\nEOT");
  expect(await evaluate("local.names")).toBe('toset([\n  "a",\n  "b",\n])');
  expect(await evaluate("terraform_data.one.output")).toBe('{\n  "n" = 1\n}');
  expect(await evaluate("terraform_data.many[*].output")).toBe("[\n  0,\n  1,\n]");
  expect(await evaluate("var.secret")).toBe("(sensitive value)");
  expect(await evaluate("var.unset")).toBe("(known after apply)");
  expect(await evaluate("null")).toBe("null");
  expect(await evaluate('tomap({ a = "b" })')).toBe('tomap({\n  "a" = "b"\n})');
});

test("what cannot be evaluated says why", async () => {
  const evaluate = await open();
  expect(await evaluate("local.name")).toBe(
    'Reference to undeclared local value: A local value with the name "name" has not been declared. Did you mean "names"?',
  );
  expect(await evaluate("1 +")).toMatch(/Invalid expression|Missing expression/);
  expect(await evaluate('tonumber("x")')).toMatch(/Invalid function argument/);
});

test.each([
  ["not base64!", 3],
  ["YQ", 0],
  ["YWJjYQ", 4],
])("text that is not Base64 is refused with the place: %s", async (text, offset) => {
  const console = await createConsole({ dir: new Workspace("").dir, providers: {}, state: null });
  const { diagnostics } = await console.evaluate(`textdecodebase64("${text}", "UTF-8")`);
  expect(diagnostics[0]!.detail).toContain(`an invalid base64 symbol at offset ${offset}.`);
});
