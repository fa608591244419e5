/** Terraform state, format version 4: the file's own shape, so that reading and writing lose nothing. */

export interface StateFile {
  version: 4;
  /** Version of the program that wrote it last. */
  terraform_version: string;
  /** Grows by one with every change. */
  serial: number;
  /** The same for all versions of one state; a UUID. */
  lineage: string;
  outputs: Record<string, StateOutput>;
  resources: StateResource[];
  check_results: unknown;
}

export interface StateOutput {
  value: unknown;
  /** A type as cty writes it in JSON. */
  type: unknown;
  sensitive?: boolean;
}

export interface StateResource {
  module?: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  each?: "list" | "map";
  /** Such as `provider["registry.opentofu.org/hashicorp/null"].west`. */
  provider: string;
  instances: StateInstance[];
}

export interface StateInstance {
  index_key?: string | number;
  status?: "tainted";
  deposed?: string;
  schema_version: number;
  attributes?: unknown;
  attributes_flat?: Record<string, string>;
  sensitive_attributes?: StatePathStep[][];
  private?: string;
  dependencies?: string[];
  create_before_destroy?: boolean;
  skip_destroy?: boolean;
  [more: string]: unknown;
}

export type StatePathStep =
  | { type: "get_attr"; value: string }
  | { type: "index"; value: { value: unknown; type: unknown } };
