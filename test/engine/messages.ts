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
    what: "a .tf file whose required_version is no constraint",
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
    what: "a .tofu file whose required_version is no constraint",
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
    what: "required_providers outside of a terraform block",
    files: main("required_providers {\n}\n"),
    said: ["error main.tf:1 Invalid required_providers block"],
  },
];

interface Said {
  readonly severity: string;
  readonly summary: string;
  /** The file is called `filename` by tofu and `file` by the engine. */
  readonly range?:
    | { readonly start: { readonly line: number }; readonly file?: string; readonly filename?: string }
    | undefined;
}

/** A message as the table writes it. */
export function asSaid({ severity, summary, range }: Said): string {
  const place = range ? ` ${range.file ?? range.filename}:${range.start.line}` : "";
  return `${severity}${place} ${summary}`;
}
