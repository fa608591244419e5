// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are templates of the language under test.
/** Whatever the text, reading and evaluating it ends with a value or with diagnostics. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExpression, parseTemplate, type Scope } from "../../../engine/language/index.js";
import { DYNAMIC, Value } from "../../../engine/values/index.js";
import { load } from "./folder.js";

const scope: Scope = { lookup: () => ({ value: Value.unknown(DYNAMIC), diagnostics: [] }) };

const WORDS = [
  "a",
  "b.c",
  "var.x",
  "1",
  "2.5",
  "1e3",
  '"',
  "${",
  "%{",
  "}",
  "~}",
  "{",
  "(",
  ")",
  "[",
  "]",
  ",",
  ":",
  "=",
  "=>",
  "...",
  "?",
  "+",
  "-",
  "*",
  "/",
  "%",
  "==",
  "!",
  "&&",
  "||",
  "<",
  "<<EOT\n",
  "\nEOT\n",
  "<<-X\n",
  "\nX\n",
  "for ",
  " in ",
  " if ",
  "else",
  "endif",
  "endfor",
  "null",
  "true",
  "\n",
  " ",
  "#",
  "//",
  "/*",
  "*/",
  ".*",
  "[*]",
  ".0",
  "upper",
  "try",
  "\\",
  "$${",
  "é",
  "\u{1f600}",
  "'",
  ";",
  "::",
];

const soup = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 3 })), { maxLength: 25 })
  .map((w) => w.join(""));

describe("no text brings the reader down", () => {
  it("as an expression or a template", () => {
    fc.assert(
      fc.property(soup, (text) => {
        for (const parse of [parseExpression, parseTemplate]) {
          const { expression, diagnostics } = parse(text);
          if (!expression) {
            expect(diagnostics.some((d) => d.severity === "error")).toBe(true);
            continue;
          }
          expression.references();
          const result = expression.evaluate(scope);
          expect(result.value).toBeInstanceOf(Value);
          JSON.stringify(result.diagnostics);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("as a file of either syntax", async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        for (const files of [
          { "main.tf": `locals {\n${text}\n}\n` },
          { "main.tf": text },
          { "main.tf.json": text },
        ] as Record<string, string>[]) {
          const { configuration, diagnostics } = await load(files);
          expect(configuration !== undefined).toBe(!diagnostics.some((d) => d.severity === "error"));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("however deep it nests", () => {
    for (const text of [
      "(".repeat(30_000),
      `${"[".repeat(5000)}${"]".repeat(5000)}`,
      "-".repeat(50_000),
      Array(50_000).fill("1").join("+"),
    ]) {
      const { expression, diagnostics } = parseExpression(text);
      const found = expression ? expression.evaluate(scope).diagnostics : diagnostics;
      expect(found.length).toBeGreaterThan(0);
    }
  });
});
