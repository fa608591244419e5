import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtinProviderFactories } from "../../../engine/builtin/index.js";
import { plan, renderDiagnostic } from "../../../engine/index.js";
import { scalrProviders } from "../../../provider/resources/index.js";
import type { Chance } from "../chance.js";
import { Find, type TargetKind } from "../target.js";

const EXAMPLES = join(import.meta.dirname, "../../../examples");

const OWN = [
  'resource "terraform_data" "a" {\n  for_each = toset(["x", "y"])\n  input = each.key\n}\noutput "o" { value = terraform_data.a["x"].output }\n',
  'variable "v" {\n  type = list(object({ a = optional(number, 1) }))\n  default = [{}]\n}\nlocals { s = [for x in var.v : x.a] }\noutput "s" { value = local.s }\n',
  'resource "null_resource" "n" {\n  count = 2\n  triggers = { i = count.index }\n  lifecycle { ignore_changes = [triggers] }\n}\nmoved {\n  from = null_resource.m\n  to = null_resource.n\n}\n',
  'terraform {\n  required_version = ">= 1.0"\n  required_providers { null = { source = "hashicorp/null" } }\n}\ncheck "c" {\n  assert {\n    condition = true\n    error_message = "no"\n  }\n}\n',
];

/** Configurations of this project. */
function corpus(): string[] {
  const texts = [...OWN];
  for (const name of readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" })) {
    const path = join(EXAMPLES, name);
    if (!/\.tf(\.json)?$/.test(name) || !statSync(path).isFile()) continue;
    const text = readFileSync(path, "utf8");
    if (text.length < 4_000) texts.push(text);
  }
  return texts;
}

function spoil(chance: Chance, text: string): string {
  const words = text.split(/(?<=[\s{}()[\]"=,])/);
  for (let n = chance.below(4); n >= 0; n--) {
    const at = chance.below(words.length);
    switch (chance.below(4)) {
      case 0:
        words.splice(at, 1);
        break;
      case 1:
        words.splice(at, 0, chance.pick(words));
        break;
      case 2:
        words[at] = chance.pick([
          '"',
          "{",
          "}",
          "null",
          "${",
          "<<EOT\n",
          "count",
          "for_each",
          "self",
          chance.text(),
        ]);
        break;
      default:
        words[at] = chance.pick(words);
    }
  }
  return words.join("");
}

/** Any files are planned, or refused with diagnostics that can be shown. Nothing is applied. */
export const configuration: TargetKind = {
  name: "configurations",
  share: 4,
  limit: 20_000,
  start() {
    const dir = mkdtempSync(join(tmpdir(), "fuzz-configuration-"));
    const texts = corpus();
    const providers = { ...builtinProviderFactories, ...scalrProviders() };
    return {
      async run(chance, note) {
        const text = spoil(chance, chance.pick(texts));
        note(text);
        const folder = join(dir, "current");
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder);
        const isJson = /^\s*\{/.test(text) && chance.happens(0.9);
        writeFileSync(join(folder, isJson ? "main.tf.json" : "main.tf"), text);
        const outcome = await plan({ dir: folder, providers, state: null });
        if (!outcome.plan && !outcome.diagnostics.some(({ severity }) => severity === "error"))
          throw new Find("there is neither a plan nor an error");
        for (const each of outcome.diagnostics) {
          const shown = renderDiagnostic(each);
          if (/\bTypeError\b|\bRangeError\b|^\s+at \S+ \(/m.test(shown)) throw new Find(`it broke: ${shown}`);
        }
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    };
  },
};
