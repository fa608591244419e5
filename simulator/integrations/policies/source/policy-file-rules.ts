/** `scalr-policy.hcl`: which policies a folder has, and how each is enforced. */
import type { PolicyLevel } from "../../../core/entities.js";

export const POLICY_FILE = "scalr-policy.hcl";
const VERSION = "v1";
const LEVELS: readonly PolicyLevel[] = ["hard-mandatory", "soft-mandatory", "advisory"];
const MOST_POLICIES = 100;

/** A block `policy "name" { ... }`. */
export interface DeclaredPolicy {
  readonly name: string;
  readonly enabled: boolean;
  readonly level: PolicyLevel;
}

interface Token {
  readonly kind: "name" | "string" | "mark" | "end";
  readonly text: string;
  readonly line: number;
}

class PolicyFileError extends Error {}

const at = (line: number, why: string) => new PolicyFileError(`${POLICY_FILE}, line ${line}: ${why}`);

const SKIPPED = /\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const TOKENS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["name", /[A-Za-z_][\w-]*/y],
  ["string", /"((?:[^"\\\n]|\\.)*)"/y],
  ["mark", /[={}]/y],
];

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let [position, line] = [0, 1];
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found === null) return null;
    position = pattern.lastIndex;
    return found;
  };
  while (position < text.length) {
    const began = line;
    const skipped = take(SKIPPED);
    if (skipped !== null) {
      line += skipped[0].split("\n").length - 1;
      continue;
    }
    const kind = TOKENS.find(([name, pattern]) => {
      const found = take(pattern);
      if (found !== null) tokens.push({ kind: name, text: found[1] ?? found[0], line: began });
      return found !== null;
    });
    if (kind === undefined) throw at(line, `'${text[position]}' is not expected here.`);
  }
  return [...tokens, { kind: "end", text: "the end of the file", line }];
}

/** Reads tokens one after the other. */
class Reading {
  private position = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  get next(): Token {
    return this.tokens[this.position]!;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== "end") this.position += 1;
    return token;
  }

  expect(kind: Token["kind"], what: string, text?: string): Token {
    const token = this.take();
    if (token.kind === kind && (text === undefined || token.text === text)) return token;
    throw at(token.line, `${what} is expected, not '${token.text}'.`);
  }
}

/** The policies that the file declares, in its order, or the error with its line. */
export function readPolicyFile(text: string): readonly DeclaredPolicy[] | { readonly error: string } {
  try {
    return policiesOf(new Reading(tokensOf(text.replace(/^\uFEFF/, ""))));
  } catch (error) {
    if (error instanceof PolicyFileError) return { error: error.message };
    throw error;
  }
}

function policiesOf(reading: Reading): readonly DeclaredPolicy[] {
  const policies: DeclaredPolicy[] = [];
  let version: string | null = null;
  while (reading.next.kind !== "end") {
    const { text, line } = reading.expect("name", "'version' or 'policy'");
    if (text === "version") {
      reading.expect("mark", "'='", "=");
      version = reading.expect("string", "The version in quotes").text;
      if (version !== VERSION)
        throw at(line, `The version '${version}' is unknown. Write version = "${VERSION}".`);
    } else if (text === "policy") {
      const policy = policyOf(reading);
      if (policies.some(({ name }) => name === policy.name))
        throw at(line, `Policy '${policy.name}' is declared twice.`);
      policies.push(policy);
      if (policies.length > MOST_POLICIES) throw at(line, `There are more than ${MOST_POLICIES} policies.`);
    } else throw at(line, `'${text}' is unknown. The file has a version and blocks 'policy "name" { ... }'.`);
  }
  if (version === null) throw at(1, `The version is missing. Write version = "${VERSION}".`);
  if (policies.length === 0) throw at(1, 'There is no policy. Declare one with policy "name" { ... }.');
  return policies;
}

function policyOf(reading: Reading): DeclaredPolicy {
  const { text: name, line } = reading.expect("string", "The policy's name in quotes");
  // It names a file, `<name>.rego`.
  if (!/^[\w-][\w.-]{0,99}$/.test(name))
    throw at(line, `'${name}' is not a valid name of a policy. Use letters, digits, '-', '_' and '.'.`);
  reading.expect("mark", "'{'", "{");
  let enabled: boolean | null = null;
  let level: PolicyLevel | null = null;
  for (;;) {
    const token = reading.take();
    if (token.kind === "mark" && token.text === "}") break;
    if (token.kind !== "name") throw at(token.line, `An attribute or '}' is expected, not '${token.text}'.`);
    reading.expect("mark", "'='", "=");
    if (token.text === "enabled") enabled = booleanOf(reading.take());
    else if (token.text === "enforcement_level") level = levelOf(reading.take());
    else throw at(token.line, `'${token.text}' is unknown. A policy has 'enabled' and 'enforcement_level'.`);
  }
  if (level === null) throw at(line, `Policy '${name}' has no 'enforcement_level'.`);
  return { name, enabled: enabled ?? true, level };
}

function booleanOf({ kind, text, line }: Token): boolean {
  if (kind === "name" && (text === "true" || text === "false")) return text === "true";
  throw at(line, `'enabled' must be true or false, not '${text}'.`);
}

function levelOf({ kind, text, line }: Token): PolicyLevel {
  const level = LEVELS.find((each) => kind === "string" && each === text);
  if (level !== undefined) return level;
  throw at(
    line,
    `'enforcement_level' must be one of ${LEVELS.map((each) => `"${each}"`).join(", ")}, not '${text}'.`,
  );
}
