// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are templates of the language under test.
/** Bodies evaluated as a provider's schema describes them. */
import { describe, expect, it } from "vitest";
import { blockReferences, evaluateBlock, type Scope } from "../../../engine/language/index.js";
import type { Block } from "../../../engine/provider.js";
import { blockType } from "../../../engine/provider.js";
import {
  BOOL,
  DYNAMIC,
  listOf,
  mapOf,
  NUMBER,
  SENSITIVE,
  STRING,
  toPlain,
  typesEqual,
  UNKNOWN,
  Value,
} from "../../../engine/values/index.js";
import { loaded } from "./folder.js";

const rule: Block = {
  attributes: { port: { type: NUMBER, required: true }, note: { type: STRING, optional: true } },
};

const BLOCK: Block = {
  attributes: {
    id: { type: STRING, computed: true },
    name: { type: STRING, required: true },
    tags: { type: mapOf(STRING), optional: true },
    any: { type: DYNAMIC, optional: true },
    flags: { type: listOf(BOOL), optional: true },
  },
  blocks: {
    rule: { nesting: "list", block: rule, maxItems: 3 },
    filter: { nesting: "set", block: rule },
    timeouts: { nesting: "single", block: { attributes: { create: { type: STRING, optional: true } } } },
    label: { nesting: "map", block: rule },
    group: { nesting: "group", block: { attributes: { x: { type: STRING, optional: true } } } },
  },
};

const scope: Scope = {
  lookup: ({ subject }) => {
    if (subject.kind === "variable") {
      const values: Record<string, Value> = {
        ports: Value.list(NUMBER, [Value.number(80), Value.number(443)]),
        secret: Value.string("s").mark(SENSITIVE),
        secrets: Value.list(STRING, [Value.string("s")]).mark(SENSITIVE),
      };
      return { value: values[subject.name] ?? Value.null(DYNAMIC), diagnostics: [] };
    }
    return { value: Value.unknown(DYNAMIC), diagnostics: [] };
  },
};

async function bodyOf(content: string) {
  const { resources } = await loaded({ "main.tf": `resource "thing" "a" {\n${content}\n}\n` });
  return resources.get("thing.a")!.body;
}

async function evaluated(content: string) {
  const { value, diagnostics } = evaluateBlock(await bodyOf(content), BLOCK, scope);
  return { value, plain: toPlain(value) as Record<string, unknown>, diagnostics };
}

describe("a body", () => {
  it("has the schema's type, with what is absent null or empty", async () => {
    const { value, plain, diagnostics } = await evaluated('name = "x"');
    expect(diagnostics).toEqual([]);
    expect(typesEqual(value.type, blockType(BLOCK))).toBe(true);
    expect(plain).toEqual({
      id: null,
      name: "x",
      tags: null,
      any: null,
      flags: null,
      rule: [],
      filter: [],
      timeouts: null,
      label: {},
      group: { x: null },
    });
  });

  it("converts arguments to their types", async () => {
    const { plain, diagnostics } = await evaluated(
      'name = 5\ntags = { a = 1, b = true }\nflags = ["true", false]\nany = [1, "a"]',
    );
    expect(diagnostics).toEqual([]);
    expect(plain).toMatchObject({
      name: "5",
      tags: { a: "1", b: "true" },
      flags: [true, false],
      any: [1, "a"],
    });
  });

  it("reads nested blocks in every nesting", async () => {
    const { plain, diagnostics } = await evaluated(
      'name = "x"\nrule {\n port = 1\n}\nrule {\n port = 2\n note = "n"\n}\nfilter {\n port = 3\n}\nfilter {\n port = 3\n}\ntimeouts {\n create = "1m"\n}\nlabel "l" {\n port = 4\n}',
    );
    expect(diagnostics).toEqual([]);
    expect(plain).toMatchObject({
      rule: [
        { port: 1, note: null },
        { port: 2, note: "n" },
      ],
      filter: [{ port: 3, note: null }],
      timeouts: { create: "1m" },
      label: { l: { port: 4, note: null } },
    });
  });

  it("repeats dynamic blocks, with the iterator's name or another", async () => {
    const { plain, diagnostics } = await evaluated(
      'name = "x"\ndynamic "rule" {\n for_each = var.ports\n content {\n  port = rule.value\n  note = "n${rule.key}"\n }\n}\ndynamic "filter" {\n for_each = { a = 1 }\n iterator = it\n content {\n  port = it.value\n  note = it.key\n }\n}\ndynamic "label" {\n for_each = ["p", "q"]\n labels = [label.value]\n content {\n  port = label.key\n }\n}',
    );
    expect(diagnostics).toEqual([]);
    expect(plain).toMatchObject({
      rule: [
        { port: 80, note: "n0" },
        { port: 443, note: "n1" },
      ],
      filter: [{ port: 1, note: "a" }],
      label: { p: { port: 0 }, q: { port: 1 } },
    });
  });

  it("does not know how many blocks there are while for_each is unknown", async () => {
    const { plain, diagnostics } = await evaluated(
      'name = "x"\ndynamic "rule" {\n for_each = other.thing.list\n content {\n  port = rule.value\n }\n}\nfilter {\n port = other.thing.port\n}',
    );
    expect(diagnostics).toEqual([]);
    expect(plain).toMatchObject({ rule: UNKNOWN, filter: [{ port: UNKNOWN, note: null }] });
  });

  it("keeps secrets marked, and does not let them decide about blocks", async () => {
    const { value } = await evaluated('name = "a-${var.secret}"');
    expect(value.attr("name").hasMark(SENSITIVE)).toBe(true);
    const { diagnostics } = await evaluated(
      'name = "x"\ndynamic "rule" {\n for_each = var.secrets\n content {\n  port = 1\n }\n}',
    );
    expect(diagnostics).toMatchObject([{ summary: "Invalid dynamic for_each value" }]);
  });
});

