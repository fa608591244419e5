import { CONNECTION_RULES, type ConnectionRule, type Situation } from "./client/connection-rules.js";
import { exitCodes } from "./shell/exit-codes.js";

type Words = { readonly [F in keyof Situation]: (values: readonly Situation[F][]) => string };

const relation = (what: string) => (values: readonly ("unset" | "same" | "other")[]) =>
  values
    .map((value) => (value === "unset" ? "not set" : value === "same" ? `${what} of the folder` : "another"))
    .join(" or ");

/** The conditions of rules in words, by fact. */
const WORDS: Words = {
  dataDir: ([isGiven]) => (isGiven ? "given" : "not given"),
  folder: ([isThere]) => (isThere ? "runs" : "none"),
  hostname: relation("that"),
  token: relation("that"),
};

const HEADINGS = [
  "",
  "`--data-dir`",
  "sandbox of the folder",
  "`SCALR_HOSTNAME`",
  "`SCALR_TOKEN`",
  "talks to",
  "with the token of",
  "says",
];

/** A section of docs/reference/cli.md, generated from the rules that the program uses. */
export function connectionReference(): string {
  const rows = CONNECTION_RULES.map((rule, index) => [String(index + 1), ...cellsOf(rule)]);
  const lines = [HEADINGS, HEADINGS.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [
    "## Which sandbox a command talks to",
    "The first row that fits decides. The folder is that of `--data-dir`, else the `.scalr-sandbox` in the current folder or the nearest one above; a " +
      "sandbox that runs from it leaves its address and its admin token there. Addresses are compared, not their spelling: a sandbox is the same by HTTP and by HTTPS, and " +
      "under each name of this machine. A variable that is empty counts as not set.",
    lines.join("\n"),
    '`SCALR_TOKEN` belongs to `SCALR_HOSTNAME`: without it, nothing is sent with that token. `eval "$(scalr-sandbox env)"` sets both variables for other tools, and may be called again in the same shell.',
  ].join("\n\n");
}

function cellsOf({ when, use, says }: ConnectionRule): string[] {
  const facts = (["dataDir", "folder", "hostname", "token"] as const).map((fact) => {
    const values = when[fact];
    return values === undefined ? "any" : WORDS[fact](values as never);
  });
  const names = { url: "<address>", hostname: "<SCALR_HOSTNAME>", where: "<folder>" };
  const told = says === undefined ? "" : `"${says(names).replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`;
  if ("refused" in use) return [...facts, `nothing, exit code ${exitCodes[use.refused].code}`, "", told];
  return [
    ...facts,
    use.sandbox === "folder" ? "the folder's" : "`SCALR_HOSTNAME`",
    use.token === "folder" ? "the folder" : "`SCALR_TOKEN`",
    told,
  ];
}
