import type { Argument, Credentials } from "./credentials-rules.js";

/** Names of members of JSON credentials whose values are secrets. */
const SECRET_MEMBER = /key|secret|token|password/i;
/** An address is not a secret, whatever the member is called. */
const ADDRESS = /^https?:/;

function membersOf(text: string): readonly string[] {
  try {
    return secretMembers(JSON.parse(text));
  } catch {
    return [];
  }
}

function secretMembers(json: unknown): readonly string[] {
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    if (typeof value !== "string") return secretMembers(value);
    return SECRET_MEMBER.test(name) && !ADDRESS.test(value) ? [value, ...value.split("\n")] : [];
  });
}

/** The texts within an expression. */
const textsIn = (expression: string) =>
  [...expression.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!);

function formsOf({ value, hcl }: Argument): readonly string[] {
  const text = typeof value === "string" ? value : "";
  return [text, ...(hcl ? textsIn(text) : membersOf(text))];
}

/** The texts of credentials that logs must mask: the sensitive values, the secret parts of them, and the token. */
export const secretTexts = (
  credentials: Pick<Credentials, "arguments">,
  token: string,
): readonly string[] => [
  ...new Set(
    [...credentials.arguments.filter(({ sensitive }) => sensitive).flatMap(formsOf), token].filter(
      (text) => text !== "",
    ),
  ),
];
