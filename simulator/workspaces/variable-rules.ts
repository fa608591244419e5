import type { Variable } from "../core/entities.js";

/** The facts that decide which value of a variable a run gets. */
export type Candidate = Pick<Variable, "key" | "value" | "hcl" | "sensitive" | "final"> & {
  readonly category: Variable["category"];
};

/** `env` is the older name of `shell`. */
export const categoryOf = ({ category }: Pick<Candidate, "category">): "terraform" | "shell" =>
  category === "terraform" ? "terraform" : "shell";

/**
 * The variables of a run. `layers` are ordered from the widest to the narrowest: sets, account, environment, workspace. A
 * narrower value overrides a wider one, unless that is final.
 */
export function effectiveVariables<C extends Candidate>(layers: readonly (readonly C[])[]): readonly C[] {
  const found = new Map<string, C>();
  for (const variable of layers.flat()) {
    const name = `${categoryOf(variable)}/${variable.key}`;
    if (!found.get(name)?.final) found.set(name, variable);
  }
  return [...found.values()];
}

/** The scope of a variable. */
export type Holder = Pick<Variable, "account" | "environment" | "workspace">;

/** The object that a variable belongs to, for messages: the narrowest of workspace, environment and account. */
export const holderText = ({ account, environment, workspace }: Holder): string => {
  if (workspace !== null) return `workspace '${workspace}'`;
  return environment !== null ? `environment '${environment}'` : `account '${account}'`;
};

const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const TERRAFORM_NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Why the key of a variable is invalid, or null. */
export function keyFault(key: string, category: Variable["category"]): string | null {
  if ((category !== "terraform" ? SHELL_NAME : TERRAFORM_NAME).test(key)) return null;
  return category !== "terraform"
    ? "Key must be the name of an environment variable: letters, digits and '_', not beginning with a digit."
    : "Key must be an identifier: letters, digits, '_' and '-', not beginning with a digit or '-'.";
}