describe("an error in a body", () => {
  it.each([
    ["a missing argument", "", "Missing required argument", 1],
    ["an unknown argument", 'name = "x"\nnam = 1', "Unsupported argument", 3],
    ["an argument of another type", "name = [1]", "Incorrect attribute value type", 2],
    ["a part of another type", 'name = "x"\nflags = [true, "x"]', "Incorrect attribute value type", 3],
    ["an unknown block", 'name = "x"\nrul {\n}', "Unsupported block type", 3],
    ["a second single block", 'name = "x"\ntimeouts {\n}\ntimeouts {\n}', "Duplicate timeouts block", 5],
    ["too many blocks", `name = "x"\n${"rule {\n port = 1\n}\n".repeat(4)}`, "Too many rule blocks", 12],
    ["an argument for a block", 'name = "x"\nrule = []', "Unsupported argument", 3],
    ["a missing nested argument", 'name = "x"\nrule {\n}', "Missing required argument", 3],
  ] as const)("%s is told in its place", async (_, content, summary, line) => {
    const { diagnostics } = await evaluated(content);
    expect(diagnostics).toMatchObject([{ severity: "error", summary, range: { start: { line } } }]);
    expect(diagnostics[0]!.context).toBe('resource "thing" "a"');
  });

  it("tells what the values at fault were", async () => {
    const { diagnostics } = await evaluated('name = "x"\nany = var.ports[7]');
    expect(diagnostics).toMatchObject([
      {
        summary: "Invalid index",
        snippet: "any = var.ports[7]",
        values: [{ expression: "var.ports", statement: "is list of number with 2 elements" }],
      },
    ]);
  });

  it("does not tell secrets", async () => {
    const { diagnostics } = await evaluated("name = parseint(var.secret, 10)");
    expect(JSON.stringify(diagnostics)).not.toContain('\\"s\\"');
    expect(diagnostics[0]!.values).toEqual([
      { expression: "var.secret", statement: "has a sensitive value" },
    ]);
  });
});

describe("the references of a body", () => {
  it("are those of all its expressions, without the names that dynamic blocks make", async () => {
    const body = await bodyOf(
      'name = "${var.a}${[for x in local.b : x.y][0]}"\nrule {\n port = other.thing.port\n}\ndynamic "rule" {\n for_each = data.src.d.list\n content {\n  port = rule.value + var.c\n }\n}',
    );
    const { references, problems } = blockReferences(body, BLOCK);
    expect(problems).toEqual([]);
    expect(references.map(({ subject }) => subject)).toEqual([
      { kind: "variable", name: "a" },
      { kind: "local", name: "b" },
      { kind: "resource", mode: "managed", type: "other", name: "thing" },
      { kind: "resource", mode: "data", type: "src", name: "d" },
      { kind: "variable", name: "c" },
    ]);
  });
});
