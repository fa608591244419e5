import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Context } from "./command.js";
import { CliError } from "./errors.js";

/** One check, as a CI system lists it. */
export interface JunitCase {
  readonly name: string;
  /** What it is a check of, by which CI systems group. */
  readonly classname: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** Why, in a line or in several; the evidence of a check that passed. */
  readonly told: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly seconds: number;
  readonly cases: readonly JunitCase[];
}

/** Characters that XML 1.0 does not allow, not even as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that it forbids.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

const escaped = (text: string): string =>
  text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character]!);

/** A report in the format of JUnit, which GitLab, Jenkins, Azure DevOps and others read. */
export function junitReport({ name, seconds, cases }: JunitSuite): string {
  const count = (outcome: JunitCase["outcome"]) => cases.filter((each) => each.outcome === outcome).length;
  const counts = `tests="${cases.length}" failures="${count("failed")}" errors="0" skipped="${count("skipped")}"`;
  const suite = `name="${escaped(name)}" ${counts} time="${seconds}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${suite}>`,
    `  <testsuite ${suite}>`,
    ...cases.map(caseOf),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function caseOf({ name, classname, outcome, told }: JunitCase): string {
  const open = `    <testcase classname="${escaped(classname)}" name="${escaped(name)}"`;
  if (outcome === "failed")
    return `${open}><failure message="${escaped(told.split("\n")[0]!)}">${escaped(told)}</failure></testcase>`;
  if (outcome === "skipped") return `${open}><skipped message="${escaped(told)}"/></testcase>`;
  return told === "" ? `${open}/>` : `${open}><system-out>${escaped(told)}</system-out></testcase>`;
}

/** The flag of commands that check something. */
export const junitOption = {
  junit: { type: "string", describe: "Write the checks to this file too, in the format of JUnit" },
} as const;

/** Writes a report to the file that `--junit` names. @throws CliError where that cannot be written */
export function writeJunit(file: string | undefined, suite: JunitSuite, { cwd }: Pick<Context, "cwd">): void {
  if (file === undefined) return;
  const path = resolve(cwd, file);
  try {
    writeFileSync(path, junitReport(suite));
  } catch (error) {
    throw new CliError("failure", `The report ${path} cannot be written: ${(error as Error).message}`);
  }
}
