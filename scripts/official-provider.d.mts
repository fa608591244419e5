/** A provider's schema as `providers schema -json` prints it. */
// biome-ignore lint/suspicious/noExplicitAny: the JSON is looked into as it comes.
export type SchemaJson = any;

/** Where the schemas differ, and what each of the two says there. */
export interface SchemaDifference {
  /** Such as `scalr_workspace.agent_pool_id` or `data.scalr_variables.id`. */
  readonly place: string;
  readonly official: string;
  readonly ours: string;
}

/** A kind of difference that is meant to be there. */
export const DELIBERATE: readonly {
  readonly title: string;
  readonly why: string;
  fits(difference: SchemaDifference): boolean;
}[];

/** Types that the official provider does not have. */
export const ADDED: Readonly<Record<"resource_schemas" | "data_source_schemas", readonly string[]>>;

export function differences(official: SchemaJson, ours: SchemaJson): SchemaDifference[];

/** The reference page of the comparison, in Markdown. `made` says how it is made. */
export function officialReference(made: string, official: SchemaJson, ours: SchemaJson): string;
