/**
 * Configurations that OpenTofu warns about or refuses, with what it says: severity, place and summary, as
 * `error main.tf:2 Summary`. `messages.test.ts` holds the engine to it, `test/conformance/messages.test.ts` the real tofu.
 */
import type { Files } from "./support.js";

export interface Message {
  readonly what: string;
  readonly files: Files;
  /** Flags of `plan`. */
  readonly flags?: readonly string[];
  /** Sorted. Empty: nothing is said, and the plan is made. */
  readonly said: readonly string[];
}

const main = (text: string): Files => ({ "main.tf": text });

export const messages: readonly Message[] = [
  {
    what: "a .tf file that requires another version: that is about Terraform",
    files: main('terraform {\n  required_version = "< 1.5"\n}\n'),
    said: [],
  },
  {
    what: "a .tf file whose required_version is not a constraint",
    files: main('terraform {\n  required_version = "latest"\n}\n'),
    said: [],
  },
  {
    what: "a .tofu file that requires this version",
    files: { "main.tofu": 'terraform {\n  required_version = "~> 1.12.0"\n}\n' },
    said: [],
  },
  {
    what: "a .tofu file that requires another version: nothing else is said",
    files: {
      "main.tofu":
        'terraform {\n  required_version = "< 1.5"\n}\noutput "x" { value = local.missing }\nbad {}\n',
    },
    said: ["error main.tofu:2 Incompatible module"],
  },
  {
    what: "a .tofu.json file that requires another version",
    files: { "main.tofu.json": '{\n  "terraform": {\n    "required_version": "< 1.5"\n  }\n}\n' },
    said: ["error main.tofu.json:3 Incompatible module"],
  },
  {
    what: "a .tofu file whose required_version is not a constraint",
    files: { "main.tofu": 'terraform {\n  required_version = "latest"\n}\n' },
    said: ["error main.tofu:2 Invalid version constraint"],
  },
  {
    what: "a .tofu file that requires a prerelease",
    files: { "main.tofu": 'terraform {\n  required_version = ">= 1.12.0-beta1"\n}\n' },
    said: ["error main.tofu:2 Invalid required_version constraint"],
  },
  {
    what: "Terraform's experiments and language",
    files: main("terraform {\n  experiments = [something]\n  language = TF2021\n}\n"),
    said: [],
  },
  {
    what: "a language block that excludes this version",
    files: main('language {\n  compatible_with {\n    opentofu = ">= 1.13.0"\n  }\n}\n'),
    said: ["error main.tf:3 Incompatible module"],
  },
  {
    what: "a language block that includes versions that do not read it",
    files: main(
      'language {\n  edition = tofu2024\n  compatible_with {\n    opentofu = ">= 1.6"\n    other = "1"\n  }\n}\n',
    ),
    said: ["warning main.tf:4 Ineffective version constraint"],
  },
  {
    what: "editions and experiments that do not exist",
    files: main("language {\n  edition = tofu2030\n  experiments = [x]\n}\n"),
    said: ["error main.tf:2 Unsupported language edition", "error main.tf:3 Unknown experiment keyword"],
  },
  {
    what: "an unknown resource type beside other mistakes",
    files: main(
      'resource "terraform_nothing" "a" {\n  x = 1\n}\noutput "a" {\n  value = local.missing\n}\noutput "b" {\n  value = upper([])\n}\noutput "c" {\n  value = terraform_nothing.a.id\n}\n',
    ),
    said: [
      "error main.tf:1 Invalid resource type",
      "error main.tf:5 Reference to undeclared local value",
      "error main.tf:8 Invalid function argument",
    ],
  },
  {
    what: "required_providers outside of a terraform block",
    files: main("required_providers {\n}\n"),
    said: ["error main.tf:1 Invalid required_providers block"],
  },
  {
    what: "import blocks whose target is not in the configuration",
    files: main(
      'import {\n  to = terraform_data.x\n  id = "y"\n}\nimport {\n  to = module.m.terraform_data.x[0]\n  id = "z"\n}\n',
    ),
    said: [
      "error main.tf:1 Configuration for import target does not exist",
      "error main.tf:5 Configuration for import target does not exist",
    ],
  },
  {
    what: "an import block for an instance that there is not",
    files: main(
      'import {\n  to = terraform_data.x[3]\n  id = "y"\n}\nresource "terraform_data" "x" {\n  count = 2\n}\n',
    ),
    said: ["error Configuration for import target does not exist"],
  },
  {
    what: "two import blocks for one resource",
    files: main(
      'import {\n  to = terraform_data.x\n  id = "y"\n}\nimport {\n  to = terraform_data.x\n  id = "z"\n}\nresource "terraform_data" "x" {}\n',
    ),
    said: ['error main.tf:5 Duplicate import configuration for "terraform_data.x"'],
  },
  {
    what: "what provider blocks may not have",
    files: main(
      'provider "terraform" {\n  count = 2\n  depends_on = []\n  source = "x"\n  lifecycle {\n  }\n  locals {\n  }\n}\nresource "terraform_data" "x" {}\n',
    ),
    said: [
      "error main.tf:2 Reserved argument name in provider block",
      "error main.tf:3 Reserved argument name in provider block",
      "error main.tf:4 Reserved argument name in provider block",
      "error main.tf:5 Reserved block type name in provider block",
      "error main.tf:7 Reserved block type name in provider block",
    ],
  },
  {
    what: "a version in a provider block",
    files: main('provider "terraform" {\n  version = "1.0"\n}\n'),
    said: ["warning main.tf:2 Version constraints inside provider configuration blocks are deprecated"],
  },
  {
    what: "two required_providers blocks",
    files: main("terraform {\n  required_providers {\n  }\n}\nterraform {\n  required_providers {\n  }\n}\n"),
    said: ["error main.tf:6 Duplicate required providers configuration"],
  },
  {
    what: "references and keywords in quotes",
    files: main(`resource "terraform_data" "x" {
  depends_on = ["terraform_data.y"]
  lifecycle {
    ignore_changes = ["input"]
  }
  provisioner "local-exec" {
    when       = "create"
    on_failure = "continue"
    command    = "true"
  }
}
resource "terraform_data" "y" {
  provider = "terraform"
}
`),
    said: [
      "warning main.tf:13 Quoted references are deprecated",
      "warning main.tf:2 Quoted references are deprecated",
      "warning main.tf:4 Quoted references are deprecated",
      "warning main.tf:7 Quoted keywords are deprecated",
      "warning main.tf:8 Quoted keywords are deprecated",
    ],
  },
  {
    what: "functions that are called wrongly, in blocks of every kind",
    files: main(`locals {
  a = tonumber("x")
  b = upper([])
}
output "o" {
  value = merge({}, 5)
}
resource "terraform_data" "x" {
  input = cidrsubnet("10.0.0.0/8", 99, 1)
}
data "terraform_remote_state" "s" {
  backend = join(",", 1)
}
`),
    said: [
      "error main.tf:12 Invalid function argument",
      "error main.tf:2 Invalid function argument",
      "error main.tf:3 Invalid function argument",
      "error main.tf:6 Error in function call",
      "error main.tf:9 Error in function call",
    ].sort(),
  },
  ...[
    { ignored: "nope", said: ["error main.tf:3 Unsupported attribute"] },
    { ignored: 'nope["x"]', said: ["error main.tf:3 Unsupported attribute"] },
    {
      ignored: "id",
      said: ["warning main.tf:1 Redundant ignore_changes element"],
    },
    {
      ignored: "output, nope",
      said: ["error main.tf:3 Unsupported attribute", "warning main.tf:1 Redundant ignore_changes element"],
    },
    { ignored: 'input["x"], triggers_replace.x', said: [] },
  ].map(({ ignored, said }) => ({
    what: `ignore_changes = [${ignored}]`,
    files: main(
      `resource "terraform_data" "x" {\n  lifecycle {\n    ignore_changes = [${ignored}]\n  }\n}\n`,
    ),
    said,
  })),
  {
    what: "the wildcard of ignore_changes",
    files: main('resource "terraform_data" "x" {\n  lifecycle {\n    ignore_changes = ["*"]\n  }\n}\n'),
    said: ["error main.tf:3 Invalid ignore_changes wildcard"],
  },
  {
    what: "terraform.applying in an output that is kept",
    files: main('output "a" {\n  value = terraform.applying\n}\n'),
    said: ["error main.tf:2 Output does not allow ephemeral value"],
  },
];

