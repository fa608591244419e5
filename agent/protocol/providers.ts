/** Provider configurations in the agent protocol: what a started task gets for the providers of its program. */

/** The provider configurations of a task. */
export interface ProviderHandover {
  /** Stands in values and files for the absolute path of the folder that `files` of the configuration are written to. */
  readonly folder: string;
  readonly configurations: readonly ProvidedConfiguration[];
}

/** One provider configuration of a task. */
export interface ProvidedConfiguration {
  readonly id: string;
  readonly name: string;
  /** The provider that it configures, such as `aws`. */
  readonly provider: string;
  /** The alias of the provider block that it is for; null for the one without. */
  readonly alias: string | null;
  /** Why the run gets it, as a sentence for its log. */
  readonly reason: string;
  /** Plans do not get it: in a plan its arguments have no values, and there are no variables and no files. */
  readonly applyOnly: boolean;
  readonly arguments: readonly ProviderArgument[];
  /** Environment variables of the program, the hooks and the commands of the run. */
  readonly variables: Readonly<Record<string, string>>;
  /** By name: what the files hold that arguments and variables lead to. */
  readonly files: Readonly<Record<string, string>>;
  /** Texts that the log must not show, whatever the environment's setting. */
  readonly secrets: readonly string[];
}

/** An argument of a provider block. */
export interface ProviderArgument {
  /** Its name, after those of the blocks around it. */
  readonly path: readonly string[];
  readonly value: string | boolean | Readonly<Record<string, string>>;
  /** The value is the source of an expression. */
  readonly hcl: boolean;
  readonly sensitive: boolean;
  /** Left out where the configuration's block has it already. */
  readonly yields: boolean;
}
