/** The shape of `scalr-api.json`: facts about the public scalr.io API. */

export type ContractValue =
  | "string"
  | "boolean"
  | "number"
  | "date-time"
  | "object"
  | "any"
  | { readonly enum: readonly string[] }
  | { readonly array: ContractValue }
  | {
      readonly object: Readonly<
        Record<string, { readonly type: ContractValue; readonly nullable?: boolean }>
      >;
    };

/** An attribute in the contract. */
export interface ContractAttribute {
  /** A name that is not a type at all is taken for `any`. */
  readonly type: ContractValue | (string & {});
  readonly nullable?: boolean;
  /** Accepted in requests. */
  readonly writable?: boolean;
}

/** A relationship in the contract. */
export interface ContractLink {
  readonly kind: "to-one" | "to-many";
  readonly writable?: boolean;
  /** A model, as errors name it. */
  readonly target: string;
}

/** A resource type in the contract. */
export interface ContractType {
  readonly model: string;
  readonly attributes: Readonly<Record<string, ContractAttribute>>;
  readonly relationships: Readonly<Record<string, ContractLink>>;
}

/** An HTTP method that the contract uses. */
export type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";

/** One method of a path. */
export interface ContractOperation {
  /** The operationId in camel case. */
  readonly operation: string;
  /** Names of its query parameters; `filter[*]` means that it takes filters. */
  readonly query?: readonly string[];
}

/** The public API of scalr.io. */
export interface Contract {
  readonly resources: Readonly<Record<string, ContractType>>;
  /** By path below the API's base, with `{name}` for an id, and by method. */
  readonly operations: Readonly<Record<string, Readonly<Partial<Record<Method, ContractOperation>>>>>;
  /** The filters that clients send, by area. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}