export interface Said {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  /** The block that it is in; tofu has that beside the source. */
  readonly context?: string;
  readonly snippet?: unknown;
  /** The file is called `filename` by tofu and `file` by the engine. */
  readonly range?:
    | { readonly start: { readonly line: number }; readonly file?: string; readonly filename?: string }
    | undefined;
}

/** Where a message says that it is, and in which call of a function. */
export function contextOf({ context, snippet, ...diag }: Said & { readonly calling?: string }): string {
  const shown = (typeof snippet === "object" ? snippet : undefined) as
    | { context?: string | null; function_call?: { called_as: string; signature?: Signature } }
    | undefined;
  const call = shown?.function_call;
  const calling = call ? `${call.called_as}(${parametersOf(call.signature)})` : diag.calling;
  // Blocks of the JSON syntax have a place, and no header to name them by.
  const json = (diag.range?.file ?? diag.range?.filename)?.endsWith(".json");
  const where = json ? undefined : (shown?.context ?? context);
  return [asSaid(diag), ...(where ? [`in ${where}`] : []), ...(calling ? [`calling ${calling}`] : [])].join(
    " | ",
  );
}

interface Signature {
  readonly params?: readonly { readonly name: string }[];
  readonly variadic_param?: { readonly name: string };
}

const parametersOf = ({ params: parameters = [], variadic_param: rest }: Signature = {}): string =>
  [...parameters.map(({ name }) => name), ...(rest ? [`${rest.name}...`] : [])].join(", ");

/** A message as the table writes it. */
export function asSaid({ severity, summary, range }: Said): string {
  const place = range ? ` ${range.file ?? range.filename}:${range.start.line}` : "";
  return `${severity}${place} ${summary}`;
}
