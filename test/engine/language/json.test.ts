// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are templates of the language under test.
/** Configurations in JSON, as cdktf writes them. */
import { describe, expect, it } from "vitest";
import { evaluateBlock, type Scope } from "../../../engine/language/index.js";
import { DYNAMIC, STRING, toPlain, UNKNOWN, Value } from "../../../engine/values/index.js";
import { load, loaded } from "./folder.js";

const scope: Scope = {
  lookup: ({ subject }) => ({
    value: subject.kind === "variable" ? Value.string(`<${subject.name}>`) : Value.unknown(DYNAMIC),
    diagnostics: [],
  }),
};

const STACK = {
  "//": { metadata: { stackName: "demo", version: "0.21.0" } },
  resource: {
    thing: {
      a: {
        "//": { metadata: { path: "demo/group/a", uniqueId: "a" } },
        name: "${var.x} and $${literal} %%{too}",
        "//note": undefined,
      },
    },
  },
};

describe("a stack of cdktf", () => {
  it("tells where a resource was declared, also in errors about it", async () => {
    const configuration = await loaded({ "cdk.tf.json": STACK });
    const resource = configuration.resources.get("thing.a")!;
    expect(resource.constructPath).toBe("demo/group/a");
    const { diagnostics } = evaluateBlock(resource.body, { attributes: {} }, scope);
    expect(diagnostics).toMatchObject([
      {
        summary: "Extraneous JSON object property",
        constructPath: "demo/group/a",
        range: { file: "cdk.tf.json", start: { line: 17, column: 9 } },
      },
    ]);
  });

  it("has templates in its texts", async () => {
    const configuration = await loaded({ "cdk.tf.json": STACK });
    const block = { attributes: { name: { type: STRING, required: true } } };
    const { value, diagnostics } = evaluateBlock(configuration.resources.get("thing.a")!.body, block, scope);
    expect(diagnostics).toEqual([]);
    expect(toPlain(value)).toEqual({ name: "<x> and ${literal} %{too}" });
  });

  it("has templates in the names of properties, and unknown values", async () => {
    const configuration = await loaded({
      "cdk.tf.json": {
        locals: { m: { "${var.k}": "${thing.a.id}", n: [1, 1.5, true, null, "x${thing.a.id}"] } },
      },
    });
    const { value } = configuration.locals.get("m")!.expression.evaluate(scope);
    expect(toPlain(value)).toEqual({ "<k>": UNKNOWN, n: [1, 1.5, true, null, UNKNOWN] });
  });
});

describe("a dynamic block in JSON", () => {
  it("makes blocks as in the native syntax", async () => {
    const rule = {
      nesting: "list",
      block: { attributes: { name: { type: STRING, required: true } } },
    } as const;
    const configuration = await loaded({
      "cdk.tf.json": {
        resource: {
          thing: {
            a: {
              dynamic: { rule: { for_each: ["x", "y"], content: { name: "${rule.key}-${rule.value}" } } },
            },
          },
        },
      },
    });
    const { body } = configuration.resources.get("thing.a")!;
    const { value, diagnostics } = evaluateBlock(body, { attributes: {}, blocks: { rule } }, scope);
    expect(diagnostics).toEqual([]);
    expect(toPlain(value)).toEqual({ rule: [{ name: "0-x" }, { name: "1-y" }] });
  });
});

describe("an error in JSON is told in its place", () => {
  const at = async (text: string) => {
    const { diagnostics } = await load({ "main.tf.json": text });
    return diagnostics.map((d) => [d.summary, d.range?.start.line, d.range?.start.column]);
  };

  it.each([
    ["no JSON", "{\n  a\n}", [["Invalid JSON", 2, 3]]],
    ["a missing comma", '{\n  "locals": {"a": 1 "b": 2}\n}', [["Invalid JSON", 2, 21]]],
    ["an unclosed object", '{"locals": {', [["Invalid JSON", 1, 13]]],
    ["something behind the end", "{} {}", [["Invalid JSON", 1, 4]]],
    ["a template that does not parse", '{"output": {"a": {"value": "\\u00e9\\n${1 +}"}}}', []],
    ["an unknown block", '{\n  "resorce": {}\n}', [["Extraneous JSON object property", 2, 3]]],
    ["a text for a block", '{"resource": "x"}', [["Incorrect JSON value type", 1, 14]]],
    ["a list at the top that holds no objects", "[1]", [["Root value must be object", 1, 2]]],
  ] as const)("%s", async (_, text, expected) => {
    expect(await at(text)).toEqual(expected);
  });

  it("inside of a text, behind escape sequences", async () => {
    const configuration = await loaded({
      "main.tf.json": '{"output": {"a": {"value": "\\u00e9\\n${1 +}"}}}',
    });
    const { diagnostics } = configuration.outputs.get("a")!.expression.evaluate(scope);
    expect(diagnostics).toMatchObject([
      { summary: "Invalid expression", range: { start: { line: 1, column: 42 } } },
    ]);
  });
});
