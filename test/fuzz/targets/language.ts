import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { functionNames } from "../../../engine/language/functions/index.js";
import { parseExpression, parseTemplate, type Scope } from "../../../engine/language/index.js";
import { DYNAMIC, Value } from "../../../engine/values/index.js";
import type { Chance } from "../chance.js";
import { Find, type TargetKind } from "../target.js";

const FIXTURES = join(import.meta.dirname, "../../engine/language/fixtures");

const scope: Scope = { lookup: () => ({ value: Value.unknown(DYNAMIC), diagnostics: [] }) };

const OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"];
const LEAVES = [
  "null",
  "true",
  "false",
  "0",
  "-1",
  "1e9",
  "0.1",
  '""',
  '"a"',
  '"é"',
  "[]",
  "{}",
  "var.x",
  "local.y[0]",
];
const PATTERNS = ["(a+)+$", "[", "(?P<x>a)", "a{1,1000}", ".*.*.*b", "\\\\d+(?i)", "(a|aa)*c"];

/** Texts of the language, from the expressions that real tofu has judged. */
function corpus(): string[] {
  const texts: string[] = [];
  for (const name of readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })) {
    const path = join(FIXTURES, name);
    if (!statSync(path).isFile()) continue;
    const content = readFileSync(path, "utf8");
    for (const line of content.split("\n")) if (line.length > 2 && line.length < 400) texts.push(line);
  }
  return texts;
}

function expression(chance: Chance, depth: number): string {
  const inner = () => expression(chance, depth - 1);
  if (depth <= 0) return chance.happens(0.7) ? chance.pick(LEAVES) : JSON.stringify(chance.text());
  switch (chance.below(11)) {
    case 0:
      return `${inner()} ${chance.pick(OPERATORS)} ${inner()}`;
    case 1:
      return `[${chance.times(4, inner).join(", ")}]`;
    case 2:
      return `{${chance.times(3, () => `(${inner()}) = ${inner()}`).join(", ")}}`;
    case 3:
      return `[for k, v in ${inner()} : ${inner()} if ${inner()}]`;
    case 4:
      return `{for k, v in ${inner()} : k => ${inner()}...}`;
    case 5:
      return `${inner()} ? ${inner()} : ${inner()}`;
    case 6:
      return `"\${${inner()}} %{ if ${inner()} }a%{ endif }"`;
    case 7:
      return `(${inner()})${chance.pick(["[0]", ".a", "[*].b", ".*.c", '["k"]', "..."])}`;
    case 8:
      return `regexall("${chance.pick(PATTERNS)}", "${"a".repeat(chance.below(40))}")`;
    default:
      return `${chance.pick(functionNames())}(${chance.times(4, inner).join(", ")})`;
  }
}

/** Any text is read and evaluated to a value or to diagnostics. */
export const language: TargetKind = {
  name: "expressions",
  share: 22,
  limit: 15_000,
  start() {
    const texts = corpus();
    const draw = (chance: Chance) => {
      if (chance.happens(0.6)) return expression(chance, chance.between(1, 4));
      const text = chance.pick(texts);
      return chance.happens(0.2) ? text : chance.mutated(Buffer.from(text)).toString();
    };
    return {
      run(chance, note) {
        const text = draw(chance);
        note(text);
        for (const parse of [parseExpression, parseTemplate]) {
          const { expression, diagnostics } = parse(text);
          if (!expression) {
            if (!diagnostics.some(({ severity }) => severity === "error"))
              throw new Find("there is neither an expression nor an error");
            continue;
          }
          expression.references();
          const { value, diagnostics: found } = expression.evaluate(scope);
          if (!(value instanceof Value)) throw new Find("it has no value");
          JSON.stringify(found);
        }
      },
    };
  },
};
