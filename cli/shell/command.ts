import type { Output } from "./output.js";

/** A flag, `--kebab-case` of its key. */
export interface Option {
  readonly type: "string" | "number" | "boolean";
  readonly describe: string;
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
  /** May be given more than once; its value is then a list. */
  readonly repeatable?: true;
  readonly required?: true;
  /** The environment variable that is read when the flag is absent, for help and docs. */
  readonly env?: string;
}

/** An argument without a flag. */
export interface Positional {
  readonly describe: string;
  readonly optional?: true;
  readonly default?: string;
}

type Scalar<O> = O extends { choices: readonly (infer C)[] }
  ? C
  : O extends { type: "boolean" }
    ? boolean
    : O extends { type: "number" }
      ? number
      : string;

type OptionValue<O> = O extends { repeatable: true }
  ? readonly Scalar<O>[]
  : O extends { default: unknown } | { type: "boolean" } | { required: true }
    ? Scalar<O>
    : Scalar<O> | undefined;

type PositionalValue<P> = P extends { default: string }
  ? string
  : P extends { optional: true }
    ? string | undefined
    : string;

export type Options = Readonly<Record<string, Option>>;
export type Positionals = Readonly<Record<string, Positional>>;

export type Args<O extends Options, P extends Positionals> = {
  readonly [K in keyof O]: OptionValue<O[K]>;
} & { readonly [K in keyof P]: PositionalValue<P[K]> };

/** What every command is given besides its arguments. */
export interface Context {
  readonly out: Output;
  /** Fires when the process is told to stop; its reason is `Interrupted`. */
  readonly signal: AbortSignal;
  /** What a second signal does, instead of ending the process at once. */
  onSecondInterrupt(handler: () => void): void;
  readonly env: NodeJS.ProcessEnv;
  readonly debug: boolean;
  readonly cwd: string;
  /** The arguments as they were typed, with long flags as `--flag`: for flags whose order among each other matters. */
  readonly argv: readonly string[];
  /** Standard input; asking for it opens it. */
  stdin(): NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

/** One command. Definitions are light; whatever a command needs for its work it imports when it runs. */
export interface Command<O extends Options = Options, P extends Positionals = Positionals> {
  /** Words after `scalr-sandbox`, such as `state show`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What the help of the command says beyond the summary. */
  readonly details?: string;
  readonly positionals?: P;
  readonly options: O;
  /** Arguments after the command's name, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  /** Returns the exit code where it is not 0. */
  run(args: Args<O, P>, context: Context): Promise<number | undefined>;
}

/** Gives a command's `run` the types of its own options. */
export function command<const O extends Options, const P extends Positionals = Record<never, never>>(
  definition: Command<O, P>,
): Command<O, P> {
  return definition;
}

/** The flag of an option: `dataDir` is `data-dir`. */
export const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
