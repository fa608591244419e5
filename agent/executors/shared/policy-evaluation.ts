/** Evaluates one policy with `opa eval`, within limits of time and output. */
import { passedOn } from "../../process/passed-on.js";
import type { PolicyGroupOrder, PolicyOrder } from "../../protocol/protocol.js";
import { POLICY_LIMITS } from "../../protocol/protocol.js";
import { runBounded } from "./bounded-program.js";
import type { ExecutorHost, OpaProgram } from "./executor.js";
import { languageFlags } from "./opa.js";

/** The rule with the reasons to reject a run. */
const QUERY = "data.terraform.deny";
/** Bytes of `opa`'s output that are read. */
const OUTPUT_LIMIT = 1024 * 1024;

/** The input of an evaluation. Paths are absolute. */
export interface Evaluation {
  readonly group: PolicyGroupOrder;
  readonly policy: PolicyOrder;
  readonly program: OpaProgram;
  readonly dir: string;
  readonly policyFile: string;
  /** The group's common functions; null where it has none. */
  readonly commonDir: string | null;
  readonly inputFile: string;
  /** Seconds. */
  readonly timeout: number;
  /** What the policy may use of the language; null for all of it. */
  readonly capabilitiesFile: string | null;
}

/** The messages of a policy that rejects the run; empty if it passes. A policy that cannot be evaluated has an error instead. */
export async function evaluate(evaluation: Evaluation, host: ExecutorHost): Promise<readonly string[]> {
  const fault = textFault(evaluation.policy.rego);
  if (fault !== null) return [fault];
  const ended = await run(evaluation, host);
  host.signal.throwIfAborted();
  return (
    typeof ended === "string" ? [unable(ended)] : messagesOf(ended.output, ended.said, evaluation)
  ).slice(0, POLICY_LIMITS.messages);
}

const unable = (why: string) => short(`The policy cannot be evaluated: ${why}`);

const short = (text: string) =>
  text.length > POLICY_LIMITS.message ? `${text.slice(0, POLICY_LIMITS.message)}...` : text;

/** Skips only spaces: with `\s`, which also matches line ends, a policy of empty lines would take minutes. */
const withoutComments = (rego: string) => rego.replace(/^[ \t]*#.*$/gm, "");

/** Results that `opa` treats as passing. */
function textFault(rego: string): string | null {
  const code = withoutComments(rego);
  const name = /^[ \t]*package\s+(\S+)/m.exec(code)?.[1];
  if (name !== undefined && name !== "terraform")
    return unable(`its package is '${name}' and must be 'terraform'.`);
  return /^[ \t]*(default\s+)?deny\b/m.test(code) ? null : unable("it has no rule 'deny'.");
}

/** Whether a policy reads the plan, which does not exist before it is made. */
export const asksForPlan = (rego: string): boolean => /\binput(\.|\[")tfplan\b/.test(withoutComments(rego));

/** The output of `opa`, or why it was stopped. */
async function run(
  { group, program, dir, policyFile, commonDir, inputFile, timeout, capabilitiesFile }: Evaluation,
  host: ExecutorHost,
): Promise<string | { readonly output: string; readonly said: string }> {
  const args = ["eval", "--format", "json", "--input", inputFile, "--data", policyFile];
  if (commonDir !== null) args.push("--data", commonDir);
  if (capabilitiesFile !== null) args.push("--capabilities", capabilitiesFile);
  args.push(...languageFlags(group.opaVersion, program), QUERY);
  const { stopped, how, stdout, stderr } = await runBounded(
    {
      program: program.program,
      args,
      cwd: dir,
      // None of the run's variables: a policy judges what it is given, and may send it anywhere.
      env: { ...passedOn(["PATH"]), HOME: dir, TMPDIR: dir },
      seconds: timeout,
      setting: "SCALR_AGENT_POLICY_TIMEOUT",
      bytes: OUTPUT_LIMIT,
      stdout: "keep",
      stderr: "keep",
    },
    host,
  );
  return stopped === null ? { output: stdout, said: stderr || (how ?? "") } : `${stopped} and was stopped.`;
}

/** `opa eval` prints JSON, errors included. */
interface Printed {
  readonly result?: readonly { readonly expressions: readonly { readonly value: unknown }[] }[];
  readonly errors?: readonly {
    readonly message: string;
    readonly location?: { readonly file?: string; readonly row?: number };
  }[];
}

function messagesOf(output: string, said: string, evaluation: Evaluation): readonly string[] {
  let printed: Printed;
  try {
    printed = JSON.parse(output) as Printed;
  } catch {
    return [unable(said.trim() || output.trim() || "opa printed nothing.")];
  }
  if (printed.errors !== undefined && printed.errors.length > 0)
    return printed.errors.map(({ message, location }) => {
      const place =
        location?.row === undefined ? "" : `${fileName(location.file ?? "", evaluation)}:${location.row}: `;
      return unable(`${place}${message}`);
    });
  // A rule that has no value is against nothing.
  if (printed.result === undefined) return [];
  return textsOf(printed.result[0]?.expressions[0]?.value).map(short);
}

/** The name of a policy's file for its author. */
const fileName = (file: string, { policy, dir }: Evaluation) =>
  file.includes(dir) && !file.endsWith("/policy.rego")
    ? file.slice(file.lastIndexOf("/") + 1)
    : `${policy.name}.rego`;

/** The messages of a rule `deny`, which can be a set, a list or an object of messages, one message, or true. */
function textsOf(value: unknown): readonly string[] {
  if (value === undefined || value === null || value === false) return [];
  if (value === true) return ["deny is true."];
  if (typeof value === "string") return [value];
  if (Array.isArray(value))
    return value.map((each) => (typeof each === "string" ? each : JSON.stringify(each)));
  if (typeof value === "object") return Object.keys(value).length === 0 ? [] : [JSON.stringify(value)];
  return [String(value)];
}
